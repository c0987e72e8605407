package logging

import (
	"context"
	"net/http"
	"regexp"
	"time"

	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// RequestIDHeader carries the id of a request, both ways.
const RequestIDHeader = "X-Request-Id"

// requestID is what an id from a caller may look like: nothing that could break a line or hold
// an e-mail address.
var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// brokenOff is the code of a call that ended before it reached its handler: the caller went away
// or broke the protocol.
const brokenOff = "broken_off"

// request is what is known of a request by the time it has been answered. Only the goroutine
// that serves the request touches it.
type request struct {
	id        string
	procedure string
	quiet     bool
	code      string
	reason    string
	err       error
	kind      string
	callerID  string
}

type requestKey struct{}

// Requests answers with the id of each request, its own or a new one, and logs one line for it
// when it has been answered. The functions below fill the line in on the way.
func Requests(logger zerolog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := &request{id: r.Header.Get(RequestIDHeader)}
		if !requestID.MatchString(line.id) {
			line.id = id.New().String()
		}
		w.Header().Set(RequestIDHeader, line.id)
		own := logger.With().Str("request_id", line.id).Logger()
		ctx := context.WithValue(own.WithContext(r.Context()), requestKey{}, line)
		began := time.Now()
		defer func() { line.write(&own, time.Since(began)) }()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// RequestID is the id of the request that ctx belongs to; empty outside one.
func RequestID(ctx context.Context) string { return lineOf(ctx).id }

// Procedure notes which procedure was called. Quiet ones, such as health checks, are logged only
// at the level debug unless they fail.
func Procedure(ctx context.Context, name string, quiet bool) {
	line := lineOf(ctx)
	line.procedure, line.quiet = name, quiet
}

// Caller notes who called.
func Caller(ctx context.Context, kind, callerID string) {
	line := lineOf(ctx)
	line.kind, line.callerID = kind, callerID
}

// Outcome notes how the request ended: the code, the reason of a refusal, and the error when the
// fault is the program's own.
func Outcome(ctx context.Context, code, reason string, err error) {
	line := lineOf(ctx)
	line.code, line.reason, line.err = code, reason, err
}

// lineOf returns the line of the request; one that is never written outside a request.
func lineOf(ctx context.Context) *request {
	if line, ok := ctx.Value(requestKey{}).(*request); ok {
		return line
	}
	return &request{}
}

func (r *request) write(logger *zerolog.Logger, took time.Duration) {
	if r.procedure != "" && r.code == "" {
		r.code = brokenOff
	}
	logger.WithLevel(r.level()).Str("procedure", r.procedure).Str("code", r.code).
		Func(r.writeOptional).Dur("duration_ms", took).Msg("request")
}

// writeOptional leaves out what a request need not have.
func (r *request) writeOptional(event *zerolog.Event) {
	if r.reason != "" {
		event.Str("reason", r.reason)
	}
	if r.kind != "" {
		event.Str("caller", r.kind).Str("caller_id", r.callerID)
	}
	if r.err != nil {
		event.Err(r.err)
	}
}

// level is error for faults of ours, info for calls and debug for what only makes noise.
func (r *request) level() zerolog.Level {
	switch {
	case r.err != nil:
		return zerolog.ErrorLevel
	case r.procedure == "" || r.quiet:
		return zerolog.DebugLevel
	default:
		return zerolog.InfoLevel
	}
}
