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

// errProcedure is not of any kind of fault: gRPC tools know an absent procedure by its own code.
var errProcedure = fault.New("", "PROCEDURE_UNKNOWN", "There is no procedure of this name.")

// rpc is the way into the API: it bounds the request and refuses what Connect would refuse without
// a reason, in the protocol that the caller speaks.
type rpc struct {
	access   access
	streams  streams
	crowd    *crowd
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
		c.refuse(w, r, errTooLarge)
	default:
		body := limitBody(r, c.crowd)
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

// refuse answers a request that never reaches Connect.
func (c rpc) refuse(w http.ResponseWriter, r *http.Request, err error) {
	_ = c.writer.Write(w, r, toConnect(r.Context(), err)) // nobody is left to be told
}

// isProcedure tells the addresses of procedures from those of pages: /package.Service/Method.
func isProcedure(path string) bool {
	service, method, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return ok && method != "" && strings.Contains(service, ".")
}

// takeMediaType reports whether the body is in a form that the API speaks, and drops parameters,
// of which only the charset means anything.
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

// isPlain reports whether the body is one message and no stream of them.
func isPlain(header http.Header) bool {
	base := header.Get("Content-Type")
	return base == "application/json" || base == "application/proto"
}

// withStatus answers with the HTTP status that says more than the one of the error's code.
type withStatus struct {
	http.ResponseWriter

	status int
}

// WriteHeader implements http.ResponseWriter.
func (s withStatus) WriteHeader(int) { s.ResponseWriter.WriteHeader(s.status) }
