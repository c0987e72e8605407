package database

import (
	"context"
	"fmt"
	"reflect"

	entsql "entgo.io/ent/dialect/sql"
)

// Column is a column of a table, and what a thing has in it as the driver takes it.
type Column[T any] struct {
	Name  string
	Value func(thing T) any
}

// Table says in which columns things of one kind are kept. It is the declared way of writing them, one
// or many alike; how a row is read stays with the noun. Its first columns are id and version.
type Table[T any] struct {
	Name    string
	Columns []Column[T]
}

// Revision is a thing before and after a change.
type Revision[T any] struct{ Before, After T }

// Insert writes new things. It returns ErrRaced where somebody else has just taken a unique value or
// deleted what a thing refers to.
func (t Table[T]) Insert(ctx context.Context, db *DB, things ...T) error {
	rows := Rows{Table: t.Name, Columns: make([]string, len(t.Columns)), Values: make([][]any, len(things))}
	for i, column := range t.Columns {
		rows.Columns[i] = column.Name
	}
	for i, thing := range things {
		rows.Values[i] = t.row(thing)
	}
	_, err := db.Insert(ctx, rows)
	return Raced(err)
}

// Update writes the columns that differ in any of the revisions, over the versions before; the version
// after is the next one. It returns ErrRaced where a row is no longer at its version, or as Insert does.
func (t Table[T]) Update(ctx context.Context, db *DB, revisions ...Revision[T]) error {
	before, after := make([][]any, len(revisions)), make([][]any, len(revisions))
	rows := Rows{Table: t.Name, Columns: []string{t.Columns[0].Name, t.Columns[1].Name}, Values: make([][]any, len(revisions))}
	for i, revision := range revisions {
		before[i], after[i] = t.row(revision.Before), t.row(revision.After)
		rows.Values[i] = before[i][:2:2]
	}
	for at, column := range t.Columns[2:] {
		if !differ(before, after, at+2) {
			continue
		}
		rows.Columns = append(rows.Columns, column.Name)
		for i := range rows.Values {
			rows.Values[i] = append(rows.Values[i], after[i][at+2])
		}
	}
	return Raced(db.Update(ctx, rows))
}

// Delete deletes a thing at the version that it has. It returns ErrRaced where the row is no longer at that
// version, or where something has just come to refer to it.
func (t Table[T]) Delete(ctx context.Context, db *DB, thing T) error {
	key := t.row(thing)[:2]
	query, arguments := entsql.Dialect(db.dialect).Delete(t.Name).
		Where(entsql.And(entsql.EQ(idColumn, key[0]), entsql.EQ(versionColumn, key[1]))).Query()
	result, err := db.Client(ctx).ExecContext(ctx, query, arguments...)
	if err != nil {
		return fmt.Errorf("delete from %s: %w", t.Name, Raced(err))
	}
	deleted, err := result.RowsAffected()
	if err == nil && deleted == 0 {
		err = ErrRaced
	}
	return err
}

func (t Table[T]) row(thing T) []any {
	row := make([]any, len(t.Columns))
	for i, column := range t.Columns {
		row[i] = column.Value(thing)
	}
	return row
}

// differ reports whether a column has another value after than before in any row.
func differ(before, after [][]any, at int) bool {
	for i := range before {
		if !reflect.DeepEqual(before[i][at], after[i][at]) {
			return true
		}
	}
	return false
}
