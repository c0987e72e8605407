package logging

import (
	"context"
	"net/http"
	"net/netip"
	"regexp"
	"time"

	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// RequestIDHeader carries the id of a request, in both directions.
const RequestIDHeader = "X-Request-Id"

// requestID matches the ids that callers may send: they cannot break a line or contain an e-mail address.
var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// brokenOff is the code of a call that ended before it reached its handler: the caller disconnected or broke the
// protocol.
const brokenOff = "broken_off"

// request is what is known of a request when it has been answered. Only the goroutine that serves the request uses
// it.
type request struct {
	id        string
	procedure string
	quiet     bool
	code      string
	reason    string
	err       error
	kind      string
	callerID  string
	subjectID string
	address   netip.Addr
	path      string
	status    int
}

type requestKey struct{}

// Seen is a request that has been answered.
type Seen struct {
	Procedure, Code, Reason string // empty where it has none
	Took                    time.Duration
}

// Requests gives each request an id, its own or a new one, returns it with the answer, and logs one line once the
// request is answered, which observe is told of. The functions below add to that line.
func Requests(logger zerolog.Logger, observe func(Seen), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := &request{id: r.Header.Get(RequestIDHeader), status: http.StatusOK}
		if !requestID.MatchString(line.id) {
			line.id = id.New().String()
		}
		w.Header().Set(RequestIDHeader, line.id)
		own := logger.With().Str("request_id", line.id).Logger()
		ctx := context.WithValue(own.WithContext(r.Context()), requestKey{}, line)
		began := time.Now()
		defer func() {
			took := time.Since(began)
			line.write(&own, took)
			observe(Seen{Procedure: line.procedure, Code: line.code, Reason: line.reason, Took: took})
		}()
		next.ServeHTTP(&watched{w, line}, r.WithContext(ctx))
	})
}

// watched notes the status of an answer.
type watched struct {
	http.ResponseWriter

	line *request
}

// WriteHeader implements http.ResponseWriter.
func (w *watched) WriteHeader(status int) {
	w.line.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush implements http.Flusher, which streams need.
func (w *watched) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// RequestID is the id of the request that ctx belongs to; empty outside a request.
func RequestID(ctx context.Context) string { return lineOf(ctx).id }

// Procedure records which procedure was called. Quiet ones, such as health checks, are logged only at debug level
// unless they fail.
func Procedure(ctx context.Context, name string, quiet bool) {
	line := lineOf(ctx)
	line.procedure, line.quiet = name, quiet
}

// Address records the address of the client.
func Address(ctx context.Context, address netip.Addr) { lineOf(ctx).address = address }

// Path records which page or file was asked for. It must be one that is known: any other may hold what a person
// typed.
func Path(ctx context.Context, path string) { lineOf(ctx).path = path }

// Subject records at whose account somebody tries to sign in.
func Subject(ctx context.Context, id string) { lineOf(ctx).subjectID = id }

// Caller records who called.
func Caller(ctx context.Context, kind, callerID string) {
	line := lineOf(ctx)
	line.kind, line.callerID = kind, callerID
}

// Outcome records how the request ended: the code, the reason of a refusal, and the error if the program caused
// it.
func Outcome(ctx context.Context, code, reason string, err error) {
	line := lineOf(ctx)
	line.code, line.reason, line.err = code, reason, err
}

// lineOf returns the line of the request, or one that is never written outside a request.
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
	logger.WithLevel(r.level()).Str("procedure", r.procedure).Str("code", r.code).Int("status", r.status).
		Func(r.writeOptional).Dur("duration_ms", took).Msg("request")
}

// writeOptional adds what not every request has.
func (r *request) writeOptional(event *zerolog.Event) {
	if r.path != "" {
		event.Str("path", r.path)
	}
	if r.address.IsValid() {
		event.Stringer("address", r.address)
	}
	if r.reason != "" {
		event.Str("reason", r.reason)
	}
	if r.kind != "" {
		event.Str("caller", r.kind).Str("caller_id", r.callerID)
	}
	if r.subjectID != "" {
		event.Str("account_id", r.subjectID)
	}
	if r.err != nil {
		event.Err(r.err)
	}
}

// level is error for our own faults, info for calls, and debug for everything else.
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
