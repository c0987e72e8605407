package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func epoch(t *testing.T, url string) (epoch string) {
	t.Helper()
	require.NoError(t, databasetest.Open(t, url).One(t.Context(), "SELECT CAST(epoch AS TEXT) FROM feed_heads", nil, &epoch))
	return epoch
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	url, folder := fresh(t), t.TempDir()
	s := serve(t, "ERP key", "--database", url, "--demo")
	backup := filepath.Join(folder, "backup.db")
	got := execute(t, "", "backup", "--database", url, "--to", backup)
	require.Zero(t, got.status, got.err)
	info, err := os.Stat(backup)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	assert.Equal(t, statusFailed, execute(t, "", "backup", "--database", url, "--to", backup).status, "no backup is written over")
	s.stopped(t)

	restored := fresh(t)
	got = execute(t, "", "restore", "--database", restored, "--from", backup)
	require.Zero(t, got.status, got.err)
	assert.Equal(t, execute(t, "", "staff", "list", "--database", url).out, execute(t, "", "staff", "list", "--database", restored).out)
	assert.NotEqual(t, epoch(t, url), epoch(t, restored), "readers of the feed begin anew")
	assert.Equal(t, statusFailed, execute(t, "", "restore", "--database", restored, "--from", backup).status, "no database is written over")

	broken := filepath.Join(folder, "broken.db")
	require.NoError(t, os.WriteFile(broken, []byte("no database at all, in any way"), 0o600))
	missing := fresh(t)
	assert.Equal(t, statusFailed, execute(t, "", "restore", "--database", missing, "--from", broken).status)
	assert.NoFileExists(t, strings.TrimPrefix(missing, "sqlite:"))
}

func TestBackupOfPostgresNamesItsCommand(t *testing.T) {
	t.Parallel()
	const url = "postgres://kartoteka:hunter2@db.example/kartoteka?sslmode=require"
	got := execute(t, "", "backup", "--database", url, "--to", "x.dump")
	assert.Equal(t, statusFailed, got.status)
	assert.Contains(t, got.err, "pg_dump --format=custom --no-owner --file=x.dump 'postgres://kartoteka@db.example/kartoteka?sslmode=require'")
	got = execute(t, "", "restore", "--database", url, "--from", "x.dump")
	assert.Contains(t, got.err, "pg_restore --no-owner --exit-on-error --dbname='postgres://kartoteka@db.example/kartoteka?sslmode=require' x.dump")
	assert.Contains(t, got.err, "kartoteka feed rotate")
	assert.NotContains(t, got.err, "hunter2")
}

func TestKeysAreListedAndRevoked(t *testing.T) {
	t.Parallel()
	url := made(t)
	secret := lastLine(execute(t, "", "apikey", "create", "--database", url, "--scope", "read,write", "--name", "Shop").out)
	got := execute(t, "", "apikey", "list", "--database", url)
	require.Zero(t, got.status, got.err)
	assert.Regexp(t, `\n\S+ +Shop +read,write +never +valid\n`, got.out)
	assert.NotContains(t, got.out, secret)
	shown := strings.Fields(lastLine(got.out))[0]
	assert.True(t, strings.HasPrefix(secret, strings.TrimSuffix(shown, "…")), shown)

	require.Zero(t, execute(t, "", "apikey", "revoke", "--database", url, shown).status)
	assert.Contains(t, execute(t, "", "apikey", "list", "--database", url).out, "revoked")
	assert.Equal(t, statusFailed, execute(t, "", "apikey", "revoke", "--database", url, "kt_nothing").status)
}

func TestStaffAreListedDisabledAndReset(t *testing.T) {
	t.Parallel()
	url := made(t)
	for _, who := range []string{"anna", "jan"} {
		require.Zero(t, execute(t, "", "staff", "create", "--database", url, "--email", who+"@example.com", "--role", "owner").status)
	}
	got := execute(t, "", "staff", "disable", "--database", url, "JAN@example.com")
	require.Zero(t, got.status, got.err)
	assert.Regexp(t, `\njan@example.com +jan +owner +never +disabled\n`, execute(t, "", "staff", "list", "--database", url).out)
	got = execute(t, "", "staff", "disable", "--database", url, "anna@example.com")
	assert.Equal(t, statusFailed, got.status, "somebody must be able to let others in")

	got = execute(t, "", "staff", "reset-password", "--database", url, "anna@example.com")
	require.Zero(t, got.status, got.err)
	assert.GreaterOrEqual(t, len(lastLine(got.out)), 10)
	assert.Equal(t, statusFailed, execute(t, "", "staff", "reset-password", "--database", url, "nobody@example.com").status)
}

func TestDoctor(t *testing.T) {
	t.Parallel()

	t.Run("finds nothing wrong with what is well", func(t *testing.T) {
		t.Parallel()
		for _, url := range []string{made(t), databasetest.Postgres(t)} {
			got := execute(t, "", "doctor", "--database", url)
			assert.Zero(t, got.status, got.out+got.err)
			assert.NotContains(t, got.out, "WRONG")
		}
	})

	t.Run("tells what is wrong", func(t *testing.T) {
		t.Parallel()
		url := made(t)
		require.NoError(t, os.Chmod(strings.TrimPrefix(url, "sqlite:"), 0o644))
		got := execute(t, "", "doctor", "--database", url, "--listen", ":8080")
		assert.Equal(t, statusFailed, got.status)
		assert.Contains(t, got.out, "WRONG  public address")
		assert.Contains(t, got.out, "chmod 600")
		assert.Contains(t, execute(t, "", "doctor", "--database", fresh(t)).out, "WRONG  database and migrations")
	})

	t.Run("notices that nobody does background jobs", func(t *testing.T) {
		t.Parallel()
		for _, url := range []string{made(t), databasetest.Postgres(t)} {
			db := databasetest.Open(t, url)
			at, args := "now() - interval '10 minutes'", "'{}'"
			if !db.IsPostgres() {
				at, args = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-10 minutes')", "'{}'"
			}
			_, err := db.Client(t.Context()).ExecContext(t.Context(),
				"INSERT INTO river_job (args, kind, max_attempts, scheduled_at, state) VALUES ("+args+", 'x', 1, "+at+", 'available')")
			require.NoError(t, err)
			got := execute(t, "", "doctor", "--database", url)
			assert.Equal(t, statusFailed, got.status)
			assert.Contains(t, got.out, "WRONG  background jobs: 1 have been due")
		}
	})
}
