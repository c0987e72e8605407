package databasetest

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errReadOnly = errors.New("read only")

// ReadOnly runs the test in a transaction in which every write fails, and takes the transaction back.
func ReadOnly(ctx context.Context, t *testing.T, db *database.DB, test func(ctx context.Context)) {
	t.Helper()
	err := db.InTx(ctx, func(ctx context.Context) error {
		if db.IsPostgres() {
			run(ctx, t, db, "SET TRANSACTION READ ONLY")
		} else {
			run(ctx, t, db, "PRAGMA query_only = ON")
			defer run(ctx, t, db, "PRAGMA query_only = OFF") // which the connection would keep
		}
		test(ctx)
		return errReadOnly
	})
	require.ErrorIs(t, err, errReadOnly)
}

func run(ctx context.Context, t *testing.T, db *database.DB, statement string) {
	t.Helper()
	_, err := db.Client(ctx).ExecContext(ctx, statement)
	require.NoError(t, err)
}
