package customer

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
)

// byTaxKey returns, by tax key, the first and the last customer that has it.
func (s *store) byTaxKey(ctx context.Context, keys []string) (map[string][]uuid.UUID, error) {
	if len(keys) == 0 {
		return nil, nil //nolint:nilnil // nobody was asked for, and a nil map can be read
	}
	var ends []struct {
		TaxKey string `json:"tax_key"`
		First  int64  `json:"first"`
		Last   int64  `json:"last"`
	}
	err := s.db.Client(ctx).Customer.Query().Where(entcustomer.TaxKeyIn(keys...)).GroupBy(entcustomer.FieldTaxKey).
		Aggregate(ent.As(ent.Min(entcustomer.FieldSerial), "first"), ent.As(ent.Max(entcustomer.FieldSerial), "last")).
		Scan(ctx, &ends)
	if err != nil {
		return nil, fmt.Errorf("find customers by tax ID: %w", err)
	}
	serials := make([]int64, 0, 2*len(ends))
	for _, end := range ends {
		serials = append(serials, end.First, end.Last)
	}
	rows, err := s.db.Client(ctx).Customer.Query().Where(entcustomer.SerialIn(serials...)).
		Select(entcustomer.FieldID, entcustomer.FieldTaxKey).Order(entcustomer.BySerial()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find customers by tax ID: %w", err)
	}
	found := make(map[string][]uuid.UUID, len(ends))
	for _, row := range rows {
		found[row.TaxKey] = append(found[row.TaxKey], row.ID)
	}
	return found, nil
}
