package customer

import (
	"context"
	"errors"
	"fmt"
)

// serialCounter is the row of counters that serials come from.
const serialCounter = "customer"

var errInTransaction = errors.New("customer numbers must be taken before the transaction")

// reserveSerials takes the next serials in a transaction of its own and returns the last of them.
func (s *store) reserveSerials(ctx context.Context, count int64) (last int64, err error) {
	if s.db.InTransaction(ctx) {
		return 0, errInTransaction
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		last, err = s.addSerials(ctx, count)
		return err
	})
	return last, err
}

// addSerials takes the next serials in the transaction of ctx and returns the last of them.
func (s *store) addSerials(ctx context.Context, count int64) (last int64, err error) {
	err = s.db.One(ctx,
		"INSERT INTO counters (id, value) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET value = counters.value + $3 RETURNING value",
		[]any{serialCounter, firstSerial - 1 + count, count}, &last)
	if err != nil {
		return 0, fmt.Errorf("reserve customer numbers: %w", err)
	}
	return last, nil
}
