package operation_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
)

func TestList(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		made := []uuid.UUID{b.start(1), b.start(2), b.start(3)}
		var found []uuid.UUID
		token := ""
		for range 2 {
			page, next, err := b.operations.List(t.Context(), 2, token)
			require.NoError(t, err)
			for _, o := range page {
				found = append(found, o.ID)
			}
			token = next
		}
		assert.Equal(t, []uuid.UUID{made[2], made[1], made[0]}, found)
		assert.Empty(t, token)
		_, _, err := b.operations.List(t.Context(), 0, "x")
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
	})
}

func TestListOutcomes(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.refused[item(2)], b.refused[item(5)], b.isSo[item(3)] = "LOCKED", "ERASED", true
		running := b.start(5)
		require.NoError(t, b.operations.Work(t.Context(), running))
		var failed []operation.Outcome
		in := operation.ListOutcomesInput{OperationID: running, Result: operation.ItemFailed, PageSize: 1}
		for range 2 {
			page, next, err := b.operations.ListOutcomes(t.Context(), in)
			require.NoError(t, err)
			require.Len(t, page, 1)
			failed, in.PageToken = append(failed, page...), next
		}
		assert.Equal(t, []uuid.UUID{item(2), item(5)}, []uuid.UUID{failed[0].ItemID, failed[1].ItemID})
		assert.Empty(t, in.PageToken)

		_, token, err := b.operations.ListOutcomes(t.Context(), operation.ListOutcomesInput{OperationID: running, PageSize: 4})
		require.NoError(t, err)
		in.PageToken = token
		_, _, err = b.operations.ListOutcomes(t.Context(), in)
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
	})
}
