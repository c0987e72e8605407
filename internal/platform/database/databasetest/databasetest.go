package databasetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Each runs the test on a fresh database of each kind, in parallel.
func Each(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, Open(t, SQLite(t)))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, Open(t, Postgres(t)))
	})
}

// Open opens the database that the URL names and closes it after the test.
func Open(tb testing.TB, url string) *database.DB {
	tb.Helper()
	db, err := database.Open(tb.Context(), url)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, db.Close()) })
	return db
}

// SQLite returns the URL of a fresh, migrated SQLite file.
func SQLite(tb testing.TB) string {
	tb.Helper()
	template, err := sqliteTemplate()
	require.NoError(tb, err)
	path := filepath.Join(tb.TempDir(), "kartoteka.db")
	require.NoError(tb, os.WriteFile(path, template, 0o600))
	return "sqlite:" + path
}

// Postgres returns the URL of a fresh, migrated PostgreSQL database.
func Postgres(tb testing.TB) string {
	tb.Helper()
	template, err := postgresTemplate()
	require.NoError(tb, err)
	return createPostgres(tb, template)
}

// EmptyPostgres returns the URL of a fresh PostgreSQL database without any table.
func EmptyPostgres(tb testing.TB) string {
	tb.Helper()
	return createPostgres(tb, "template0")
}

// createPostgres copies the template's files: it holds so much that its blocks cost more in the write-ahead log.
func createPostgres(tb testing.TB, template string) string {
	tb.Helper()
	admin, err := postgresServer()
	require.NoError(tb, err)
	name := "test_" + uuid.NewString()[:13]
	require.NoError(tb, execute(admin, fmt.Sprintf("CREATE DATABASE %q TEMPLATE %q STRATEGY FILE_COPY", name, template)))
	tb.Cleanup(func() { require.NoError(tb, execute(admin, fmt.Sprintf("DROP DATABASE %q WITH (FORCE)", name))) })
	return databaseOf(admin, name)
}

// postgresServer starts one server for the process, unless it was given one.
var postgresServer = sync.OnceValues(func() (admin string, err error) {
	admin, _, err = StartPostgres()
	return admin, err
})

// databaseOf returns the URL of another database of the server.
func databaseOf(server, name string) string {
	address, err := url.Parse(server)
	if err != nil {
		panic(err)
	}
	address.Path = "/" + name
	return address.String()
}

// execute leaves no connection behind: tests look for what they left themselves.
func execute(url, statement string) error {
	pool, err := sql.Open("postgres", url)
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	_, err = pool.ExecContext(context.Background(), statement)
	return errors.Join(err, pool.Close())
}
