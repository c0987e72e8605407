package database

import (
	"unicode/utf8"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent/category"
	"github.com/kartoteka/kartoteka/internal/pricing"
)

// InCategory asks for rows whose column names the category or one below it, to the letter: LIKE would
// not mind the case on SQLite. The categories are few, so that the index of the column helps.
func (db *DB) InCategory(column, key string) func(sel *entsql.Selector) {
	prefix := pricing.BelowCategory(key)
	categories := entsql.Dialect(db.dialect).Table(category.Table)
	path := categories.C(category.FieldPath)
	return func(sel *entsql.Selector) {
		sel.Where(entsql.In(sel.C(column),
			entsql.Dialect(db.dialect).Select(path).From(categories).Where(entsql.P(func(b *entsql.Builder) {
				b.WriteString(path + " = ").Arg(key).WriteString(" OR substr(" + path + ", 1, ")
				b.Arg(utf8.RuneCountInString(prefix)).WriteString(") = ").Arg(prefix)
			}))))
	}
}
