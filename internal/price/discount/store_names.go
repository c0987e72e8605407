package discount

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/customer"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// name fills in what discounts are about is called: customers, groups, products and source systems, a
// statement for each kind.
func (s store) name(ctx context.Context, discounts []*Discount) error {
	wanted := map[engine.TargetKind][]uuid.UUID{}
	var skus []string
	var sources []uuid.UUID
	for _, d := range discounts {
		wanted[d.Target.Kind] = append(wanted[d.Target.Kind], d.Target.ID)
		if sku, ok := d.Scope.Product(); ok {
			skus = append(skus, sku)
		}
		if d.External.ID != "" {
			sources = append(sources, d.External.SourceSystemID)
		}
	}
	targets := map[uuid.UUID]string{}
	if err := s.customerNames(ctx, wanted[engine.Customer], targets); err != nil {
		return err
	}
	if err := s.groupNames(ctx, wanted[engine.Group], targets); err != nil {
		return err
	}
	items, err := s.productNames(ctx, skus)
	if err != nil {
		return err
	}
	codes, err := s.sourceCodes(ctx, sources)
	if err != nil {
		return err
	}
	for _, d := range discounts {
		sku, _ := d.Scope.Product()
		d.TargetName, d.ItemName, d.External.SourceSystem = targets[d.Target.ID], items[sku], codes[d.External.SourceSystemID]
	}
	return nil
}

func (s store) customerNames(ctx context.Context, ids []uuid.UUID, names map[uuid.UUID]string) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.db.Client(ctx).Customer.Query().Where(customer.IDIn(ids...)).
		Select(customer.FieldID, customer.FieldName).All(ctx)
	if err != nil {
		return fmt.Errorf("look up names of customers: %w", err)
	}
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return nil
}

func (s store) groupNames(ctx context.Context, ids []uuid.UUID, names map[uuid.UUID]string) error {
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.db.Client(ctx).Group.Query().Where(entgroup.IDIn(ids...)).
		Select(entgroup.FieldID, entgroup.FieldName).All(ctx)
	if err != nil {
		return fmt.Errorf("look up names of groups: %w", err)
	}
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return nil
}

func (s store) productNames(ctx context.Context, skus []string) (map[string]string, error) {
	if len(skus) == 0 {
		return nil, nil
	}
	rows, err := s.db.Client(ctx).Product.Query().Where(product.SkuIn(skus...)).
		Select(product.FieldSku, product.FieldName).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up names of products: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		names[row.Sku] = row.Name
	}
	return names, nil
}

func (s store) sourceCodes(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.IDIn(ids...)).
		Select(sourcesystem.FieldID, sourcesystem.FieldCode).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up codes of source systems: %w", err)
	}
	codes := make(map[uuid.UUID]string, len(rows))
	for _, row := range rows {
		codes[row.ID] = row.Code
	}
	return codes, nil
}
