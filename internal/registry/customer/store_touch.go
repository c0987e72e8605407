package customer

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
)

// mostTouched is how many customers one statement touches.
const mostTouched = 1000

// touched is a customer's version after something that hangs on it has changed.
type touched struct {
	id      uuid.UUID
	version int64
}

// touch raises the versions of customers in one statement, which also locks their rows until the
// transaction ends. Unknown ids are left out.
func (s *store) touch(ctx context.Context, ids []uuid.UUID, now time.Time) ([]touched, error) {
	query, arguments := entsql.Dialect(s.db.Dialect()).Update(entcustomer.Table).
		Add(entcustomer.FieldVersion, 1).
		Set(entcustomer.FieldUpdatedAt, now).
		Where(entsql.In(entcustomer.FieldID, anys(ids)...)).
		Returning(entcustomer.FieldID, entcustomer.FieldVersion).
		Query()
	var all []touched
	err := s.db.Each(ctx, query, arguments, func(row *sql.Rows) error {
		var one touched
		err := row.Scan(&one.id, &one.version)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("touch customers: %w", err)
	}
	return all, nil
}

// rederive writes anew what is derived from what hangs on customers.
func (s *store) rederive(ctx context.Context, ids []uuid.UUID) error {
	loaded, err := s.load(ctx, ids)
	if err != nil {
		return err
	}
	for _, c := range loaded {
		err := s.db.Client(ctx).Customer.Update().Where(entcustomer.ID(c.ID)).
			SetHasDefaultEmployee(c.HasDefaultEmployee).
			SetNeedsDefaultEmployee(c.NeedsDefaultEmployee()).
			SetSearchText(searchText(c)).
			Exec(ctx)
		if err != nil {
			return fmt.Errorf("derive customer %s: %w", c.ID, err)
		}
	}
	return nil
}
