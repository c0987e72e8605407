package employee

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	entemployee "github.com/kartoteka/kartoteka/gen/ent/employee"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

func (s store) insert(ctx context.Context, employees []Employee) error {
	rows := database.Rows{
		Table: entemployee.Table,
		Columns: []string{
			entemployee.FieldID, entemployee.FieldVersion, entemployee.FieldCustomerID, entemployee.FieldSourceSystemID,
			entemployee.FieldEmail, entemployee.FieldEmailKey, entemployee.FieldFirstName, entemployee.FieldLastName,
			entemployee.FieldPhone, entemployee.FieldRole, entemployee.FieldIsDefault, entemployee.FieldBlocked,
			entemployee.FieldCreatedAt, entemployee.FieldUpdatedAt,
		},
		Values: make([][]any, len(employees)),
	}
	for i, e := range employees {
		rows.Values[i] = []any{
			e.ID, e.Version, e.CustomerID, nullID(e.SourceSystemID),
			e.Email.Typed, e.Email.Key, e.FirstName, e.LastName,
			e.Phone, string(e.Role), e.IsDefault, e.Blocked,
			e.CreatedAt, e.UpdatedAt,
		}
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// updateMany saves employees, each over its version.
func (s store) updateMany(ctx context.Context, employees []Employee, now time.Time) error {
	rows := database.Rows{
		Table: entemployee.Table,
		Columns: []string{
			entemployee.FieldID, entemployee.FieldVersion, entemployee.FieldUpdatedAt, entemployee.FieldSourceSystemID,
			entemployee.FieldEmail, entemployee.FieldEmailKey, entemployee.FieldFirstName, entemployee.FieldLastName,
			entemployee.FieldPhone, entemployee.FieldRole, entemployee.FieldIsDefault, entemployee.FieldBlocked,
		},
		Values: make([][]any, len(employees)),
	}
	for i, e := range employees {
		rows.Values[i] = []any{
			e.ID, e.Version, now, nullID(e.SourceSystemID),
			e.Email.Typed, e.Email.Key, e.FirstName, e.LastName,
			e.Phone, string(e.Role), e.IsDefault, e.Blocked,
		}
	}
	return s.db.Update(ctx, rows)
}

// clearDefaults takes the mark from employees that have it, without a version of its own: updateMany follows.
func (s store) clearDefaults(ctx context.Context, ids []uuid.UUID) error {
	for chunk := range slices.Chunk(ids, most) {
		err := s.db.Client(ctx).Employee.Update().
			Where(entemployee.IDIn(chunk...), entemployee.IsDefault(true)).
			SetIsDefault(false).
			Exec(ctx)
		if err != nil {
			return fmt.Errorf("clear default employees: %w", err)
		}
	}
	return nil
}

func (s store) deleteMany(ctx context.Context, ids []uuid.UUID) error {
	for chunk := range slices.Chunk(ids, most) {
		if _, err := s.db.Client(ctx).Employee.Delete().Where(entemployee.IDIn(chunk...)).Exec(ctx); err != nil {
			return fmt.Errorf("delete employees: %w", err)
		}
	}
	return nil
}

func nullID(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}
