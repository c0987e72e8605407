package server

import (
	"context"
	"errors"
	"strconv"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// domain says that the reasons are ours and not those of another service.
const domain = "kartoteka"

// retryAfter is when to try again if the fault does not say.
const retryAfter = time.Second

// codes maps each kind of fault to a code of Connect.
var codes = map[fault.Kind]connect.Code{
	fault.Invalid:         connect.CodeInvalidArgument,
	fault.NotFound:        connect.CodeNotFound,
	fault.AlreadyExists:   connect.CodeAlreadyExists,
	fault.Precondition:    connect.CodeFailedPrecondition,
	fault.Conflict:        connect.CodeAborted,
	fault.Unauthenticated: connect.CodeUnauthenticated,
	fault.Denied:          connect.CodePermissionDenied,
	fault.Throttled:       connect.CodeResourceExhausted,
	fault.Unavailable:     connect.CodeUnavailable,
}

// toConnect turns any error into the one that the caller sees, and records it for the log. If it is neither a fault
// nor an outage of the database, the caller only learns the request id under which the log has it.
func toConnect(ctx context.Context, err error) *connect.Error {
	if ready, ok := errors.AsType[*connect.Error](err); ok {
		logging.Outcome(ctx, ready.Code().String(), reasonOf(ready), nil)
		return ready
	}
	if f, ok := fault.As(err); ok {
		answer := asConnect(f)
		logging.Outcome(ctx, answer.Code().String(), f.Reason, nil)
		return answer
	}
	if f := database.Unavailable(err); f != nil && ctx.Err() == nil {
		answer := asConnect(f)
		logging.Outcome(ctx, answer.Code().String(), f.Reason, err)
		return answer
	}
	code, f := unexplained(ctx)
	answer := newError(code, f)
	if code != connect.CodeInternal {
		err = nil
	}
	logging.Outcome(ctx, code.String(), f.Reason, err)
	return answer
}

// unexplained is what the caller sees of an error that is not a fault.
func unexplained(ctx context.Context) (connect.Code, *fault.Fault) {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return connect.CodeDeadlineExceeded, &fault.Fault{Reason: "DEADLINE_EXCEEDED", Text: "The call took too long."}
	case errors.Is(ctx.Err(), context.Canceled):
		return connect.CodeCanceled, &fault.Fault{Reason: "CANCELLED", Text: "The caller went away."}
	default:
		internal := &fault.Fault{Reason: "INTERNAL", Text: "internal error"}
		return connect.CodeInternal, internal.With("request_id", logging.RequestID(ctx))
	}
}

// asConnect returns a fault as an error of Connect, which gRPC and gRPC-Web send too.
func asConnect(f *fault.Fault) *connect.Error {
	answer := newError(codes[f.Kind], f)
	if len(f.Fields) > 0 {
		attach(answer, badRequest(f.Fields))
	}
	if f.Kind == fault.Throttled || f.Kind == fault.Unavailable {
		wait := pause(f)
		attach(answer, &errdetails.RetryInfo{RetryDelay: durationpb.New(wait)})
		answer.Meta().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
	}
	return answer
}

func newError(code connect.Code, f *fault.Fault) *connect.Error {
	answer := connect.NewError(code, errors.New(f.Text))
	attach(answer, &errdetails.ErrorInfo{Reason: f.Reason, Domain: domain, Metadata: f.Metadata})
	return answer
}

func badRequest(fields []fault.Field) *errdetails.BadRequest {
	violations := make([]*errdetails.BadRequest_FieldViolation, 0, len(fields))
	for _, field := range fields {
		violations = append(violations, &errdetails.BadRequest_FieldViolation{
			Field: field.Path, Reason: field.Reason, Description: field.Text,
		})
	}
	return &errdetails.BadRequest{FieldViolations: violations}
}

// pause is how long the caller should wait.
func pause(f *fault.Fault) time.Duration {
	seconds, err := strconv.Atoi(f.Metadata["retry_after_seconds"])
	if err != nil || seconds < 1 {
		return retryAfter
	}
	return time.Duration(seconds) * time.Second
}

// attach adds a detail, unless it cannot be encoded: the code and the text still say what happened.
func attach(answer *connect.Error, detail proto.Message) {
	if encoded, err := connect.NewErrorDetail(detail); err == nil {
		answer.AddDetail(encoded)
	}
}

func reasonOf(answer *connect.Error) string {
	for _, detail := range answer.Details() {
		if value, err := detail.Value(); err == nil {
			if info, ok := value.(*errdetails.ErrorInfo); ok {
				return info.GetReason()
			}
		}
	}
	return ""
}
