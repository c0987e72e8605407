// Package database opens the SQLite file or the PostgreSQL database, runs transactions and applies migrations. It
// knows the ent client but no noun.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"golang.org/x/sync/semaphore"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/kartoteka/kartoteka/gen/ent"
)

const (
	sqlitePrefix = "sqlite:"

	// postgresConnections limits the pool. By default PostgreSQL allows 100 connections for all processes
	// together.
	postgresConnections = 20
	// sqliteConnections limits the pool of SQLite, where each waiting writer holds a connection. sqliteKept is how
	// many of them stay open: each has its own page cache and prepared statements.
	sqliteConnections, sqliteKept = 64, 8
	// connectionLife lets the pool follow a failover to another primary within minutes.
	connectionLife = 5 * time.Minute

	// busyTimeout is how long SQLite waits for whoever writes; who only looks does not wait.
	busyTimeout, probeTimeout = "busy_timeout%2810000%29", "busy_timeout%28100%29"
)

// ErrURL says that a database URL is neither sqlite:PATH nor postgres://….
var ErrURL = errors.New("the database must be sqlite:PATH or postgres://…")

// DB is an open database. Its methods may be called from many goroutines.
type DB struct {
	dialect string
	url     string
	sql     *sql.DB
	probe   *sql.DB // one connection that no work waits for
	client  *ent.Client
	turns   *semaphore.Weighted // of heavy reads
}

type driverPrefixKey struct{}

// WithDriverPrefix makes Open use the drivers whose names begin with the prefix. Tests register drivers that watch
// the statements.
func WithDriverPrefix(ctx context.Context, prefix string) context.Context {
	return context.WithValue(ctx, driverPrefixKey{}, prefix)
}

// Open opens the database that the URL names, without migrating it. It makes the file of SQLite where there is none.
func Open(ctx context.Context, rawURL string) (*DB, error) {
	kind, dsn, err := dataSource(rawURL)
	if err != nil {
		return nil, err
	}
	if path, ok := strings.CutPrefix(rawURL, sqlitePrefix); ok {
		if err := makeFile(path); err != nil {
			return nil, err
		}
	}
	pool, err := openPool(ctx, kind, dsn)
	if err != nil {
		return nil, err
	}
	probe, err := openPool(ctx, kind, strings.Replace(dsn, busyTimeout, probeTimeout, 1))
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	name := dialect.SQLite
	pool.SetMaxOpenConns(sqliteConnections)
	pool.SetMaxIdleConns(sqliteKept)
	if kind == "postgres" {
		name = dialect.Postgres
		pool.SetMaxOpenConns(postgresConnections)
		pool.SetMaxIdleConns(postgresConnections)
		pool.SetConnMaxLifetime(connectionLife)
	}
	probe.SetMaxOpenConns(1)
	probe.SetConnMaxLifetime(connectionLife)
	client := ent.NewClient(ent.Driver(pooled{entsql.OpenDB(name, pool), &statements{DB: pool}}))
	db := &DB{dialect: name, url: rawURL, sql: pool, probe: probe, client: client, turns: newTurns()}
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach database%s: %w", placeOf(rawURL), err), db.Close())
	}
	return db, nil
}

func openPool(ctx context.Context, kind, dsn string) (*sql.DB, error) {
	prefix, _ := ctx.Value(driverPrefixKey{}).(string)
	if kind == "postgres" && prefix == "" {
		connector, err := newPostgres(dsn)
		if err != nil {
			return nil, err
		}
		return sql.OpenDB(connector), nil
	}
	pool, err := sql.Open(prefix+kind, dsn)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return pool, nil
}

// Close closes every connection.
func (db *DB) Close() error { return errors.Join(db.client.Close(), db.probe.Close()) }

// Ping reports whether the database answers, on a connection of its own: the others may all be at work.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	if err := db.probe.QueryRowContext(ctx, "SELECT 1").Scan(&one); err != nil {
		return fmt.Errorf("reach database: %w", err)
	}
	return nil
}

// Stats counts the connections.
func (db *DB) Stats() sql.DBStats { return db.sql.Stats() }

// Dialect is ent's name for the kind of database.
func (db *DB) Dialect() string { return db.dialect }

// IsPostgres reports whether the database is PostgreSQL; it is SQLite otherwise.
func (db *DB) IsPostgres() bool { return db.dialect == dialect.Postgres }

// Client returns the ent client, which is that of the transaction if ctx carries one.
func (db *DB) Client(ctx context.Context) *ent.Client {
	if tx := transactionFrom(ctx, db); tx != nil {
		return tx.client
	}
	return db.client
}

// dataSource returns the driver and its connection string for a database URL.
func dataSource(rawURL string) (driver, dsn string, err error) {
	if path, ok := strings.CutPrefix(rawURL, sqlitePrefix); ok && path != "" {
		return "sqlite", sqliteDSN(path, true), nil
	}
	if strings.HasPrefix(rawURL, "postgres://") || strings.HasPrefix(rawURL, "postgresql://") {
		return "postgres", rawURL, nil
	}
	return "", "", ErrURL
}

// placeOf is where the database is, for people; it never has a password.
func placeOf(rawURL string) string {
	if path, ok := strings.CutPrefix(rawURL, sqlitePrefix); ok {
		return " " + path
	}
	if address, err := url.Parse(rawURL); err == nil && address.Host != "" {
		return " at " + address.Host
	}
	return ""
}

// sqliteDSN says how the file is opened. Acknowledged writes must survive a power cut, so synchronous is FULL.
// Times are whole microseconds, as in PostgreSQL. A transaction takes the write lock at its start, so that it
// never fails when it needs it later.
func sqliteDSN(path string, foreignKeys bool) string {
	keys := "foreign_keys(1)"
	if !foreignKeys {
		keys = "foreign_keys(0)"
	}
	query := url.Values{
		"_pragma": {
			"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", keys,
			"journal_size_limit(16777216)", "cache_size(-2000)",
		},
		"_txlock":              {"immediate"},
		"_time_integer_format": {"unix_micro"},
		"_inttotime":           {"1"},
	}
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + query.Encode()
}
