package database

import (
	"slices"
	"strings"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

// TextIndex says where a table keeps folded text for its search box, and the full-text index that
// SQLite has of it. PostgreSQL has a trigram index of the column itself.
type TextIndex struct {
	Column string // the folded text
	Key    string // row key of the full-text index
	Table  string // the full-text index
}

// Contains asks for rows with a folded fragment anywhere in their text. PostgreSQL answers LIKE from
// its trigram index; SQLite is asked for the rows that hold every trigram of the fragment first, where
// it has any. The selection may get a name of its own afterwards.
func (db *DB) Contains(sel *entsql.Selector, index TextIndex, fragment string) *entsql.Predicate {
	column, key := sel.C(index.Column), sel.C(index.Key) // as the selection is named now
	like := entsql.P(func(b *entsql.Builder) {
		b.WriteString(column + " LIKE ").Arg(fold.LikePattern(fragment)).WriteString(` ESCAPE '\'`)
	})
	trigrams := trigramQuery(fragment)
	if db.IsPostgres() || trigrams == "" {
		return like
	}
	indexed := entsql.P(func(b *entsql.Builder) {
		b.WriteString(key + " IN (SELECT rowid FROM " + index.Table + " WHERE " + index.Table + " MATCH ").
			Arg(trigrams).WriteByte(')')
	})
	return entsql.And(indexed, like)
}

// trigramQuery is the full-text query for the rows that hold every trigram of a fragment.
func trigramQuery(fragment string) string {
	letters := []rune(fragment)
	var trigrams []string
	for i := 0; i+3 <= len(letters); i++ {
		trigram := `"` + strings.ReplaceAll(string(letters[i:i+3]), `"`, `""`) + `"`
		if !slices.Contains(trigrams, trigram) {
			trigrams = append(trigrams, trigram)
		}
	}
	return strings.Join(trigrams, " AND ")
}
