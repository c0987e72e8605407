package source_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// serve answers calls as those of the identity.
func serve(t *testing.T, as auth.Identity, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(auth.With(r.Context(), as)))
	}))
	t.Cleanup(server.Close)
	return server
}

func (b bundle) staffClient() kartotekav1connect.SourceSystemServiceClient {
	b.Helper()
	_, handler := kartotekav1connect.NewSourceSystemServiceHandler(struct {
		others
		*source.Handler
	}{Handler: source.NewHandler(b.service)})
	server := serve(b.T, b.manager, handler)
	return kartotekav1connect.NewSourceSystemServiceClient(server.Client(), server.URL)
}

// pushers are the calls of ERPs that other packages serve.
type pushers struct {
	kartotekav1connect.UnimplementedContractorSyncServiceHandler
}

func (b bundle) erpClient(systemID uuid.UUID) kartotekav1connect.ContractorSyncServiceClient {
	b.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(struct {
		pushers
		*source.SyncHandler
	}{SyncHandler: source.NewSyncHandler(b.service)})
	server := serve(b.T, auth.Identity{Kind: auth.ERP, ID: uuid.New(), SourceSystemID: systemID}, handler)
	return kartotekav1connect.NewContractorSyncServiceClient(server.Client(), server.URL)
}

func TestSettingsRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		client := b.staffClient()
		made, err := client.CreateSourceSystem(t.Context(), &apiv1.CreateSourceSystemRequest{SourceSystem: &apiv1.SourceSystem{Code: "OPTIMA"}})
		require.NoError(t, err)
		optima := made.GetSourceSystem()
		assert.Equal(t, apiv1.MatchBy_MATCH_BY_NONE, optima.GetMatchBy())
		assert.Equal(t, apiv1.UnknownGroups_UNKNOWN_GROUPS_CREATE, optima.GetUnknownGroups())
		require.Len(t, optima.GetOwnership(), len(customer.OwnedFields()), "every field is told of")
		require.Equal(t, "kind", optima.GetOwnership()[0].GetField())
		assert.Equal(t, apiv1.FieldOwner_FIELD_OWNER_ERP, optima.GetOwnership()[0].GetExtraEu())

		update := func(paths ...string) (*apiv1.UpdateSourceSystemResponse, error) {
			return client.UpdateSourceSystem(t.Context(), &apiv1.UpdateSourceSystemRequest{
				SourceSystem: optima, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths},
			})
		}
		optima.MatchBy, optima.UnknownGroups = apiv1.MatchBy_MATCH_BY_EMAIL, apiv1.UnknownGroups_UNKNOWN_GROUPS_HOLD
		optima.Ownership = []*apiv1.FieldOwnership{{Field: "kind", IntraEu: apiv1.FieldOwner_FIELD_OWNER_SHOP}}
		saved, err := update("ownership", "match_by", "unknown_groups")
		require.NoError(t, err)
		got := saved.GetSourceSystem()
		assert.Equal(t, apiv1.MatchBy_MATCH_BY_EMAIL, got.GetMatchBy())
		assert.Equal(t, apiv1.UnknownGroups_UNKNOWN_GROUPS_HOLD, got.GetUnknownGroups())
		kind := got.GetOwnership()[0]
		assert.Equal(t, []apiv1.FieldOwner{
			apiv1.FieldOwner_FIELD_OWNER_ERP, apiv1.FieldOwner_FIELD_OWNER_SHOP, apiv1.FieldOwner_FIELD_OWNER_ERP,
		}, []apiv1.FieldOwner{kind.GetDomestic(), kind.GetIntraEu(), kind.GetExtraEu()}, "regions that are not named stay")

		optima.Etag, optima.MatchBy = got.GetEtag(), 99
		_, err = update("match_by")
		require.ErrorContains(t, err, "VALUE_UNKNOWN")
		optima.Ownership[0].IntraEu = 99
		_, err = update("ownership")
		require.ErrorContains(t, err, "VALUE_UNKNOWN")
		optima.Ownership[0] = &apiv1.FieldOwnership{Field: "erpDiscountPercent", Domestic: apiv1.FieldOwner_FIELD_OWNER_SHOP}
		_, err = update("ownership")
		require.ErrorContains(t, err, "FIELD_OWNER_FIXED")
	})
}

func TestRunRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		runID := b.openSnapshot(optima.ID)
		answer, err := proto.Marshal(&apiv1.PushContractorsResponse{Results: []*apiv1.ContractorResult{{ExternalId: "C1"}}})
		require.NoError(t, err)
		b.addReply(runID, string(answer))

		staff := b.staffClient()
		found, err := staff.GetSourceSyncRun(t.Context(), &apiv1.GetSourceSyncRunRequest{RunId: runID.String()})
		require.NoError(t, err)
		assert.Equal(t, apiv1.SyncRunKind_SYNC_RUN_KIND_SNAPSHOT, found.GetRun().GetKind())
		assert.Equal(t, apiv1.SyncRunState_SYNC_RUN_STATE_AWAITING_CONFIRMATION, found.GetRun().GetState())
		assert.Equal(t, "token", found.GetRun().GetSnapshot().GetConfirmToken())
		for format, mediaType := range map[apiv1.ReportFormat]string{
			apiv1.ReportFormat_REPORT_FORMAT_UNSPECIFIED: "text/csv; charset=utf-8",
			apiv1.ReportFormat_REPORT_FORMAT_XML:         "application/xml; charset=utf-8",
		} {
			report, err := staff.ExportSyncRun(t.Context(), &apiv1.ExportSyncRunRequest{RunId: runID.String(), Format: format})
			require.NoError(t, err)
			assert.Equal(t, mediaType, report.GetMediaType())
			assert.Contains(t, report.GetFileName(), "sync-run-"+runID.String())
			assert.Contains(t, string(report.GetContent()), "awaiting_confirmation")
		}
		_, err = staff.GetSourceSyncRun(t.Context(), &apiv1.GetSourceSyncRunRequest{RunId: "x"})
		require.ErrorContains(t, err, "SYNC_RUN_NOT_FOUND")
		_, err = staff.ExportSyncRun(t.Context(), &apiv1.ExportSyncRunRequest{RunId: uuid.NewString()})
		require.ErrorContains(t, err, "SYNC_RUN_NOT_FOUND")

		for systemID, refused := range map[uuid.UUID]bool{optima.ID: false, other.ID: true} {
			requireRunOf(t.Context(), t, b.erpClient(systemID), runID, refused)
		}
	})
}

func requireRunOf(ctx context.Context, t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient, runID uuid.UUID, refused bool) {
	t.Helper()
	run, err := erp.GetSyncRun(ctx, &apiv1.GetSyncRunRequest{RunId: runID.String()})
	results, resultsErr := erp.ListSyncResults(ctx, &apiv1.ListSyncResultsRequest{RunId: runID.String()})
	if refused {
		require.ErrorContains(t, err, "SYNC_RUN_NOT_FOUND")
		require.ErrorContains(t, resultsErr, "SYNC_RUN_NOT_FOUND")
		return
	}
	require.NoError(t, err)
	require.NoError(t, resultsErr)
	assert.Equal(t, runID.String(), run.GetRun().GetId())
	require.Len(t, results.GetResults(), 1)
	assert.Equal(t, "C1", results.GetResults()[0].GetExternalId())
}
