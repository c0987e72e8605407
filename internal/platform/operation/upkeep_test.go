package operation_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
)

func TestResumeContinuesWhatAProcessLeft(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		running := b.start(3)
		_, err := db.Client(t.Context()).ExecContext(t.Context(), "UPDATE river_job SET state = 'running' WHERE kind = 'operation'")
		require.NoError(t, err)
		require.NoError(t, b.operations.KeepUp(t.Context()))
		assert.Zero(t, b.waiting(), "somebody runs it, as far as anybody knows")
		require.NoError(t, b.operations.Resume(t.Context()))
		assert.Equal(t, 1, b.waiting())
		require.NoError(t, b.operations.Work(t.Context(), running))
		_, err = b.operations.Plan(b.anna, b.counting(1))
		require.NoError(t, err)
		require.NoError(t, b.operations.Resume(t.Context()))
		assert.Equal(t, 1, b.waiting(), "what is done or not confirmed is not resumed")
	})
}

func TestKeepUpContinuesWhatNobodyRuns(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.start(3)
		_, err := db.Client(t.Context()).ExecContext(t.Context(), "DELETE FROM river_job")
		require.NoError(t, err)
		require.NoError(t, b.operations.KeepUp(t.Context()))
		assert.Equal(t, 1, b.waiting())
	})
}

func TestOutcomesAreKeptFor90Days(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		old := b.start(3)
		require.NoError(t, b.operations.Work(t.Context(), old))
		b.clock.Advance(time.Hour)
		recent := b.start(3)
		require.NoError(t, b.operations.Work(t.Context(), recent))
		b.clock.Advance(90*24*time.Hour - time.Hour)
		require.NoError(t, b.operations.KeepUp(t.Context()))
		assert.Len(t, b.outcomes(old), 3)
		b.clock.Advance(time.Microsecond)
		require.NoError(t, b.operations.KeepUp(t.Context()))
		assert.Empty(t, b.outcomes(old))
		assert.Len(t, b.outcomes(recent), 3)
		assert.Equal(t, operation.Progress{Changed: 3}, b.get(old).Progress, "the operation itself stays")
	})
}
