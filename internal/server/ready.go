package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// readyAge is how long what was found counts, so that nobody can wear the database out with questions.
const readyAge = time.Second

var (
	errDraining = errors.New("the server is about to stop")
	errNoJobs   = errors.New("they have not started yet; the server tries again every few seconds")
)

// readiness knows whether the server can do all its work. It is more than health, which only asks whether calls are
// answered: a load balancer sends calls to whoever is ready, and an orchestrator restarts whoever is not alive.
type readiness struct {
	logger zerolog.Logger
	checks []readyCheck

	mu    sync.Mutex
	asked time.Time
	found string // what is wrong, a line each; empty when nothing is
}

// readyCheck is something that must be right. Callers are told its text, and the log has the error.
type readyCheck struct {
	text string
	do   func(context.Context) error
}

func (s *Server) newReadiness() *readiness {
	return &readiness{logger: s.logger, checks: []readyCheck{
		{"the server is about to stop", func(context.Context) error {
			if s.health.isDraining() {
				return errDraining
			}
			return nil
		}},
		{"the database cannot be written", s.db.CheckWritable},
		{"migrations are missing", s.db.CheckMigrated},
		{"background jobs do not run", func(context.Context) error {
			if !s.services.jobs.AreRunning() {
				return errNoJobs
			}
			return nil
		}},
	}}
}

// problems returns what is wrong, a line each.
func (r *readiness) problems(ctx context.Context) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.asked) < readyAge {
		return r.found
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	var lines []string
	var causes []error
	for _, check := range r.checks {
		if err := check.do(ctx); err != nil {
			lines, causes = append(lines, check.text), append(causes, err)
		}
	}
	found := strings.Join(lines, "\n")
	if found != r.found {
		r.logger.Warn().Strs("problems", lines).Errs("causes", causes).Bool("ready", found == "").Msg("readiness has changed")
	}
	r.asked, r.found = time.Now(), found
	return found
}

// ServeHTTP implements http.Handler.
func (r *readiness) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	problems := r.problems(context.WithoutCancel(request.Context())) // others wait for the answer, too
	if problems != "" {
		plainly(w, http.StatusServiceUnavailable, problems)
		return
	}
	plainly(w, http.StatusOK, "ready")
}

// plainly answers a probe.
func plainly(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}
