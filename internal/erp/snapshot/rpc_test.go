package snapshot_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// What other packages serve.
type (
	otherSync struct {
		kartotekav1connect.UnimplementedContractorSyncServiceHandler
	}
	otherSources struct {
		kartotekav1connect.UnimplementedSourceSystemServiceHandler
	}
)

// serve answers calls as those of the identity in ctx.
func serve(ctx context.Context, t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(auth.With(r.Context(), auth.From(ctx))))
	}))
	t.Cleanup(server.Close)
	return server
}

func (b *bundle) erpClient() kartotekav1connect.ContractorSyncServiceClient {
	b.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(struct {
		otherSync
		*snapshot.Handler
	}{Handler: b.handler})
	server := serve(b.erp, b.T, handler)
	return kartotekav1connect.NewContractorSyncServiceClient(server.Client(), server.URL, connect.WithProtoJSON())
}

func (b *bundle) staffClient() kartotekav1connect.SourceSystemServiceClient {
	b.Helper()
	_, handler := kartotekav1connect.NewSourceSystemServiceHandler(struct {
		otherSources
		*snapshot.StaffHandler
	}{StaffHandler: snapshot.NewStaffHandler(b.snapshots)})
	server := serve(b.staff, b.T, handler)
	return kartotekav1connect.NewSourceSystemServiceClient(server.Client(), server.URL)
}

func TestRPC(t *testing.T) {
	t.Parallel()
	digest := sha256.Sum256([]byte("c-001\n"))
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b, ctx := setup(t, db), t.Context()
		b.know("c-000", "c-001")
		erp, staff := b.erpClient(), b.staffClient()
		begun, err := erp.BeginSnapshot(ctx, &apiv1.BeginSnapshotRequest{})
		require.NoError(t, err)
		run := begun.GetRun()
		b.push(b.open(), true, "c-001")

		_, err = erp.CompleteSnapshot(ctx, &apiv1.CompleteSnapshotRequest{RunId: run.GetId(), Count: 2, Digest: hex.EncodeToString(digest[:])})
		require.ErrorContains(t, err, "SNAPSHOT_INCOMPLETE")
		_, err = erp.CompleteSnapshot(ctx, &apiv1.CompleteSnapshotRequest{RunId: run.GetId(), Count: 1, Digest: hex.EncodeToString(digest[:])})
		require.ErrorContains(t, err, "SWEEP_TOO_LARGE")

		own, err := erp.ListAbsentContractors(ctx, &apiv1.ListAbsentContractorsRequest{RunId: run.GetId()})
		require.NoError(t, err)
		shown, err := staff.ListSweep(ctx, &apiv1.ListSweepRequest{RunId: run.GetId()})
		require.NoError(t, err)
		require.Len(t, own.GetContractors(), 1)
		require.Len(t, shown.GetContractors(), 1)
		assert.Equal(t, "c-000", own.GetContractors()[0].GetExternalId())
		assert.Equal(t, "CODE-c-000", shown.GetContractors()[0].GetCode())
		assert.Equal(t, b.find("c-000").ID.String(), shown.GetContractors()[0].GetCustomerId())

		_, err = staff.ConfirmSweep(ctx, &apiv1.ConfirmSweepRequest{RunId: run.GetId(), ConfirmToken: "x"})
		require.ErrorContains(t, err, "CONFIRM_TOKEN_MISMATCH")
		awaiting, err := b.sources.GetRun(ctx, b.open())
		require.NoError(t, err)
		confirmed, err := staff.ConfirmSweep(ctx, &apiv1.ConfirmSweepRequest{RunId: run.GetId(), ConfirmToken: awaiting.Snapshot.ConfirmToken})
		require.NoError(t, err)
		assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_SWEEPING, confirmed.GetRun().GetState())
		again, err := erp.CompleteSnapshot(ctx, &apiv1.CompleteSnapshotRequest{RunId: run.GetId(), Count: 1, Digest: hex.EncodeToString(digest[:])})
		require.NoError(t, err)
		assert.Equal(t, int64(1), again.GetRun().GetSnapshot().GetAbsentCount())
		_, err = erp.AbortSnapshot(ctx, &apiv1.AbortSnapshotRequest{RunId: run.GetId()})
		require.ErrorContains(t, err, "SNAPSHOT_CLOSED")
		require.NoError(t, b.sweep(ctx, b.open()))

		second, err := erp.BeginSnapshot(ctx, &apiv1.BeginSnapshotRequest{})
		require.NoError(t, err)
		cancelled, err := staff.CancelSnapshot(ctx, &apiv1.CancelSnapshotRequest{RunId: second.GetRun().GetId()})
		require.NoError(t, err)
		assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_ABORTED, cancelled.GetRun().GetState())
		aborted, err := erp.AbortSnapshot(ctx, &apiv1.AbortSnapshotRequest{RunId: second.GetRun().GetId()})
		require.NoError(t, err)
		assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_ABORTED, aborted.GetRun().GetState())
	})
}
