package discount

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
)

// lockSource notes the contact and locks the source system's row until the transaction ends.
func (s store) lockSource(ctx context.Context, source uuid.UUID, now time.Time) error {
	affected, err := s.db.Client(ctx).SourceSystem.Update().Where(sourcesystem.ID(source)).SetLastContactAt(now).Save(ctx)
	if err == nil && affected != 1 {
		err = errors.New("it is gone")
	}
	if err != nil {
		return fmt.Errorf("lock source system %s: %w", source, err)
	}
	return nil
}

// pushed returns the discounts that the source system has pushed, by external id.
func (s store) pushed(ctx context.Context, source uuid.UUID, externalIDs []string) (map[string]*Discount, error) {
	rows, err := s.db.Client(ctx).Discount.Query().
		Where(entdiscount.SourceSystemID(source), entdiscount.ExternalIDIn(externalIDs...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up discounts of source system %s: %w", source, err)
	}
	found := make(map[string]*Discount, len(rows))
	for _, d := range fromRows(rows) {
		found[d.External.ID] = d
	}
	return found, nil
}

// contractors returns the customers that the source system calls so.
func (s store) contractors(ctx context.Context, source uuid.UUID, externalIDs []string) (map[string]uuid.UUID, error) {
	if len(externalIDs) == 0 {
		return nil, nil
	}
	rows, err := s.db.Client(ctx).Identity.Query().
		Where(identity.SourceSystemID(source), identity.ExternalIDIn(externalIDs...)).
		Select(identity.FieldExternalID, identity.FieldCustomerID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up contractors of source system %s: %w", source, err)
	}
	found := make(map[string]uuid.UUID, len(rows))
	for _, row := range rows {
		found[row.ExternalID] = row.CustomerID
	}
	return found, nil
}

// ofContractors returns the discounts that came with contractors: those of the customers, whichever
// source system said them, and those under the contractors' own external ids.
func (s store) ofContractors(ctx context.Context, source uuid.UUID, wanted []OfContractor) ([]*Discount, error) {
	customers, externalIDs := make([]uuid.UUID, len(wanted)), make([]string, len(wanted))
	for i, want := range wanted {
		customers[i], externalIDs[i] = want.CustomerID, contractorPrefix+want.ExternalID
	}
	rows, err := s.db.Client(ctx).Discount.Query().
		Where(entdiscount.Or(
			entdiscount.And(entdiscount.CustomerIDIn(customers...), entdiscount.ExternalIDHasPrefix(contractorPrefix)),
			entdiscount.And(entdiscount.SourceSystemID(source), entdiscount.ExternalIDIn(externalIDs...)),
		)).
		Order(entdiscount.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up discounts of contractors: %w", err)
	}
	return fromRows(rows), nil
}

func fromRows(rows []*ent.Discount) []*Discount {
	discounts := make([]*Discount, len(rows))
	for i, row := range rows {
		discounts[i] = fromRow(row)
	}
	return discounts
}
