package faults_test

import (
	"testing"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// onEach runs a case of the promises in rows on a fresh database of each kind, at once.
func onEach(t *testing.T, rows string, test func(t *testing.T, c *scale.Case, database string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, scale.Start(t, rows), databasetest.SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, scale.Start(t, rows), databasetest.Postgres(t))
	})
}
