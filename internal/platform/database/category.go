package database

import (
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent/category"
)

// InCategory selects the rows whose column holds the category with the key, or one whose key begins with below.
// Keys are compared exactly: LIKE would ignore case on SQLite. There are few categories, so the column's index
// helps.
func (db *DB) InCategory(column, key, below string) func(sel *entsql.Selector) {
	categories := entsql.Dialect(db.dialect).Table(category.Table)
	path := categories.C(category.FieldPath)
	return func(sel *entsql.Selector) {
		sel.Where(entsql.In(sel.C(column),
			entsql.Dialect(db.dialect).Select(path).From(categories).Where(entsql.P(func(b *entsql.Builder) {
				b.WriteString(path + " = ").Arg(key).WriteString(" OR substr(" + path + ", 1, ")
				b.Arg(utf8.RuneCountInString(below)).WriteString(") = ").Arg(below)
			}))))
	}
}
