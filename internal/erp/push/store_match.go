package push

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	entidentity "github.com/kartoteka/kartoteka/gen/ent/identity"
)

// manyMatches is how many customers with one key are enough to know that the match is ambiguous.
const manyMatches = 2

// match returns, by key, the customers that have one of the keys and are not yet known to the source
// system. It may leave out matches of a key after the second.
func (s *store) match(ctx context.Context, source uuid.UUID, by matchBy, keys map[string][]int) (map[string][]uuid.UUID, error) {
	wanted := slices.Collect(maps.Keys(keys))
	query := s.db.Client(ctx).Customer.Query().
		Where(entcustomer.Not(entcustomer.HasIdentitiesWith(entidentity.SourceSystemID(source))))
	if by == matchByTaxID {
		query.Where(entcustomer.TaxKeyIn(wanted...))
	} else {
		query.Where(entcustomer.EmailKeyIn(wanted...))
	}
	rows, err := query.Select(entcustomer.FieldID, entcustomer.FieldTaxKey, entcustomer.FieldEmailKey).
		Order(entcustomer.BySerial()).Limit(manyMatches * MaxRecords).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("match customers: %w", err)
	}
	found := make(map[string][]uuid.UUID, len(rows))
	for _, row := range rows {
		key := keyOf(row, by)
		found[key] = append(found[key], row.ID)
	}
	return found, nil
}

func keyOf(row *ent.Customer, by matchBy) string {
	if by == matchByTaxID {
		return row.TaxKey
	}
	return row.EmailKey
}
