package server

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

var (
	errStopping = fault.New(fault.Unavailable, "SERVER_STOPPING", "The server is stopping; open the stream again and go on after the last answer.")
	errSilent   = fault.New(fault.Invalid, "STREAM_SILENT", "Nothing came for a minute; open the stream again and go on after the last answer.")
)

// streams are the streaming methods by procedure.
type streams map[string]protoreflect.MethodDescriptor

func newStreams() streams {
	table := streams{}
	for _, service := range apiServices() {
		methods := service.Methods()
		for i := range methods.Len() {
			if method := methods.Get(i); method.IsStreamingClient() || method.IsStreamingServer() {
				table[procedure(method)] = method
			}
		}
	}
	return table
}

// stream is a running call. Each of its messages has the limits of a whole unary call.
type stream struct {
	control  *http.ResponseController
	body     *limited
	stopping context.Context //nolint:containedctx // it is only a signal
}

type streamKey struct{}

// follow makes a stream of the request. Once the server stops, a stream that only sends is cancelled, and one that
// receives gets no further message: the current one is still answered.
//
//nolint:contextcheck // it is the server that stops, not the request
func follow(stopping context.Context, w http.ResponseWriter, r *http.Request, method protoreflect.MethodDescriptor) (*http.Request, func()) {
	ctx, cancel := context.WithCancel(r.Context())
	s := &stream{control: http.NewResponseController(w), stopping: stopping}
	s.body, _ = r.Body.(*limited)
	forget := context.AfterFunc(stopping, func() {
		if method.IsStreamingClient() {
			_ = s.control.SetReadDeadline(longAgo)
		} else {
			cancel()
		}
	})
	return r.WithContext(context.WithValue(ctx, streamKey{}, s)), func() { forget(); cancel() }
}

// renew gives the next message its own limits.
func (s *stream) renew() {
	if s == nil || s.stopping.Err() != nil {
		return
	}
	_ = limitTime(s.control, transferTime) // without deadlines there is nothing to renew
	if s.body != nil {
		s.body.renew()
	}
}

// explain says why nothing was received if the server is the cause.
func (s *stream) explain(err error) error {
	switch {
	case s == nil || err == nil:
		return err
	case s.stopping.Err() != nil:
		return errStopping
	case connect.CodeOf(err) == connect.CodeDeadlineExceeded:
		return errSilent
	default:
		return err
	}
}

// admitting checks each message of a stream.
type admitting struct {
	connect.StreamingHandlerConn

	interceptor interceptor
	stream      *stream
}

func (i interceptor) admitting(ctx context.Context, conn connect.StreamingHandlerConn) admitting {
	found, _ := ctx.Value(streamKey{}).(*stream)
	return admitting{conn, i, found}
}

// Receive implements connect.StreamingHandlerConn.
func (a admitting) Receive(message any) error {
	a.stream.renew()
	if err := a.StreamingHandlerConn.Receive(message); err != nil {
		return a.stream.explain(err)
	}
	return a.interceptor.admit(message)
}

// Send implements connect.StreamingHandlerConn.
func (a admitting) Send(message any) error {
	a.stream.renew()
	return a.StreamingHandlerConn.Send(message)
}
