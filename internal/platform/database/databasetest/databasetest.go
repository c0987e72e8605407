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
	server, err := postgresServer()
	require.NoError(tb, err)
	name := "test_" + uuid.NewString()[:13]
	server.execute(tb, fmt.Sprintf("CREATE DATABASE %q TEMPLATE %q", name, server.template))
	tb.Cleanup(func() { server.execute(tb, fmt.Sprintf("DROP DATABASE IF EXISTS %q WITH (FORCE)", name)) })
	return server.database(name)
}

// EmptyPostgres returns the URL of a fresh PostgreSQL database without any table.
func EmptyPostgres(tb testing.TB) string {
	tb.Helper()
	server, err := postgresServer()
	require.NoError(tb, err)
	name := "empty_" + uuid.NewString()[:13]
	server.execute(tb, fmt.Sprintf("CREATE DATABASE %q", name))
	tb.Cleanup(func() { server.execute(tb, fmt.Sprintf("DROP DATABASE IF EXISTS %q WITH (FORCE)", name)) })
	return server.database(name)
}

// sqliteTemplate migrates one file a process; every test gets a copy of its bytes.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "kartoteka-template-")
	if err != nil {
		return nil, fmt.Errorf("make template: %w", err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// postgresServer starts one server a process and migrates its template database.
var postgresServer = sync.OnceValues(func() (*server, error) {
	admin, _, err := StartPostgres()
	if err != nil {
		return nil, err
	}
	s := &server{admin: admin, template: "template_" + uuid.NewString()[:13]}
	if err := s.tryExecute(fmt.Sprintf("CREATE DATABASE %q", s.template)); err != nil {
		return nil, fmt.Errorf("make template: %w", err)
	}
	return s, migrate(s.database(s.template))
})

type server struct {
	admin, template string
	creating        sync.Mutex // a template can serve one copy at a time
}

func (s *server) database(name string) string {
	address, err := url.Parse(s.admin)
	if err != nil {
		panic(err)
	}
	address.Path = "/" + name
	return address.String()
}

func (s *server) execute(tb testing.TB, statement string) {
	tb.Helper()
	s.creating.Lock()
	defer s.creating.Unlock()
	require.NoError(tb, s.tryExecute(statement))
}

// tryExecute leaves no connection behind: tests look for what they left themselves.
func (s *server) tryExecute(statement string) error {
	pool, err := sql.Open("postgres", s.admin)
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	_, err = pool.ExecContext(context.Background(), statement)
	return errors.Join(err, pool.Close())
}

func migrate(url string) error {
	ctx := context.Background()
	db, err := database.Open(ctx, url)
	if err != nil {
		return err
	}
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Close()
}
