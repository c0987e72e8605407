package conflict

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/syncconflict"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

type store struct{ db *database.DB }

// save writes conflicts. A newer conflict of a field replaces an older one.
func (s *store) save(ctx context.Context, conflicts []Conflict) error {
	rows := database.Rows{
		Table: syncconflict.Table,
		Columns: []string{
			syncconflict.FieldID, syncconflict.FieldSourceSystemID, syncconflict.FieldCustomerID, syncconflict.FieldField,
			syncconflict.FieldShopValue, syncconflict.FieldErpValue, syncconflict.FieldAt,
		},
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(syncconflict.FieldSourceSystemID, syncconflict.FieldCustomerID, syncconflict.FieldField),
			entsql.ResolveWith(func(u *entsql.UpdateSet) {
				u.SetExcluded(syncconflict.FieldID).SetExcluded(syncconflict.FieldShopValue).
					SetExcluded(syncconflict.FieldErpValue).SetExcluded(syncconflict.FieldAt)
			}),
		},
	}
	for _, c := range conflicts {
		rows.Values = append(rows.Values, []any{id.New(), c.SourceSystemID, c.CustomerID, c.Field, c.ShopValue, c.ERPValue, c.At})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

func (s *store) get(ctx context.Context, conflictID uuid.UUID) (Conflict, error) {
	row, err := s.db.Client(ctx).SyncConflict.Get(ctx, conflictID)
	if ent.IsNotFound(err) {
		return Conflict{}, errNotFound
	}
	if err != nil {
		return Conflict{}, fmt.Errorf("get conflict %s: %w", conflictID, err)
	}
	return fromRow(row), nil
}

// delete deletes a conflict. It finds none that another call has just deleted.
func (s *store) delete(ctx context.Context, conflictID uuid.UUID) error {
	deleted, err := s.db.Client(ctx).SyncConflict.Delete().Where(syncconflict.ID(conflictID)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete conflict %s: %w", conflictID, err)
	}
	if deleted != 1 {
		return errNotFound
	}
	return nil
}

// list returns the newest conflicts of a source system with ids below the given one; Nil begins with the
// newest.
func (s *store) list(ctx context.Context, sourceID, below uuid.UUID, limit int) ([]Conflict, error) {
	query := s.db.Client(ctx).SyncConflict.Query().Where(syncconflict.SourceSystemID(sourceID)).
		WithCustomer(func(q *ent.CustomerQuery) { q.Select(entcustomer.FieldID, entcustomer.FieldName) })
	if below != uuid.Nil {
		query.Where(syncconflict.IDLT(below))
	}
	rows, err := query.Order(syncconflict.ByID(entsql.OrderDesc())).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list conflicts of source system %s: %w", sourceID, err)
	}
	conflicts := make([]Conflict, len(rows))
	for i, row := range rows {
		conflicts[i] = fromRow(row)
		conflicts[i].CustomerName = row.Edges.Customer.Name
	}
	return conflicts, nil
}

// mustKnow refuses an unknown source system.
func (s *store) mustKnow(ctx context.Context, sourceID uuid.UUID) error {
	found, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.ID(sourceID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up source system %s: %w", sourceID, err)
	}
	if !found {
		return fault.New(fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", "There is no such source system.")
	}
	return nil
}

func fromRow(row *ent.SyncConflict) Conflict {
	return Conflict{
		ID: row.ID, SourceSystemID: row.SourceSystemID, CustomerID: row.CustomerID, Field: row.Field,
		ShopValue: row.ShopValue, ERPValue: row.ErpValue, At: row.At,
	}
}
