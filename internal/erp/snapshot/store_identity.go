package snapshot

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/identity"
)

// countKnown counts the contractors that the source system has.
func (s *store) countKnown(ctx context.Context, sourceID uuid.UUID) (int64, error) {
	count, err := s.db.Client(ctx).Identity.Query().Where(identity.SourceSystemID(sourceID), identity.Absent(false)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count contractors of source system %s: %w", sourceID, err)
	}
	return int64(count), nil
}

// markAbsent records that the contractors are absent from the source system.
func (s *store) markAbsent(ctx context.Context, contractors []Contractor) error {
	ids := make([]uuid.UUID, len(contractors))
	for i, c := range contractors {
		ids[i] = c.IdentityID
	}
	if err := s.db.Client(ctx).Identity.Update().Where(identity.IDIn(ids...)).SetAbsent(true).Exec(ctx); err != nil {
		return fmt.Errorf("mark contractors absent: %w", err)
	}
	return nil
}

// withoutContractor returns the customers that have no present contractor of the source system.
func (s *store) withoutContractor(ctx context.Context, sourceID uuid.UUID, customers []uuid.UUID) ([]uuid.UUID, error) {
	var named []struct {
		CustomerID uuid.UUID `sql:"customer_id"`
	}
	err := s.db.Client(ctx).Identity.Query().
		Where(identity.SourceSystemID(sourceID), identity.CustomerIDIn(customers...), identity.Absent(false)).
		Select(identity.FieldCustomerID).Scan(ctx, &named)
	if err != nil {
		return nil, fmt.Errorf("look for other contractors: %w", err)
	}
	still := make(map[uuid.UUID]bool, len(named))
	for _, one := range named {
		still[one.CustomerID] = true
	}
	return slices.DeleteFunc(slices.Clone(customers), func(id uuid.UUID) bool { return still[id] }), nil
}
