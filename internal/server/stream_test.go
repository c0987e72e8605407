package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/server"
)

// streaming sends a credential with every call, streams too.
type streaming struct{ key string }

func (s streaming) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc { return next }

func (s streaming) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return next
}

func (s streaming) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return func(ctx context.Context, spec connect.Spec) connect.StreamingClientConn {
		conn := next(ctx, spec)
		conn.RequestHeader().Set("Authorization", "Bearer "+s.key)
		return conn
	}
}

func (r *running) syncClient(t *testing.T, via *http.Client, options ...connect.ClientOption) kartotekav1connect.ContractorSyncServiceClient {
	t.Helper()
	return kartotekav1connect.NewContractorSyncServiceClient(via, r.url,
		append(options, connect.WithInterceptors(streaming{r.key(t, auth.SyncScope)}))...)
}

// noted is a contractor with a long note.
func noted(id string, size int) *apiv1.Contractor {
	return &apiv1.Contractor{
		ExternalId: id, Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(), Name: new("Ryba"),
		Note: new(strings.Repeat("x", size)),
	}
}

func TestAStreamIsBoundedByTheMessage(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		upload := func(client kartotekav1connect.ContractorSyncServiceClient, sizes ...int) (*apiv1.UploadContractorsResponse, error) {
			stream, err := client.UploadContractors(t.Context())
			require.NoError(t, err)
			for _, size := range sizes {
				if stream.Send(&apiv1.UploadContractorsRequest{Contractors: []*apiv1.Contractor{noted(uuid.NewString(), size)}}) != nil {
					break // the answer says why
				}
			}
			return stream.CloseAndReceive()
		}
		for name, client := range map[string]kartotekav1connect.ContractorSyncServiceClient{
			"Connect over HTTP/1.1": r.syncClient(t, http1(t)),
			"gRPC":                  r.syncClient(t, http2(t), connect.WithGRPC()),
		} {
			answer, err := upload(client, 3<<20, 3<<20, 3<<20)
			require.NoError(t, err, name)
			assert.EqualValues(t, 3, answer.GetSummary().GetRejected(), "each message is taken, and its note is too long")
			_, err = upload(client, 1<<20, 5<<20)
			assert.Equal(t, "BATCH_TOO_LARGE", reasonOf(t, err), name)
		}
	})
}

func TestAStreamTellsItsFaults(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		client := r.syncClient(t, http2(t), connect.WithGRPC())
		stream, err := client.StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Open{
			Open: &apiv1.OpenSessionRequest{SessionId: uuid.NewString()},
		}}))
		_, err = stream.Receive()
		assert.Equal(t, connect.CodeFailedPrecondition, connect.CodeOf(err))
		assert.Equal(t, "SESSION_SUPERSEDED", reasonOf(t, err))

		stream, err = client.StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Open{
			Open: &apiv1.OpenSessionRequest{SessionId: "x"},
		}}))
		_, err = stream.Receive()
		assert.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(err), "the shape of each message is checked")
	})
}

func TestASilentStreamIsTold(t *testing.T) {
	t.Parallel()
	faulttest.Require(t, server.Explain(connect.NewError(connect.CodeDeadlineExceeded, nil)), fault.Invalid, "STREAM_SILENT")
	away := connect.NewError(connect.CodeCanceled, nil)
	assert.Equal(t, error(away), server.Explain(away))
}

// Once the server stops, a stream that waits is told to come back, and the drain does not wait for it.
func TestADrainEndsStreams(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		stream, err := r.syncClient(t, http2(t), connect.WithGRPC()).StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Open{Open: &apiv1.OpenSessionRequest{}}}))
		_, err = stream.Receive()
		require.NoError(t, err)

		stopped := make(chan error, 1)
		go func() { stopped <- r.stop() }()
		_, err = stream.Receive()
		assert.Equal(t, connect.CodeUnavailable, connect.CodeOf(err))
		assert.Equal(t, "SERVER_STOPPING", reasonOf(t, err))
		require.NoError(t, <-stopped)
		assert.NotContains(t, r.log.String(), "requests cut off")
	})
}

// A stream in both directions needs HTTP/2; over HTTP/1.1 it fails at once and clearly.
func TestABidiStreamNeedsHTTP2(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		stream, err := r.syncClient(t, http1(t)).StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.CloseRequest())
		_, err = stream.Receive()
		assert.ErrorContains(t, err, "505")
	})
}

func reasonOf(t *testing.T, err error) string {
	t.Helper()
	info, _, _ := detailsOf(t, err)
	return info.GetReason()
}

// A key that calls too often is told when to come back; others go on.
func TestAKeyHasABucketOfCalls(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t), func(c *config.Serve) { c.KeyRate = 2 })
	call := func(key string) error {
		client := kartotekav1connect.NewContractorSyncServiceClient(http1(t), r.url, bearer(key))
		_, err := client.GetSyncInfo(t.Context(), &apiv1.GetSyncInfoRequest{})
		return err
	}
	busy, other := r.key(t, auth.SyncScope), r.key(t, auth.SyncScope)
	var refused error
	for range 50 {
		if refused = call(busy); refused != nil {
			break
		}
	}
	info, _, retry := detailsOf(t, refused)
	assert.Equal(t, connect.CodeResourceExhausted, connect.CodeOf(refused))
	assert.Equal(t, "RATE_LIMITED", info.GetReason())
	assert.EqualValues(t, 1, retry.GetRetryDelay().GetSeconds())
	require.NoError(t, call(other))
}
