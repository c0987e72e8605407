package source_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// others are the calls that other packages serve.
type others struct {
	kartotekav1connect.UnimplementedSourceSystemServiceHandler
}

func TestRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		client, ctx := b.staffClient(), t.Context()

		made, err := client.CreateSourceSystem(ctx, &apiv1.CreateSourceSystemRequest{SourceSystem: &apiv1.SourceSystem{Code: "OPTIMA"}})
		require.NoError(t, err)
		optima := made.GetSourceSystem()
		assert.Equal(t, "OPTIMA", optima.GetName())
		assert.Equal(t, noon, optima.GetCreateTime().AsTime())
		assert.Nil(t, optima.GetLastContactTime())

		update := func(system *apiv1.SourceSystem, paths ...string) (*apiv1.UpdateSourceSystemResponse, error) {
			return client.UpdateSourceSystem(ctx, &apiv1.UpdateSourceSystemRequest{SourceSystem: system, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths}})
		}
		saved, err := update(&apiv1.SourceSystem{Id: optima.GetId(), Code: "ignored", Name: "Optima", Etag: optima.GetEtag()}, "name")
		require.NoError(t, err)
		assert.Equal(t, "Optima", saved.GetSourceSystem().GetName())
		assert.Equal(t, "OPTIMA", saved.GetSourceSystem().GetCode())
		_, err = update(&apiv1.SourceSystem{Id: optima.GetId(), Name: "Other", Etag: optima.GetEtag()}, "name")
		require.ErrorContains(t, err, "ETAG_MISMATCH")
		_, err = update(&apiv1.SourceSystem{Id: optima.GetId(), Name: "Other"})
		require.ErrorContains(t, err, "MASK_REQUIRED")
		_, err = update(&apiv1.SourceSystem{Id: optima.GetId(), Code: "OTHER"}, "code")
		require.ErrorContains(t, err, "MASK_UNKNOWN")
		_, err = update(&apiv1.SourceSystem{Id: "x", Name: "Other"}, "name")
		require.ErrorContains(t, err, "SOURCE_SYSTEM_NOT_FOUND")

		id := saved.GetSourceSystem().GetId()
		run := b.addRun(b.create("OTHER").ID, noon)
		customer := b.addCustomer(run.SourceSystemID, 1, "C1")
		rejected := b.addReject(run.SourceSystemID, "C1", noon, fault.Field{Path: "taxId", Reason: "TAX_ID_CHECKSUM", Text: "Wrong."})
		b.pushed(run.SourceSystemID, noon.Add(time.Minute))

		list, err := client.ListSourceSystems(ctx, &apiv1.ListSourceSystemsRequest{})
		require.NoError(t, err)
		require.Len(t, list.GetSourceSystems(), 2)
		assert.Equal(t, id, list.GetSourceSystems()[0].GetId())
		other := list.GetSourceSystems()[1]
		assert.Equal(t, int32(1), other.GetCustomerCount())
		assert.Equal(t, int32(1), other.GetRejectCount())
		assert.Equal(t, noon.Add(time.Minute), other.GetLastContactTime().AsTime())
		one, err := client.GetSourceSystem(ctx, &apiv1.GetSourceSystemRequest{Id: other.GetId()})
		require.NoError(t, err)
		assert.Equal(t, other.GetCode(), one.GetSourceSystem().GetCode())

		runs, err := client.ListSyncRuns(ctx, &apiv1.ListSyncRunsRequest{SourceSystemId: other.GetId()})
		require.NoError(t, err)
		require.Len(t, runs.GetRuns(), 1)
		got := runs.GetRuns()[0]
		assert.Equal(t, []int32{1500, 1, 2, 3, 4, 5, 6, 7}, []int32{
			got.GetDurationMs(), got.GetSummary().GetCreated(), got.GetSummary().GetUpdated(), got.GetSummary().GetUnchanged(), got.GetSummary().GetStale(),
			got.GetSummary().GetConflict(), got.GetSummary().GetRejected(), got.GetSummary().GetUnprocessed(),
		})
		assert.Equal(t, run.APIKeyID.String(), got.GetApiKeyId())
		assert.Equal(t, "request", got.GetRequestId())
		assert.Equal(t, noon, got.GetStartTime().AsTime())

		rejects, err := client.ListSyncRejects(ctx, &apiv1.ListSyncRejectsRequest{SourceSystemId: other.GetId()})
		require.NoError(t, err)
		require.Len(t, rejects.GetRejects(), 1)
		standing := rejects.GetRejects()[0]
		assert.Equal(t, "C1", standing.GetExternalId())
		assert.Equal(t, apiv1.SyncRecordKind_SYNC_RECORD_KIND_CONTRACTOR, standing.GetKind())
		assert.Equal(t, apiv1.Outcome_OUTCOME_REJECTED, standing.GetOutcome())
		assert.Equal(t, "TAX_ID_CHECKSUM", standing.GetFieldViolations()[0].GetReason())
		assert.Equal(t, customer.String(), standing.GetCustomerId())
		assert.Equal(t, rejected.RunID.String(), standing.GetRunId())
		_, err = client.ListSyncRejects(ctx, &apiv1.ListSyncRejectsRequest{SourceSystemId: "x"})
		require.ErrorContains(t, err, "SOURCE_SYSTEM_NOT_FOUND")
	})
}
