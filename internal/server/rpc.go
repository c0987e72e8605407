package server

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"strings"

	"connectrpc.com/connect"

	"github.com/kartoteka/kartoteka/gen/grpc/health/v1/healthv1connect"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

var (
	errMethod    = fault.New(fault.Invalid, "METHOD_NOT_ALLOWED", "Procedures are called by POST.")
	errMediaType = fault.New(fault.Invalid, "CONTENT_TYPE_UNSUPPORTED",
		"Send application/json in UTF-8, application/proto, application/grpc or application/grpc-web.")
	errStreamMediaType = fault.New(fault.Invalid, "CONTENT_TYPE_UNSUPPORTED",
		"The method is a stream: send application/connect+json, application/connect+proto, application/grpc or application/grpc-web.")
)

// errProcedure has no kind: gRPC has a code of its own for an unknown procedure.
var errProcedure = fault.New("", "PROCEDURE_UNKNOWN", "There is no procedure of this name.")

// rpc is the entrance to the API. It limits the request, and refuses in the caller's protocol what Connect would
// refuse without a reason.
type rpc struct {
	access   access
	streams  streams
	inFlight *inFlight
	stopping context.Context //nolint:containedctx // done once the server drains
	next     http.Handler    // authentication, then Connect
	writer   *connect.ErrorWriter
}

// ServeHTTP implements http.Handler.
func (c rpc) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if _, ok := c.access[r.URL.Path]; !ok {
		c.refuse(w, r, newError(connect.CodeUnimplemented, errProcedure))
		return
	}
	logging.Procedure(r.Context(), r.URL.Path, strings.HasPrefix(r.URL.Path, "/"+healthv1connect.HealthName))
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		c.refuse(withStatus{w, http.StatusMethodNotAllowed}, r, errMethod)
	case !takeMediaType(r.Header):
		c.refuse(withStatus{w, http.StatusUnsupportedMediaType}, r, errMediaType)
	case c.streams[r.URL.Path] != nil && isPlain(r.Header):
		c.refuse(withStatus{w, http.StatusUnsupportedMediaType}, r, errStreamMediaType)
	case r.ContentLength > maxBytes+envelope && c.streams[r.URL.Path] == nil:
		discard(r, r.Body)
		c.refuse(w, r, errTooLarge)
	default:
		body := limitBody(r, c.inFlight)
		defer body.leave()
		c.serve(w, r)
	}
}

func (c rpc) serve(w http.ResponseWriter, r *http.Request) {
	if method, ok := c.streams[r.URL.Path]; ok {
		var end func()
		r, end = follow(c.stopping, w, r, method) //nolint:contextcheck // it is the server that stops, not the request
		defer end()
	}
	c.next.ServeHTTP(w, r)
}

// refuse answers a request that does not reach Connect.
func (c rpc) refuse(w http.ResponseWriter, r *http.Request, err error) {
	_ = c.writer.Write(w, r, toConnect(r.Context(), err)) // nobody is left to be told
}

// isProcedure reports whether the path is that of a procedure, /package.Service/Method, and not of a page.
func isProcedure(path string) bool {
	service, method, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return ok && method != "" && strings.Contains(service, ".")
}

// takeMediaType reports whether the API speaks the media type of the body. It removes the parameters, of which only
// the charset matters.
func takeMediaType(header http.Header) bool {
	base, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return false
	}
	if charset, ok := params["charset"]; ok && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	header.Set("Content-Type", base)
	switch base {
	case "application/json", "application/proto", "application/connect+json", "application/connect+proto",
		"application/grpc", "application/grpc+proto", "application/grpc+json",
		"application/grpc-web", "application/grpc-web+proto", "application/grpc-web+json":
		return true
	default:
		return false
	}
}

// isPlain reports whether the body is one message and not a stream.
func isPlain(header http.Header) bool {
	base := header.Get("Content-Type")
	return base == "application/json" || base == "application/proto"
}

// withStatus answers with an HTTP status that is more precise than that of the error's code.
type withStatus struct {
	http.ResponseWriter

	status int
}

// WriteHeader implements http.ResponseWriter.
func (s withStatus) WriteHeader(int) { s.ResponseWriter.WriteHeader(s.status) }
