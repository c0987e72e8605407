package databasetest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/migrations"
)

// Every test gets a copy of a migrated template. Whichever process needs it first makes it for all: its
// name is that of the migrations.

// sqliteTemplate returns the bytes of the template, a file in the machine's folder of temporary files.
var sqliteTemplate = sync.OnceValues(func() (template []byte, err error) {
	name, err := templateName("sqlite", riversqlite.New(nil))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(os.TempDir(), name+".db")
	if template, err := os.ReadFile(path); err == nil {
		return template, nil
	}
	folder, err := os.MkdirTemp("", name+"-")
	if err != nil {
		return nil, fmt.Errorf("make template: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	made := filepath.Join(folder, "template.db")
	if err := migrate("sqlite:" + made); err != nil {
		return nil, err
	}
	if err := os.Chmod(made, 0o644); err != nil {
		return nil, fmt.Errorf("share template: %w", err)
	}
	if err := os.Rename(made, path); err != nil { // at once, so that no process reads half of it
		return nil, fmt.Errorf("share template: %w", err)
	}
	return os.ReadFile(path)
})

// postgresTemplate returns the name of the template, a database of the server.
var postgresTemplate = sync.OnceValues(func() (name string, err error) {
	admin, err := postgresServer()
	if err != nil {
		return "", err
	}
	name, err = templateName("postgres", riverdatabasesql.New(nil))
	if err != nil {
		return "", err
	}
	pool, err := sql.Open("postgres", admin)
	if err != nil {
		return "", fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1) // the lock is that of the connection
	return name, makeTemplate(context.Background(), pool, admin, name)
})

// makeTemplate makes the template unless there is one. Other processes wait for it meanwhile; it gets its
// name once it is whole.
func makeTemplate(ctx context.Context, pool *sql.DB, admin, name string) error {
	if _, err := pool.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext($1))", name); err != nil {
		return fmt.Errorf("lock template: %w", err)
	}
	var made bool
	if err := pool.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&made); err != nil {
		return fmt.Errorf("look for template: %w", err)
	}
	if made {
		return nil
	}
	unfinished := name + "_unfinished"
	for _, statement := range []string{"DROP DATABASE IF EXISTS %q WITH (FORCE)", "CREATE DATABASE %q TEMPLATE template0"} {
		if _, err := pool.ExecContext(ctx, fmt.Sprintf(statement, unfinished)); err != nil {
			return fmt.Errorf("make template: %w", err)
		}
	}
	if err := migrate(databaseOf(admin, unfinished)); err != nil {
		return err
	}
	if _, err := pool.ExecContext(ctx, fmt.Sprintf("ALTER DATABASE %q RENAME TO %q", unfinished, name)); err != nil {
		return fmt.Errorf("finish template: %w", err)
	}
	return nil
}

// templateName changes with each migration, our own and those of the queue.
func templateName(kind string, queue interface{ GetMigrationFS(line string) fs.FS }) (string, error) {
	own, err := fs.Sub(migrations.Files, kind)
	if err != nil {
		return "", fmt.Errorf("read migrations: %w", err)
	}
	sum := sha256.New()
	for _, migration := range migrations.InGo() {
		fmt.Fprintln(sum, migration.Version)
	}
	for _, files := range []fs.FS{own, queue.GetMigrationFS(riverdriver.MigrationLineMain)} {
		err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(files, path)
			fmt.Fprintf(sum, "%s %d\n%s", path, len(text), text)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("read migrations: %w", err)
		}
	}
	return "kartoteka_template_" + hex.EncodeToString(sum.Sum(nil)[:8]), nil
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
