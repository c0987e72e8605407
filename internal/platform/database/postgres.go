package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/lib/pq"
)

// hopeless is for how long nobody else tries to connect once PostgreSQL has not greeted in time.
const hopeless = time.Second

// postgres connects to PostgreSQL by lines that can be cut.
type postgres struct {
	*pq.Connector

	mu      sync.Mutex
	triedAt time.Time // when PostgreSQL last did not greet
	failure error
}

func newPostgres(url string) (driver.Connector, error) {
	connector, err := pq.NewConnector(url)
	if err != nil {
		return nil, fmt.Errorf("read the URL of the database: %w", err)
	}
	connector.Dialer(dialer{&net.Dialer{}})
	return &postgres{Connector: connector}, nil
}

// Connect implements driver.Connector. While PostgreSQL hangs, many wait for a connection and database/sql makes one
// after the other: the next ones fail at once, or the last would wait for minutes.
func (p *postgres) Connect(ctx context.Context) (driver.Conn, error) {
	if err := p.recent(); err != nil {
		return nil, err
	}
	conn, err := p.connect(ctx)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() && ctx.Err() == nil {
		p.mu.Lock()
		p.triedAt, p.failure = time.Now(), err
		p.mu.Unlock()
	}
	return conn, err
}

// recent returns the failure of somebody who has just tried.
func (p *postgres) recent() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failure != nil && time.Since(p.triedAt) < hopeless {
		return p.failure
	}
	return nil
}

func (p *postgres) connect(ctx context.Context) (driver.Conn, error) {
	dialled := &dialling{caller: ctx}
	conn, err := p.Connector.Connect(context.WithValue(ctx, diallingKey{}, dialled))
	if err != nil {
		return nil, err
	}
	known, ok := conn.(pqConn)
	if !ok || dialled.line == nil {
		return nil, errors.Join(errors.New("connect: not the driver that is expected"), conn.Close())
	}
	return &session{known, dialled.line}, nil
}

type diallingKey struct{}

// dialling is a session that begins.
type dialling struct {
	caller context.Context //nolint:containedctx // that of the driver's own dialling may end before the session begins
	line   *line
}

// dialer makes lines. It hands the line of a session to Connect; what else the driver dials for is to cancel a
// statement.
type dialer struct{ *net.Dialer }

// DialContext implements pq.DialerContext.
func (d dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	limited, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	conn, err := d.Dialer.DialContext(limited, network, address)
	if err != nil {
		return nil, err
	}
	dialled := &line{Conn: conn}
	if begun, ok := ctx.Value(diallingKey{}).(*dialling); ok {
		begun.line = dialled
		dialled.follow(begun.caller) //nolint:contextcheck // the driver's own ends before the session begins
		dialled.limit(connectTime)
		return dialled, nil
	}
	dialled.alone(grace)
	return dialled, nil
}

// DialTimeout implements pq.Dialer.
func (d dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

// pqConn is what the connections of the driver can do, and database/sql asks for.
type pqConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// session is a connection whose line follows whoever uses it. Rows are read by the caller of their query.
type session struct {
	pqConn

	line *line
}

// ExecContext implements driver.ExecerContext.
func (s *session) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s.line.follow(ctx)
	return s.pqConn.ExecContext(ctx, query, args)
}

// QueryContext implements driver.QueryerContext.
func (s *session) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s.line.follow(ctx)
	return s.pqConn.QueryContext(ctx, query, args)
}

// PrepareContext implements driver.ConnPrepareContext.
func (s *session) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s.line.follow(ctx)
	made, err := s.pqConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	known, ok := made.(pqStatement)
	if !ok {
		return made, nil // COPY, which only measurements use
	}
	return &statement{known, s.line}, nil
}

// BeginTx implements driver.ConnBeginTx. The driver need not watch the caller too, for as long as the transaction
// lasts: every statement has a caller of its own.
func (s *session) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	s.line.follow(ctx)
	begun, err := s.pqConn.BeginTx(context.WithoutCancel(ctx), options)
	if err != nil {
		return nil, err
	}
	return &ending{begun, s.line, ctx.Value(unlimitedKey{}) != nil}, nil
}

// Ping implements driver.Pinger.
func (s *session) Ping(ctx context.Context) error {
	s.line.follow(ctx)
	return s.pqConn.Ping(ctx)
}

// Close implements driver.Conn.
func (s *session) Close() error {
	s.line.alone(grace)
	return s.pqConn.Close()
}

// pqStatement is what the prepared statements of the driver can do.
type pqStatement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// statement is a prepared statement on a line that follows whoever uses it.
type statement struct {
	pqStatement

	line *line
}

// ExecContext implements driver.StmtExecContext.
func (s *statement) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.line.follow(ctx)
	return s.pqStatement.ExecContext(ctx, args)
}

// QueryContext implements driver.StmtQueryContext.
func (s *statement) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.line.follow(ctx)
	return s.pqStatement.QueryContext(ctx, args)
}

// Close implements driver.Stmt.
func (s *statement) Close() error {
	s.line.alone(endTime)
	return s.pqStatement.Close()
}

// ending ends a transaction in a time of its own, or without a limit.
type ending struct {
	driver.Tx

	line      *line
	unlimited bool
}

// Commit implements driver.Tx. Where the line is cut, nobody knows whether it has succeeded, and the caller is told
// to send the request again.
func (e *ending) Commit() error {
	e.limit()
	return e.Tx.Commit()
}

// Rollback implements driver.Tx.
func (e *ending) Rollback() error {
	e.limit()
	return e.Tx.Rollback()
}

func (e *ending) limit() {
	if e.unlimited {
		e.line.follow(unlimited(context.Background()))
		return
	}
	e.line.alone(endTime)
}
