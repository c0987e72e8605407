package database

import (
	"slices"
	"strings"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

// TextIndex says where a table keeps the folded text that is searched, and which full-text index SQLite has of it.
// PostgreSQL has a trigram index of the column itself.
type TextIndex struct {
	Column string // the folded text
	Key    string // row key of the full-text index
	Table  string // the full-text index
}

// Contains selects the rows whose text contains a folded fragment. PostgreSQL answers LIKE from its trigram index.
// SQLite first finds the rows that contain every trigram of the fragment, if it has any. The selection may be
// given an alias afterwards.
func (db *DB) Contains(sel *entsql.Selector, index TextIndex, fragment string) *entsql.Predicate {
	column, key := sel.C(index.Column), sel.C(index.Key) // under the present name of the selection
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

// trigramQuery is the full-text query for the rows that contain every trigram of a fragment.
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
