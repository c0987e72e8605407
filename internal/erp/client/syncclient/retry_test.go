package syncclient_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

func failure(t *testing.T, code connect.Code, details ...proto.Message) error {
	t.Helper()
	failure := connect.NewError(code, errors.New("no"))
	for _, message := range details {
		detail, err := connect.NewErrorDetail(message)
		require.NoError(t, err)
		failure.AddDetail(detail)
	}
	return failure
}

func reason(text string) *errdetails.ErrorInfo {
	return &errdetails.ErrorInfo{Reason: text, Domain: "kartoteka"}
}

func TestRetry(t *testing.T) {
	t.Parallel()
	transient := map[string]error{
		"is down":             failure(t, connect.CodeUnavailable),
		"works on it already": failure(t, connect.CodeAborted, reason("CONCURRENT_CHANGE")),
		"took too long":       failure(t, connect.CodeDeadlineExceeded),
		"is asked too often":  failure(t, connect.CodeResourceExhausted, reason("RATE_LIMITED")),
		"has too much to do":  failure(t, connect.CodeUnavailable, reason("TOO_BUSY")),
	}
	for name, refusal := range transient {
		t.Run("sends the same again when the server "+name, func(t *testing.T) {
			t.Parallel()
			server := &server{failures: []error{nil, refusal, refusal}}
			told, err := push(t, server.serve(t), newRecords(3), withBatch(2))
			require.NoError(t, err)
			require.Equal(t, []int{2, 1, 1, 1}, sizes(server))
			assert.NotEqual(t, server.requests[0].GetRequestId(), server.requests[1].GetRequestId())
			assert.True(t, proto.Equal(server.requests[1], server.requests[2]))
			assert.True(t, proto.Equal(server.requests[1], server.requests[3]))
			assert.Len(t, told.results, 3)
			require.Len(t, told.retries, 2)
			assert.Equal(t, 1, told.retries[0].Attempt)
			assert.Equal(t, 2, told.retries[1].Attempt)
		})
	}
	t.Run("sends the same again when the answer broke off", func(t *testing.T) {
		t.Parallel()
		server := &server{breakOff: 2}
		told, err := push(t, server.serve(t), newRecords(1))
		require.NoError(t, err)
		require.Equal(t, []int{1, 1, 1}, sizes(server))
		assert.Equal(t, server.requests[0].GetRequestId(), server.requests[1].GetRequestId())
		assert.Equal(t, server.requests[0].GetRequestId(), server.requests[2].GetRequestId())
		assert.Len(t, told.results, 1)
	})
	t.Run("waits longer and longer within bounds, and gives up", func(t *testing.T) {
		t.Parallel()
		var failures []error
		for range 20 {
			failures = append(failures, failure(t, connect.CodeUnavailable))
		}
		server := &server{failures: failures}
		told, err := push(t, server.serve(t), newRecords(1))
		var refusal *syncclient.Refusal
		require.ErrorAs(t, err, &refusal)
		assert.Equal(t, "unavailable", refusal.Reason)
		assert.Equal(t, 8, server.calls)
		assert.Empty(t, told.results)
		require.Len(t, told.waits, 7)
		for i, wait := range told.waits {
			longest := min(500*time.Millisecond<<i, 30*time.Second)
			assert.GreaterOrEqual(t, wait, longest/2)
			assert.Less(t, wait, longest)
		}
	})
	t.Run("waits as long as the server asks", func(t *testing.T) {
		t.Parallel()
		asks := &errdetails.RetryInfo{RetryDelay: durationpb.New(7 * time.Second)}
		server := &server{failures: []error{failure(t, connect.CodeResourceExhausted, reason("RATE_LIMITED"), asks)}}
		told, err := push(t, server.serve(t), newRecords(1))
		require.NoError(t, err)
		assert.Equal(t, []time.Duration{7 * time.Second}, told.waits)
	})
	final := map[string]struct {
		refusal error
		reason  string
	}{
		"refuses the key":       {failure(t, connect.CodeUnauthenticated, reason("KEY_REVOKED")), "KEY_REVOKED"},
		"refuses the request":   {failure(t, connect.CodeInvalidArgument, reason("BATCH_TOO_LARGE")), "BATCH_TOO_LARGE"},
		"does not know the way": {failure(t, connect.CodeUnimplemented), "unimplemented"},
		"is broken":             {failure(t, connect.CodeInternal), "internal"},
		"has no room":           {failure(t, connect.CodeResourceExhausted), "resource_exhausted"},
	}
	for name, test := range final {
		t.Run("stops when the server "+name, func(t *testing.T) {
			t.Parallel()
			server := &server{failures: []error{test.refusal}}
			told, err := push(t, server.serve(t), newRecords(3), withBatch(1))
			var refusal *syncclient.Refusal
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, test.reason, refusal.Reason)
			assert.Equal(t, 1, server.calls)
			assert.Empty(t, told.waits)
		})
	}
}

func TestWrongServers(t *testing.T) {
	t.Parallel()
	t.Run("that redirect do not get the key elsewhere", func(t *testing.T) {
		t.Parallel()
		elsewhere := &server{}
		address := elsewhere.serve(t)
		redirect := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, address+r.URL.Path, http.StatusTemporaryRedirect)
		}))
		t.Cleanup(redirect.Close)
		_, err := push(t, redirect.URL, newRecords(1))
		require.Error(t, err)
		assert.Zero(t, elsewhere.calls)
	})
	t.Run("with a certificate of nobody are not asked again", func(t *testing.T) {
		t.Parallel()
		secure := httptest.NewTLSServer(http.NotFoundHandler())
		t.Cleanup(secure.Close)
		told, err := push(t, secure.URL, newRecords(1))
		require.Error(t, err)
		assert.Empty(t, told.waits)
	})
	t.Run("that are down are asked again", func(t *testing.T) {
		t.Parallel()
		down := httptest.NewServer(http.NotFoundHandler())
		down.Close()
		told, err := push(t, down.URL, newRecords(1))
		require.Error(t, err)
		assert.Len(t, told.waits, 7)
	})
	t.Run("that answer for fewer records are not believed", func(t *testing.T) {
		t.Parallel()
		silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/proto")
		}))
		t.Cleanup(silent.Close)
		told, err := push(t, silent.URL, newRecords(1))
		require.ErrorContains(t, err, "answered for 0")
		assert.Empty(t, told.results)
	})
}

func TestInterrupt(t *testing.T) {
	t.Parallel()
	server := &server{failures: []error{failure(t, connect.CodeUnavailable)}}
	ctx, cancel := context.WithCancel(t.Context())
	client, err := syncclient.New(syncclient.Config{
		Server: server.serve(t), Key: key, BatchSize: 1,
		Report:   func(syncclient.Result) {},
		Retrying: func(syncclient.Retry) { cancel() },
	})
	require.NoError(t, err)
	require.ErrorIs(t, client.Push(ctx, newRecords(2), syncclient.NewJob()), context.Canceled)
	assert.Equal(t, 1, server.calls)
}
