package customer

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// missingReferences names the fields of a customer that point at nothing.
func (s *store) missingReferences(ctx context.Context, c *Customer) ([]fault.Field, error) {
	var missing []fault.Field
	client := s.db.Client(ctx)
	if c.AccountManagerID != uuid.Nil {
		found, err := client.Staff.Query().Where(staff.ID(c.AccountManagerID)).Exist(ctx)
		if err != nil {
			return nil, fmt.Errorf("look up account manager: %w", err)
		}
		if !found {
			missing = append(missing, fault.Field{Path: "customer.accountManagerId", Reason: "STAFF_NOT_FOUND", Text: "There is no such staff member."})
		}
	}
	found, err := client.Shop.Query().Where(shop.IDIn(c.ShopIDs...)).Count(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up shops: %w", err)
	}
	if found < len(c.ShopIDs) {
		missing = append(missing, fault.Field{Path: "customer.shopIds", Reason: "SHOP_NOT_FOUND", Text: "There is no such shop."})
	}
	return missing, nil
}
