package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

const (
	// renewedKeys is the version of the migration that makes keys and search texts anew.
	renewedKeys = 20261201020000
	// renewedAtOnce is how many rows the migration reads at once.
	renewedAtOnce = 1000
)

// renewal says how columns of a table follow from others.
type renewal struct {
	table string
	reads []string
	sets  []string
	make  func(read []string) []any
}

// renewals are all columns that are keys of names or texts for the search box.
var renewals = []renewal{
	{"customer_groups", []string{"name"}, []string{"name_key", "search_text"}, func(of []string) []any {
		return []any{fold.UniqueKey(of[0]), fold.Search(of[0])}
	}},
	{"held_memberships", []string{"name"}, []string{"name_key"}, func(of []string) []any { return []any{fold.UniqueKey(of[0])} }},
	{"staff", []string{"code", "name", "email"}, []string{"code_key", "search_text"}, func(of []string) []any {
		return []any{text.Identity(of[0]), fold.Search(of[1], of[2], of[0])}
	}},
	{"products", []string{"sku", "name", "brand"}, []string{"search_text"}, searchOfAll},
	{"brands", []string{"name"}, []string{"search_text"}, searchOfAll},
	{"categories", []string{"path"}, []string{"search_text"}, func(of []string) []any {
		return []any{fold.Search(of[0][strings.LastIndexByte(of[0], '\x1f')+1:])}
	}},
	{"discounts", []string{"name"}, []string{"search_text"}, searchOfAll},
	{"coupons", []string{"code", "name"}, []string{"search_text"}, searchOfAll},
	// What other tables have to say of a customer stands in the old text, on lines of their own.
	{"customers", []string{"name", "first_name", "last_name", "registration_number", "search_text"}, []string{"search_text"}, func(of []string) []any {
		known := []string{of[0], of[1] + " " + of[2], of[3]}
		return []any{fold.Search(append(known, strings.Split(of[4], "\n")...)...)}
	}},
}

func searchOfAll(of []string) []any { return []any{fold.Search(of...)} }

// RenewKeys tells names apart by every letter, where accents did not count, and makes the texts of the search box
// anew, in which punctuation counts no more. SQL cannot fold, so this is Go.
func RenewKeys(ctx context.Context, tx *sql.Tx) error {
	for _, r := range renewals {
		if err := r.run(ctx, tx); err != nil {
			return fmt.Errorf("renew keys of %s: %w", r.table, err)
		}
	}
	return nil
}

func (r renewal) run(ctx context.Context, tx *sql.Tx) error {
	save := r.saveQuery()
	for last := "00000000-0000-0000-0000-000000000000"; ; {
		ids, rows, err := r.read(ctx, tx, last)
		if err != nil || len(ids) == 0 {
			return err
		}
		for i, id := range ids {
			if _, err := tx.ExecContext(ctx, save, append(r.make(rows[i]), id)...); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
		}
		last = ids[len(ids)-1]
	}
}

func (r renewal) saveQuery() string {
	sets := make([]string, len(r.sets))
	for i, column := range r.sets {
		sets[i] = fmt.Sprintf("%s = $%d", column, i+1)
	}
	return fmt.Sprintf("UPDATE %s SET %s WHERE id = $%d", r.table, strings.Join(sets, ", "), len(sets)+1)
}

func (r renewal) read(ctx context.Context, tx *sql.Tx, last string) (ids []string, read [][]string, err error) {
	query := strings.Join([]string{"SELECT id,", strings.Join(r.reads, ", "), "FROM", r.table, "WHERE id > $1 ORDER BY id LIMIT $2"}, " ")
	rows, err := tx.QueryContext(ctx, query, last, renewedAtOnce)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		values := make([]string, len(r.reads))
		into := []any{&id}
		for i := range values {
			into = append(into, &values[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, nil, err
		}
		ids, read = append(ids, id), append(read, values)
	}
	return ids, read, rows.Err()
}
