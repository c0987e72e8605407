package server

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"

	"buf.build/go/protovalidate"
	"connectrpc.com/connect"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// interceptor handles every call: it decodes and validates the request, limits the time, survives a panic, and turns
// errors into answers. The gate has checked the permission before.
type interceptor struct{ validator protovalidate.Validator }

// WrapUnary implements connect.Interceptor.
func (i interceptor) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, request connect.AnyRequest) (answer connect.AnyResponse, err error) {
		ctx, cancel := context.WithTimeout(ctx, answerTime)
		defer cancel()
		err = guard(ctx, func() error {
			if err := i.admit(request.Any()); err != nil {
				return err
			}
			answer, err = next(ctx, request)
			return err
		})
		if err != nil {
			return nil, err
		}
		return answer, nil
	}
}

// WrapStreamingHandler implements connect.Interceptor.
func (i interceptor) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		return guard(ctx, func() error { return next(ctx, i.admitting(ctx, conn)) })
	}
}

// WrapStreamingClient implements connect.Interceptor; the server calls nobody.
func (i interceptor) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next
}

// admit decodes and validates the request.
func (i interceptor) admit(request any) error {
	message, ok := request.(proto.Message)
	if !ok {
		return fmt.Errorf("read request: %T is not a message", request)
	}
	if err := decode(message); err != nil {
		return err
	}
	return checkRequest(i.validator, message)
}

// guard runs the call and reports its outcome.
func guard(ctx context.Context, call func() error) error {
	if err := survive(call); err != nil {
		return toConnect(ctx, err)
	}
	logging.Outcome(ctx, "ok", "", nil)
	return nil
}

// survive turns a panic into an error that contains the stack.
func survive(call func() error) (err error) {
	defer func() {
		switch cause := recover(); cause {
		case nil:
		case http.ErrAbortHandler:
			panic(cause) // net/http's own way to hang up
		default:
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return call()
}
