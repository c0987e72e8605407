package syncclient

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"time"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// maxAnswerBytes is far more than the answer for 500 records.
const maxAnswerBytes = 16 << 20

func dial(server, key string) kartotekav1connect.ContractorSyncServiceClient {
	client := &http.Client{
		// A redirect would send the key or the contractors to another server.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return kartotekav1connect.NewContractorSyncServiceClient(client, server,
		connect.WithInterceptors(bearer(key)), connect.WithReadMaxBytes(maxAnswerBytes))
}

// bearer sends the key with every call.
type bearer string

// WrapUnary implements connect.Interceptor.
func (b bearer) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, request connect.AnyRequest) (connect.AnyResponse, error) {
		request.Header().Set("Authorization", "Bearer "+string(b))
		return next(ctx, request)
	}
}

// WrapStreamingClient implements connect.Interceptor.
func (b bearer) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return func(ctx context.Context, spec connect.Spec) connect.StreamingClientConn {
		conn := next(ctx, spec)
		conn.RequestHeader().Set("Authorization", "Bearer "+string(b))
		return conn
	}
}

// WrapStreamingHandler implements connect.Interceptor; a client serves nobody.
func (b bearer) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return next
}

// Refusal says why a call failed at the server or on the way to it.
type Refusal struct {
	Reason     string // of the server, or the name of the Connect code
	Text       string
	Metadata   map[string]string
	code       connect.Code
	retryAfter time.Duration
	cause      error
}

// Error implements error.
func (r *Refusal) Error() string { return r.Reason + ": " + r.Text }

// Unwrap returns the error of the connection.
func (r *Refusal) Unwrap() error { return r.cause }

func explain(err error) *Refusal {
	refusal := &Refusal{Reason: connect.CodeOf(err).String(), Text: err.Error(), code: connect.CodeOf(err), cause: err}
	var failure *connect.Error
	if !errors.As(err, &failure) {
		return refusal
	}
	refusal.Text = failure.Message()
	for _, detail := range failure.Details() {
		message, err := detail.Value()
		if err != nil {
			continue // a detail of a newer server; the code is enough
		}
		switch message := message.(type) {
		case *errdetails.ErrorInfo:
			refusal.Reason, refusal.Metadata = message.GetReason(), message.GetMetadata()
		case *errdetails.RetryInfo:
			refusal.retryAfter = message.GetRetryDelay().AsDuration()
		}
	}
	return refusal
}

// transientCodes are the codes after which the protocol allows another attempt.
var transientCodes = []connect.Code{connect.CodeUnavailable, connect.CodeAborted, connect.CodeDeadlineExceeded}

// isTransient reports whether the same request can succeed later: as the table in docs/erp.md says, and
// after a broken answer, when it is unknown what was saved.
func (r *Refusal) isTransient() bool {
	switch {
	case r.isHopeless(), r.Reason == "BATCH_REJECTED":
		return false
	case r.Reason == "RATE_LIMITED":
		return true
	}
	if slices.Contains(transientCodes, r.code) {
		return true
	}
	var broken net.Error
	return errors.Is(r.cause, io.ErrUnexpectedEOF) || errors.As(r.cause, &broken)
}

// isHopeless recognizes a wrong address or certificate, unlike a server that is down.
func (r *Refusal) isHopeless() bool {
	var unknown *net.DNSError
	var untrusted *tls.CertificateVerificationError
	return errors.As(r.cause, &unknown) && unknown.IsNotFound || errors.As(r.cause, &untrusted)
}
