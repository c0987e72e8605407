package source_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

func TestListCounts(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		none, err := b.service.List(t.Context())
		require.NoError(t, err)
		assert.Empty(t, none)

		xl, optima, idle := b.create("XL"), b.create("OPTIMA"), b.create("IDLE")
		b.addCustomer(optima.ID, 1, "A")
		b.addCustomer(optima.ID, 2, "B")
		b.addCustomer(xl.ID, 3, "A")
		b.addReject(optima.ID, "C", noon)
		b.addReject(xl.ID, "C", noon)
		b.addReject(xl.ID, "D", noon)
		b.pushed(xl.ID, noon.Add(time.Hour))

		xl.CustomerCount, xl.RejectCount, xl.LastContactAt = 1, 2, noon.Add(time.Hour)
		optima.CustomerCount, optima.RejectCount = 2, 1
		got, err := b.service.List(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []source.System{idle, optima, xl}, got, "by code, each with its own counts")
		one, err := b.service.Get(t.Context(), optima.ID)
		require.NoError(t, err)
		assert.Equal(t, optima, one)
		_, err = b.service.Get(t.Context(), uuid.New())
		faulttest.Require(t, err, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND")
	})
}

// pages reads a list to its end, page by page.
func pages[T any](t *testing.T, size int32, list func(token string) ([]T, string, error)) []T {
	t.Helper()
	var all []T
	token := ""
	for range 20 {
		rows, next, err := list(token)
		require.NoError(t, err)
		all = append(all, rows...)
		if token = next; token == "" {
			return all
		}
		require.Len(t, rows, int(size), "only the last page is shorter")
	}
	require.Fail(t, "the list does not end")
	return nil
}

func TestListRuns(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		newestFirst := make([]uuid.UUID, 0, 7)
		for i := range 7 {
			newestFirst = append(newestFirst, b.addRun(optima.ID, noon.Add(time.Duration(i)*time.Second)).ID)
			b.addRun(other.ID, noon)
		}
		slices.Reverse(newestFirst)
		for _, size := range []int32{1, 2, 3, 7, 50} {
			runs := pages(t, size, func(token string) ([]source.Run, string, error) {
				return b.service.ListRuns(t.Context(), source.ListInput{SystemID: optima.ID, PageSize: size, PageToken: token})
			})
			ids := make([]uuid.UUID, 0, len(runs))
			for _, run := range runs {
				ids = append(ids, run.ID)
			}
			assert.Equal(t, newestFirst, ids, "pages of %d", size)
			assert.Equal(t, source.Run{
				ID: newestFirst[0], SystemID: optima.ID, Kind: source.PushRun, State: source.Completed, Batches: 1,
				StartedAt: noon.Add(6 * time.Second), Milliseconds: 1500, RequestID: "request", APIKeyID: runs[0].APIKeyID, Summary: source.Summary{Created: 1, Updated: 2, Unchanged: 3, Stale: 4, Conflict: 5, Rejected: 6, Unprocessed: 7},
			}, runs[0])
			assert.NotEqual(t, uuid.Nil, runs[0].APIKeyID)
		}
	})
}

func TestListRejects(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		known := b.addCustomer(optima.ID, 1, "C6")
		b.addCustomer(other.ID, 2, "C5")
		violation := fault.Field{Path: "addresses[0].country", Reason: "COUNTRY_UNKNOWN", Text: "There is no such country."}
		for i := range 7 { // two at a time
			b.addReject(optima.ID, fmt.Sprintf("C%d", i), noon.Add(time.Duration(i/2)*time.Second), violation)
			b.addReject(other.ID, fmt.Sprintf("C%d", i), noon)
		}
		for _, size := range []int32{1, 2, 3, 7, 50} {
			rejects := pages(t, size, func(token string) ([]source.Reject, string, error) {
				return b.service.ListRejects(t.Context(), source.ListInput{SystemID: optima.ID, PageSize: size, PageToken: token})
			})
			externalIDs := make([]string, 0, len(rejects))
			for _, standing := range rejects {
				externalIDs = append(externalIDs, standing.ExternalID)
			}
			assert.Equal(t, []string{"C6", "C5", "C4", "C3", "C2", "C1", "C0"}, externalIDs, "pages of %d", size)
			assert.Equal(t, source.Reject{
				ID: rejects[0].ID, Kind: reject.Contractor, ExternalID: "C6", At: noon.Add(3 * time.Second), Times: 3, RunID: rejects[0].RunID,
				Outcome: intake.Rejected, Violations: []fault.Field{violation}, CustomerID: known,
			}, rejects[0])
			assert.Equal(t, uuid.Nil, rejects[1].CustomerID, "another source system's customer is not its own")
		}
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context) error {
			return reject.NewList(db).Settle(ctx, reject.Push{
				SourceID: optima.ID, Kind: reject.Discount, At: noon.Add(time.Hour),
				Rejected: []reject.Record{{ExternalID: "C6", Outcome: intake.Conflict, Violations: []fault.Field{violation}}},
			})
		}))
		rejects, _, err := b.service.ListRejects(t.Context(), source.ListInput{SystemID: optima.ID, PageSize: 1})
		require.NoError(t, err)
		assert.Equal(t, source.Reject{
			ID: rejects[0].ID, Kind: reject.Discount, ExternalID: "C6", At: noon.Add(time.Hour), Times: 1,
			Outcome: intake.Conflict, Violations: []fault.Field{violation},
		}, rejects[0], "a discount is no contractor of the same external id")
	})
}

func TestListsRefuse(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima, other := b.create("OPTIMA"), b.create("OTHER")
		b.addRun(optima.ID, noon)
		b.addRun(optima.ID, noon)
		_, runsToken, err := b.service.ListRuns(t.Context(), source.ListInput{SystemID: optima.ID, PageSize: 1})
		require.NoError(t, err)
		for name, c := range map[string]struct {
			in     source.ListInput
			kind   fault.Kind
			reason string
			paths  []string
		}{
			"an unknown source system":           {source.ListInput{SystemID: uuid.New()}, fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", nil},
			"a negative size":                    {source.ListInput{SystemID: optima.ID, PageSize: -1}, fault.Invalid, "PAGE_SIZE_INVALID", []string{"pageSize"}},
			"a token that is none":               {source.ListInput{SystemID: optima.ID, PageToken: "x"}, fault.Invalid, "PAGE_TOKEN_INVALID", []string{"pageToken"}},
			"the token of another source system": {source.ListInput{SystemID: other.ID, PageToken: runsToken}, fault.Invalid, "PAGE_TOKEN_MISMATCH", []string{"pageToken"}},
		} {
			t.Run(name, func(t *testing.T) {
				_, _, err := b.service.ListRuns(t.Context(), c.in)
				faulttest.Require(t, err, c.kind, c.reason, c.paths...)
				_, _, err = b.service.ListRejects(t.Context(), c.in)
				faulttest.Require(t, err, c.kind, c.reason, c.paths...)
			})
		}
		_, _, err = b.service.ListRejects(t.Context(), source.ListInput{SystemID: optima.ID, PageToken: runsToken})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH", "pageToken")
	})
}
