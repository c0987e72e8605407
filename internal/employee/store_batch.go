package employee

import (
	"context"
	"fmt"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entemployee "github.com/kartoteka/kartoteka/gen/ent/employee"
	"github.com/kartoteka/kartoteka/internal/database"
)

// updateChunk times the columns that updateMany sends stays below what both databases allow.
const updateChunk = 2_000

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

// updated is the one table of what updateMany writes: column, its type in PostgreSQL, value.
var updated = []struct {
	column, kind string
	value        func(e Employee) any
}{
	{entemployee.FieldSourceSystemID, "uuid", func(e Employee) any { return nullID(e.SourceSystemID) }},
	{entemployee.FieldEmail, "text", func(e Employee) any { return e.Email.Typed }},
	{entemployee.FieldEmailKey, "text", func(e Employee) any { return e.Email.Key }},
	{entemployee.FieldFirstName, "text", func(e Employee) any { return e.FirstName }},
	{entemployee.FieldLastName, "text", func(e Employee) any { return e.LastName }},
	{entemployee.FieldPhone, "text", func(e Employee) any { return e.Phone }},
	{entemployee.FieldRole, "text", func(e Employee) any { return string(e.Role) }},
	{entemployee.FieldIsDefault, "boolean", func(e Employee) any { return e.IsDefault }},
	{entemployee.FieldBlocked, "boolean", func(e Employee) any { return e.Blocked }},
}

// updateMany saves employees in as few statements as the database allows, each over its version.
func (s store) updateMany(ctx context.Context, employees []Employee, now time.Time) error {
	for chunk := range slices.Chunk(employees, updateChunk) {
		query, arguments := s.updateStatement(chunk, now)
		result, err := s.db.Client(ctx).ExecContext(ctx, query, arguments...)
		if err != nil {
			return fmt.Errorf("update employees: %w", err)
		}
		saved, err := result.RowsAffected()
		if err != nil {
			return fmt.Errorf("update employees: %w", err)
		}
		if saved != int64(len(chunk)) {
			return database.ErrRaced
		}
	}
	return nil
}

// updateStatement joins the table with the new values. PostgreSQL has to be told their types.
func (s store) updateStatement(employees []Employee, now time.Time) (string, []any) {
	b := &entsql.Builder{}
	b.SetDialect(s.db.Dialect())
	argument := func(value any, kind string) {
		b.Arg(value)
		if s.db.IsPostgres() {
			b.WriteString("::" + kind)
		}
	}
	b.WriteString("WITH incoming (id, version")
	for _, field := range updated {
		b.WriteString(", " + field.column)
	}
	b.WriteString(") AS (VALUES ")
	for i, e := range employees {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(")
		argument(e.ID, "uuid")
		b.WriteString(", ")
		argument(e.Version, "bigint")
		for _, field := range updated {
			b.WriteString(", ")
			argument(field.value(e), field.kind)
		}
		b.WriteString(")")
	}
	b.WriteString(") UPDATE employees SET version = incoming.version + 1, updated_at = ").Arg(now)
	for _, field := range updated {
		b.WriteString(", " + field.column + " = incoming." + field.column)
	}
	b.WriteString(" FROM incoming WHERE employees.id = incoming.id AND employees.version = incoming.version")
	return b.Query()
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
