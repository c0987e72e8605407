package database

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
)

// The most parameters of one statement.
const (
	postgresParameters = 65_535
	sqliteParameters   = 32_766
)

func (db *DB) parameters() int {
	if db.IsPostgres() {
		return postgresParameters
	}
	return sqliteParameters
}

// Rows are rows of one table to be written in as few statements as the database allows. Use them to write many
// rows: building each row through the ent client costs more than the database does.
type Rows struct {
	Table   string
	Columns []string
	Values  [][]any // as the driver accepts them
	// OnConflict says what to do if a row exists already; without it that is an error.
	OnConflict []entsql.ConflictOption
}

// Insert writes the rows and returns how many were inserted or updated.
func (db *DB) Insert(ctx context.Context, rows Rows) (int64, error) {
	chunk, client := db.parameters()/len(rows.Columns), db.Client(ctx)
	var affected int64
	for start := 0; start < len(rows.Values); start += chunk {
		builder := entsql.Dialect(db.dialect).Insert(rows.Table).Columns(rows.Columns...)
		for _, values := range rows.Values[start:min(start+chunk, len(rows.Values))] {
			builder.Values(values...)
		}
		if len(rows.OnConflict) > 0 {
			builder.OnConflict(rows.OnConflict...)
		}
		query, arguments := builder.Query()
		result, err := client.ExecContext(ctx, query, arguments...)
		if err != nil {
			return affected, fmt.Errorf("insert into %s: %w", rows.Table, err)
		}
		count, err := result.RowsAffected()
		if err != nil {
			return affected, fmt.Errorf("insert into %s: %w", rows.Table, err)
		}
		affected += count
	}
	return affected, nil
}
