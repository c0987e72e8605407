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

// attempts is how often a transaction runs if the database asks for a retry.
const attempts = 5

// ErrRaced is what a store returns if a conditional save finds another version than was read. InTx runs the
// transaction again; the caller sees the error only if that did not help.
var ErrRaced = fault.New(fault.Conflict, "CONCURRENT_CHANGE",
	"Somebody else changed the same record at the same moment; send the request again.")

type transactionKey struct{}

// transaction is what the context carries inside InTx.
type transaction struct {
	db           *DB
	sql          *sql.Tx
	client       *ent.Client
	beforeCommit []func(context.Context) error
	spoiled      error
}

// InTx runs fn in a transaction that commits if fn returns nil. The context carries the transaction. A nested InTx
// joins it, and an error in the nested one spoils the outer one, on both databases alike. After a race or a
// deadlock fn runs again from the start, so it must not change anything outside the database.
//
// Once the commit has begun, the caller's context cannot cancel it: the caller would be told of a failure although
// the commit may succeed.
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

// BeforeCommit registers work to do last before the transaction in ctx commits, in the order of registration. It
// panics outside InTx, which is a mistake of the program.
func (db *DB) BeforeCommit(ctx context.Context, fn func(ctx context.Context) error) {
	tx := transactionFrom(ctx, db)
	if tx == nil {
		panic("database: BeforeCommit outside InTx")
	}
	tx.beforeCommit = append(tx.beforeCommit, fn)
}

// InTransaction reports whether ctx carries a transaction.
func (db *DB) InTransaction(ctx context.Context) bool { return transactionFrom(ctx, db) != nil }

// Tx is the transaction in ctx, for libraries that write in it themselves; nil outside InTx. Only InTx ends it.
func (db *DB) Tx(ctx context.Context) *sql.Tx {
	if tx := transactionFrom(ctx, db); tx != nil {
		return tx.sql
	}
	return nil
}

// IsUniqueViolation reports whether the database refused a second row with a unique key.
func IsUniqueViolation(err error) bool {
	if pq.As(err, pqerror.UniqueViolation) != nil {
		return true
	}
	var failure *sqlite.Error
	return errors.As(err, &failure) && (failure.Code() == sqlitelib.SQLITE_CONSTRAINT_UNIQUE ||
		failure.Code() == sqlitelib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// Raced turns the refusal by a constraint into a race. Whoever writes has looked before, so the row that is in the
// way, or missing, has come or gone in between. The transaction runs again and sees that.
func Raced(err error) error {
	if IsUniqueViolation(err) || sqlgraph.IsForeignKeyConstraintError(err) {
		return ErrRaced
	}
	return err
}

func (db *DB) try(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	begun, release, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer release()
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

// begin begins a transaction. The caller may give up while they wait for a connection and for the database, and not
// afterwards: from then on each statement has its caller, and the commit has none.
func (db *DB) begin(ctx context.Context) (begun *sql.Tx, release func(), err error) {
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, cancel)
	begun, err = db.sql.BeginTx(lasting, nil)
	if !stop() && ctx.Err() != nil {
		err = ctx.Err() // the transaction, where there is one, is rolled back as lasting ends
	}
	if err != nil {
		cancel()
		return nil, nil, fmt.Errorf("begin transaction: %w", err)
	}
	return begun, cancel, nil
}

// clientIn returns an ent client that runs every statement in the transaction.
func (db *DB) clientIn(tx *sql.Tx) *ent.Client {
	return ent.NewClient(ent.Driver(joined{entsql.NewDriver(db.dialect, entsql.Conn{ExecQuerier: tx})}))
}

// joined is a driver in a transaction that it neither begins nor ends.
type joined struct{ *entsql.Driver }

// Tx implements dialect.Driver: ent's own transactions become a part of this one.
func (d joined) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(d), nil }

func transactionFrom(ctx context.Context, db *DB) *transaction {
	tx, _ := ctx.Value(transactionKey{}).(*transaction)
	if tx == nil || tx.db != db {
		return nil
	}
	return tx
}

// isTransient reports whether to run the transaction again: after a race, a deadlock, a serialisation failure, or
// if SQLite is busy.
func isTransient(err error) bool {
	if errors.Is(err, ErrRaced) {
		return true
	}
	return isDeadlock(err) || primaryCode(err) == sqlitelib.SQLITE_BUSY
}

func isDeadlock(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}

// exhausted is the error after the last attempt: a deadlock counts as a race that was lost each time.
func exhausted(err error) error {
	if isDeadlock(err) {
		return fmt.Errorf("%w: %w", ErrRaced, err)
	}
	return err
}

// ignoreDone drops the error that the database has already ended the transaction.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
