package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqlgraph"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// attempts is how often a transaction is begun again when the database asks for it.
const attempts = 5

// ErrRaced is what a store returns when a conditional save finds another version than was read.
// InTx begins again; the caller only sees it when that did not help.
var ErrRaced = fault.New(fault.Conflict, "CONCURRENT_CHANGE",
	"Somebody else changed the same record at the same moment; send the request again.")

type transactionKey struct{}

// transaction is what a context carries inside InTx.
type transaction struct {
	db           *DB
	sql          *sql.Tx
	client       *ent.Client
	beforeCommit []func(context.Context) error
	spoiled      error
}

// InTx runs fn in a transaction that commits when fn returns nil. The transaction travels in the
// context; a nested InTx joins it, and an error in the nested one spoils the outer one on both
// databases alike. After a race or a deadlock fn runs again from the start, so it must
// not change anything outside the database.
//
// Once begun, the commit cannot be cancelled by the caller's context: the caller would be told of
// a failure that may be a success.
func (db *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if outer := transactionFrom(ctx, db); outer != nil {
		err := fn(ctx)
		if err != nil && outer.spoiled == nil {
			outer.spoiled = err
		}
		return err
	}
	for attempt := 1; ; attempt++ {
		err := db.try(ctx, fn)
		if err == nil || !isTransient(err) || ctx.Err() != nil {
			return err
		}
		if attempt == attempts {
			return exhausted(err)
		}
		pause := time.Duration(attempt) * time.Duration(1+rand.IntN(10)) * time.Millisecond
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

// BeforeCommit registers work to be done as the last thing before the commit of the transaction
// in ctx, in the order of registration. It panics outside InTx: that is a fault of the program.
func (db *DB) BeforeCommit(ctx context.Context, fn func(ctx context.Context) error) {
	tx := transactionFrom(ctx, db)
	if tx == nil {
		panic("database: BeforeCommit outside InTx")
	}
	tx.beforeCommit = append(tx.beforeCommit, fn)
}

// InTransaction reports whether ctx is that of a transaction.
func (db *DB) InTransaction(ctx context.Context) bool { return transactionFrom(ctx, db) != nil }

// Tx is the transaction in ctx for libraries that write in it by themselves; nil outside InTx. Only
// InTx ends it.
func (db *DB) Tx(ctx context.Context) *sql.Tx {
	if tx := transactionFrom(ctx, db); tx != nil {
		return tx.sql
	}
	return nil
}

// IsUniqueViolation reports whether err is the database refusing a second row with a unique key.
func IsUniqueViolation(err error) bool {
	if pq.As(err, pqerror.UniqueViolation) != nil {
		return true
	}
	var failure *sqlite.Error
	return errors.As(err, &failure) && (failure.Code() == sqlitelib.SQLITE_CONSTRAINT_UNIQUE ||
		failure.Code() == sqlitelib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// Raced makes a race of a refusal by a constraint: whoever writes has looked first, so what stands
// in the way has come, or what is missing has gone, in between. The transaction begins again and sees it.
func Raced(err error) error {
	if IsUniqueViolation(err) || sqlgraph.IsForeignKeyConstraintError(err) {
		return ErrRaced
	}
	return err
}

func (db *DB) try(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	begun, err := db.sql.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	tx := &transaction{db: db, sql: begun, client: db.clientIn(begun)}
	committed := false
	defer func() {
		if !committed {
			err = errors.Join(err, ignoreDone(begun.Rollback()))
		}
	}()
	ctx = context.WithValue(ctx, transactionKey{}, tx)
	if err := fn(ctx); err != nil {
		return err
	}
	if tx.spoiled != nil {
		return tx.spoiled
	}
	for _, last := range tx.beforeCommit {
		if err := last(ctx); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("before commit: %w", err)
	}
	committed = true
	if err := begun.Commit(); err != nil {
		return fmt.Errorf("commit transaction: %w", err)
	}
	return nil
}

// clientIn returns an ent client whose every statement runs in the transaction.
func (db *DB) clientIn(tx *sql.Tx) *ent.Client {
	return ent.NewClient(ent.Driver(joined{entsql.NewDriver(db.dialect, entsql.Conn{ExecQuerier: tx})}))
}

// joined is a driver within a transaction that it did not begin and does not end.
type joined struct{ *entsql.Driver }

// Tx implements dialect.Driver: what ent wants to do at once is done in the transaction at hand.
func (d joined) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(d), nil }

func transactionFrom(ctx context.Context, db *DB) *transaction {
	tx, _ := ctx.Value(transactionKey{}).(*transaction)
	if tx == nil || tx.db != db {
		return nil
	}
	return tx
}

// isTransient reports whether to begin again: a race, a deadlock, serialisation, busy.
func isTransient(err error) bool {
	if errors.Is(err, ErrRaced) {
		return true
	}
	return isDeadlock(err) || primaryCode(err) == sqlitelib.SQLITE_BUSY
}

func isDeadlock(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}

// exhausted is what becomes of a transient error when beginning again has not helped: a deadlock is a
// race that was lost each time.
func exhausted(err error) error {
	if isDeadlock(err) {
		return fmt.Errorf("%w: %w", ErrRaced, err)
	}
	return err
}

// ignoreDone drops the complaint that a transaction which the database already ended is over.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
