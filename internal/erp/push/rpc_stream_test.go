package push_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// others are the calls that other packages serve.
type others struct {
	kartotekav1connect.UnimplementedContractorSyncServiceHandler
}

// serve offers the calls over HTTP/2 to the ERP's key, and returns a client.
func (b bundle) serve(t *testing.T) kartotekav1connect.ContractorSyncServiceClient {
	t.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(struct {
		others
		*push.Handler
	}{Handler: b.handler})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(auth.With(r.Context(), auth.From(b.erp))))
	}))
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	server.Config.Protocols = protocols
	server.Start()
	t.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{Protocols: protocols}}
	t.Cleanup(client.CloseIdleConnections) // else the server waits for them
	return kartotekav1connect.NewContractorSyncServiceClient(client, server.URL)
}

type pushStream = connect.BidiStreamForClientSimple[apiv1.StreamContractorsRequest, apiv1.StreamContractorsResponse]

// open begins a stream, or goes on with its session, and returns what the server said to it.
func open(ctx context.Context, t *testing.T, client kartotekav1connect.ContractorSyncServiceClient, session string) (*pushStream, *apiv1.OpenSessionResponse) {
	t.Helper()
	stream, err := client.StreamContractors(ctx)
	require.NoError(t, err)
	require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{
		Message: &apiv1.StreamContractorsRequest_Open{Open: &apiv1.OpenSessionRequest{SessionId: session}},
	}))
	answer, err := stream.Receive()
	require.NoError(t, err)
	require.NotNil(t, answer.GetOpened())
	return stream, answer.GetOpened()
}

func numbered(seq int64, contractors ...*apiv1.Contractor) *apiv1.StreamContractorsRequest {
	return &apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Push{Push: &apiv1.PushContractorsRequest{
		RequestId: uuid.NewString(), SessionSeq: seq, Contractors: contractors,
	}}}
}

func TestAStreamAcknowledgesWhatIsSavedAndGoesOnWhereItBroke(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		client := b.serve(t)
		ctx, cut := context.WithCancel(t.Context())
		stream, opened := open(ctx, t, client, "")
		assert.EqualValues(t, 1000, opened.GetWindowRecords())
		require.NoError(t, stream.Send(numbered(1, company(1), company(2))))
		require.NoError(t, stream.Send(numbered(2, company(1), company(3))))
		for i, want := range [][]string{{"CREATED", "CREATED"}, {"UNCHANGED", "CREATED"}} {
			answer, err := stream.Receive()
			require.NoError(t, err)
			assert.EqualValues(t, i+1, answer.GetAck().GetSessionSeq())
			assert.Equal(t, want, outcomes(answer.GetAck().GetResult()))
		}
		cut()
		_ = stream.CloseResponse() // hangs up; what it says of the cut does not matter

		again, resumed := open(t.Context(), t, client, opened.GetSessionId())
		assert.Equal(t, opened.GetSessionId(), resumed.GetSessionId())
		assert.EqualValues(t, 2, resumed.GetResumeAfterSeq())
		require.NoError(t, again.Send(numbered(4, company(4))))
		_, err := again.Receive()
		assert.Equal(t, connect.CodeUnknown, connect.CodeOf(err), "a gap ends the stream; the server package names the fault")
		require.NoError(t, again.CloseResponse())

		last, _ := open(t.Context(), t, client, opened.GetSessionId())
		require.NoError(t, last.Send(numbered(3, company(4))))
		answer, err := last.Receive()
		require.NoError(t, err)
		assert.Equal(t, []string{"CREATED"}, outcomes(answer.GetAck().GetResult()))
		require.NoError(t, last.CloseRequest())
		_, err = last.Receive()
		assert.ErrorIs(t, err, io.EOF)
	})
}

func TestAStreamMustBeOpened(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		stream, err := b.serve(t).StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.Send(numbered(1, company(1))))
		_, err = stream.Receive()
		assert.ErrorContains(t, err, "STREAM_NOT_OPENED")
		assert.Zero(t, b.db.Client(t.Context()).Customer.Query().CountX(t.Context()))
	})
}

func TestAnUploadSentAgainSavesNothingTwice(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		client, requestID := b.serve(t), uuid.NewString()
		batches := [][]*apiv1.Contractor{{company(1), company(2)}, {company(1), {ExternalId: "bad"}}, {company(3)}}
		upload := func(count int) (*apiv1.UploadContractorsResponse, error) {
			stream, err := client.UploadContractors(t.Context())
			require.NoError(t, err)
			for _, batch := range batches[:count] {
				copied := make([]*apiv1.Contractor, len(batch))
				for i, c := range batch {
					copied[i] = proto.CloneOf(c)
				}
				require.NoError(t, stream.Send(&apiv1.UploadContractorsRequest{RequestId: requestID, Contractors: copied}))
			}
			return stream.CloseAndReceive()
		}
		_, err := upload(2)
		require.NoError(t, err)
		answer, err := upload(3)
		require.NoError(t, err)
		want := &apiv1.PushSummary{Created: 3, Unchanged: 1, Rejected: 1}
		assert.True(t, proto.Equal(want, answer.GetSummary()), "%v", answer.GetSummary())

		runs := b.db.Client(t.Context()).SyncRun.Query().AllX(t.Context())
		require.Len(t, runs, 1, "one upload is one run")
		assert.Equal(t, answer.GetRunId(), runs[0].ID.String())
		assert.Equal(t, []any{"upload", "completed", int32(3)}, []any{runs[0].Kind, runs[0].State, runs[0].Batches})
		assert.Contains(t, string(runs[0].Violations), "KIND_REQUIRED")
		assert.Equal(t, 3, b.db.Client(t.Context()).Reply.Query().CountX(t.Context()))
		for _, reply := range b.db.Client(t.Context()).Reply.Query().AllX(t.Context()) {
			assert.Equal(t, runs[0].ID, *reply.RunID, "its results can be listed")
		}

		_, err = upload(0)
		assert.ErrorContains(t, err, "REQUIRED")
	})
}
