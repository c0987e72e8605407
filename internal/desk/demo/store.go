package demo

import (
	"context"
	"fmt"

	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/staff"
)

// isFilled reports whether the demonstration has filled the database before. Errors: ErrUsed.
func (on Services) isFilled(ctx context.Context) (bool, error) {
	client := on.DB.Client(ctx)
	owner, err := client.Staff.Query().Where(staff.EmailKey(Email)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the demonstration's owner: %w", err)
	}
	erp, err := client.SourceSystem.Query().Where(sourcesystem.Code(sourceCode)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the demonstration's ERP: %w", err)
	}
	if owner && erp {
		return true, nil
	}
	for what, exist := range map[string]func(context.Context) (bool, error){
		"staff": client.Staff.Query().Exist, "keys": client.APIKey.Query().Exist, "source systems": client.SourceSystem.Query().Exist,
		"customers": client.Customer.Query().Exist, "groups": client.Group.Query().Exist,
		"products": client.Product.Query().Exist, "discounts": client.Discount.Query().Exist,
	} {
		used, err := exist(ctx)
		if err != nil {
			return false, fmt.Errorf("look for %s: %w", what, err)
		}
		if used {
			return false, ErrUsed
		}
	}
	return false, nil
}
