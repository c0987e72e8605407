package server_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// counting is what the names of the drivers below begin with.
const counting = "counting-"

type counterKey struct{}

// withCounter counts the statements that are executed under the context.
func withCounter(ctx context.Context, counter *atomic.Int64) context.Context {
	return context.WithValue(ctx, counterKey{}, counter)
}

// registerCounting registers a driver of each kind that counts statements. BEGIN, COMMIT and ROLLBACK do not
// count, nor does the preparation of a statement.
var registerCounting = sync.OnceValue(func() error {
	for _, kind := range []string{"sqlite", "postgres"} {
		pool, err := sql.Open(kind, "")
		if err != nil {
			return err
		}
		sql.Register(counting+kind, countingDriver{pool.Driver()})
		if err := pool.Close(); err != nil {
			return err
		}
	}
	return nil
})

func needCounting(t *testing.T) { t.Helper(); require.NoError(t, registerCounting()) }

type countingDriver struct{ driver.Driver }

// Open implements driver.Driver.
func (d countingDriver) Open(name string) (driver.Conn, error) {
	opened, err := d.Driver.Open(name)
	if err != nil {
		return nil, err
	}
	return countingConn{opened.(conn)}, nil
}

// conn is what the connections of both drivers can do.
type conn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

type countingConn struct{ conn }

// ExecContext implements driver.ExecerContext.
func (c countingConn) ExecContext(ctx context.Context, query string, arguments []driver.NamedValue) (driver.Result, error) {
	result, err := c.conn.ExecContext(ctx, query, arguments)
	count(ctx, query, err)
	return result, err
}

// QueryContext implements driver.QueryerContext.
func (c countingConn) QueryContext(ctx context.Context, query string, arguments []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.conn.QueryContext(ctx, query, arguments)
	count(ctx, query, err)
	return rows, err
}

// PrepareContext implements driver.ConnPrepareContext.
func (c countingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	prepared, err := c.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return countingStatement{prepared.(statement), query}, nil
}

// CheckNamedValue implements driver.NamedValueChecker, as one of the drivers does.
func (c countingConn) CheckNamedValue(value *driver.NamedValue) error {
	if checker, ok := c.conn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(value)
	}
	return driver.ErrSkip
}

// statement is what the prepared statements of both drivers can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type countingStatement struct {
	statement

	query string
}

// ExecContext implements driver.StmtExecContext.
func (s countingStatement) ExecContext(ctx context.Context, arguments []driver.NamedValue) (driver.Result, error) {
	count(ctx, s.query, nil)
	return s.statement.ExecContext(ctx, arguments)
}

// QueryContext implements driver.StmtQueryContext.
func (s countingStatement) QueryContext(ctx context.Context, arguments []driver.NamedValue) (driver.Rows, error) {
	count(ctx, s.query, nil)
	return s.statement.QueryContext(ctx, arguments)
}

// notCounted are the statements that River frames its own with: a savepoint on one database, and on the other
// a notification that it leaves out where it sent one a moment ago.
var notCounted = regexp.MustCompile(`^(SAVEPOINT|RELEASE) |pg_notify`)

// count also leaves out what the driver prepares instead: that counts once it is executed.
func count(ctx context.Context, query string, err error) {
	counter, ok := ctx.Value(counterKey{}).(*atomic.Int64)
	if ok && !errors.Is(err, driver.ErrSkip) && !notCounted.MatchString(query) {
		counter.Add(1)
	}
}
