package customer

import (
	"context"

	"github.com/google/uuid"
)

// WithTaxKeys returns customers by their tax key: of each key at most two, which is enough to find another than a given one.
func (s *Service) WithTaxKeys(ctx context.Context, keys []string) (map[string][]uuid.UUID, error) {
	return s.store.byTaxKey(ctx, keys)
}

// findTwin notes another customer with the same tax ID.
func (s *Service) findTwin(ctx context.Context, c *Customer) error {
	c.TwinID = uuid.Nil
	if c.TaxKey == "" {
		return nil
	}
	found, err := s.store.byTaxKey(ctx, []string{c.TaxKey})
	for _, id := range found[c.TaxKey] {
		if id != c.ID {
			c.TwinID = id
			break
		}
	}
	return err
}
