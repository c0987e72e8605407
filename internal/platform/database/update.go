package database

import (
	"context"
	"fmt"
	"slices"

	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/schema/field"

	"github.com/kartoteka/kartoteka/gen/ent/migrate"
)

// The columns that Update begins with, and by which it finds a row.
const (
	idColumn      = "id"
	versionColumn = "version"
)

// Update writes each row over the one with the same id and version, whose version grows by one. The
// columns begin with id and version; OnConflict is not looked at. Where a row is no longer at its
// version, it returns ErrRaced. It is for the same kind of writes as Insert.
func (db *DB) Update(ctx context.Context, rows Rows) error {
	kinds, err := rows.kinds()
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(rows.Values, db.parameters()/len(rows.Columns)) {
		query, arguments := db.updateStatement(rows, kinds, chunk)
		result, err := db.Client(ctx).ExecContext(ctx, query, arguments...)
		if err != nil {
			return fmt.Errorf("update %s: %w", rows.Table, err)
		}
		saved, err := result.RowsAffected()
		if err != nil {
			return fmt.Errorf("update %s: %w", rows.Table, err)
		}
		if saved != int64(len(chunk)) {
			return ErrRaced
		}
	}
	return nil
}

// updateStatement joins the table with the new values. PostgreSQL has to be told their types.
func (db *DB) updateStatement(rows Rows, kinds []string, values [][]any) (string, []any) {
	b := &entsql.Builder{}
	b.SetDialect(db.dialect)
	b.WriteString("WITH incoming (").IdentComma(rows.Columns...).WriteString(") AS (VALUES ")
	for i, row := range values {
		if i > 0 {
			b.Comma()
		}
		b.WriteString("(")
		for j, value := range row {
			if j > 0 {
				b.Comma()
			}
			b.Arg(value)
			if db.IsPostgres() && i == 0 {
				b.WriteString("::" + kinds[j])
			}
		}
		b.WriteString(")")
	}
	b.WriteString(") UPDATE ").Ident(rows.Table).WriteString(" SET version = incoming.version + 1")
	for _, column := range rows.Columns[2:] {
		b.Comma().Ident(column).WriteString(" = incoming.").Ident(column)
	}
	b.WriteString(" FROM incoming WHERE incoming.id = ").Ident(rows.Table).WriteString(".id")
	b.WriteString(" AND incoming.version = ").Ident(rows.Table).WriteString(".version")
	return b.Query()
}

// kinds are the types of the columns in PostgreSQL, from which a value is assigned to them.
func (r Rows) kinds() ([]string, error) {
	if len(r.Columns) < 2 || r.Columns[0] != idColumn || r.Columns[1] != versionColumn {
		return nil, fmt.Errorf("update %s: the columns do not begin with id and version", r.Table)
	}
	kinds := make([]string, len(r.Columns))
	for _, table := range migrate.Tables {
		if table.Name != r.Table {
			continue
		}
		for _, column := range table.Columns {
			if at := slices.Index(r.Columns, column.Name); at >= 0 {
				kinds[at] = kindOf(column.Type)
			}
		}
	}
	if at := slices.Index(kinds, ""); at >= 0 {
		return nil, fmt.Errorf("update %s: no column %s", r.Table, r.Columns[at])
	}
	return kinds, nil
}

func kindOf(t field.Type) string {
	switch t {
	case field.TypeUUID:
		return "uuid"
	case field.TypeBytes:
		return "bytea"
	case field.TypeJSON:
		return "jsonb"
	case field.TypeTime:
		return "timestamptz"
	case field.TypeBool:
		return "boolean"
	case field.TypeString:
		return "text"
	default:
		return "bigint"
	}
}
