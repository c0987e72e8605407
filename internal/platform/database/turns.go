package database

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/semaphore"
)

// leastTurns lets one heavy read begin on a single core while another one ends.
const leastTurns = 2

// newTurns returns as many turns as there are cores. PostgreSQL has processes of its own, and needs none.
func newTurns() *semaphore.Weighted {
	return semaphore.NewWeighted(int64(max(leastTurns, runtime.GOMAXPROCS(0))))
}

// HeavyRead runs a read that may look at a large part of a table, such as a search. SQLite works within this
// process: many such reads at once take the memory of all of them, and no core is left for the others. So each
// waits for its turn, first come first served.
func (db *DB) HeavyRead(ctx context.Context, read func(ctx context.Context) error) error {
	if db.IsPostgres() {
		return read(ctx)
	}
	if err := db.turns.Acquire(ctx, 1); err != nil {
		return fmt.Errorf("wait for a turn: %w", err)
	}
	defer db.turns.Release(1)
	return read(ctx)
}
