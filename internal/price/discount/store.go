package discount

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/customer"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/pastdiscount"
	"github.com/kartoteka/kartoteka/gen/ent/product"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var errNotFound = fault.New(fault.NotFound, "DISCOUNT_NOT_FOUND", "There is no such discount.")

// store keeps discounts. It is the only part of the package that knows the tables.
type store struct {
	db *database.DB
}

func (s store) get(ctx context.Context, id uuid.UUID) (*Discount, error) {
	row, err := s.db.Client(ctx).Discount.Get(ctx, id)
	if ent.IsNotFound(err) {
		return nil, errNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("get discount %s: %w", id, err)
	}
	return fromRow(row), nil
}

// column is a column of a table with its value.
type column struct {
	name  string
	value func(d *Discount) any
}

// granted are the columns that a discount and what it was have in common.
var granted = []column{
	{entdiscount.FieldName, func(d *Discount) any { return d.Name }},
	{entdiscount.FieldTargetID, func(d *Discount) any { return d.Target.ID }},
	{entdiscount.FieldTargetKind, func(d *Discount) any { return string(d.Target.Kind) }},
	{entdiscount.FieldScope, func(d *Discount) any { return string(d.Scope) }},
	{entdiscount.FieldPercentE2, func(d *Discount) any { return d.Percent.E2() }},
	{entdiscount.FieldFixedPriceE4, func(d *Discount) any { return d.FixedPrice.E4() }},
	{entdiscount.FieldFixedPriceCurrency, func(d *Discount) any { return d.FixedPrice.Currency }},
	{entdiscount.FieldMinQuantityE4, func(d *Discount) any { return money.QuantityE4(d.MinQuantity) }},
	{entdiscount.FieldPriority, func(d *Discount) any { return d.Priority }},
	{entdiscount.FieldValidFrom, func(d *Discount) any { return string(d.ValidFrom) }},
	{entdiscount.FieldValidTo, func(d *Discount) any { return string(d.ValidTo) }},
	{entdiscount.FieldOrigin, func(d *Discount) any { return string(d.Origin) }},
	{entdiscount.FieldEndedAt, func(d *Discount) any { return orNull(d.EndedAt, d.IsEnded()) }},
}

// kept are the other columns of a discount.
var kept = []column{
	{entdiscount.FieldID, func(d *Discount) any { return d.ID }},
	{entdiscount.FieldVersion, func(d *Discount) any { return d.Version }},
	{entdiscount.FieldCreatedAt, func(d *Discount) any { return d.CreatedAt }},
	{entdiscount.FieldUpdatedAt, func(d *Discount) any { return d.UpdatedAt }},
	{entdiscount.FieldSearchText, func(d *Discount) any { return fold.Search(d.Name) }},
	{entdiscount.FieldCustomerID, func(d *Discount) any { return orNull(d.Target.ID, d.Target.Kind == engine.Customer) }},
	{entdiscount.FieldGroupID, func(d *Discount) any { return orNull(d.Target.ID, d.Target.Kind == engine.Group && !d.IsEnded()) }},
	{entdiscount.FieldSourceSystemID, func(d *Discount) any { return orNull(d.External.SourceSystemID, d.External.ID != "") }},
	{entdiscount.FieldExternalID, func(d *Discount) any { return orNull(d.External.ID, d.External.ID != "") }},
	{entdiscount.FieldSourceRevision, func(d *Discount) any { return d.External.Revision }},
}

func orNull(value any, isThere bool) any {
	if !isThere {
		return nil
	}
	return value
}

// inOrderOfLocks compares discounts by what writing them locks: the price list of the target, and the
// discount itself.
func inOrderOfLocks(a, b *Discount) int {
	return cmp.Or(bytes.Compare(a.Target.ID[:], b.Target.ID[:]), bytes.Compare(a.ID[:], b.ID[:]))
}

// save writes discounts, new ones and changed ones alike, these over the version before their own.
func (s store) save(ctx context.Context, discounts []*Discount) error {
	rows := rowsOf(entdiscount.Table, slices.Concat(kept, granted), discounts)
	rows.OnConflict = []entsql.ConflictOption{
		entsql.ConflictColumns(entdiscount.FieldID),
		entsql.ResolveWithNewValues(),
		entsql.UpdateWhere(entsql.ExprP("discounts.version = excluded.version - 1")),
	}
	saved, err := s.db.Insert(ctx, rows)
	if err != nil {
		return database.Raced(err)
	}
	if saved != int64(len(discounts)) {
		return database.ErrRaced
	}
	return nil
}

// keepPast keeps what discounts were until they changed, for prices of the past.
func (s store) keepPast(ctx context.Context, transitions []transition) error {
	var before []*Discount
	var until []time.Time
	for _, r := range transitions {
		if r.before != nil && !r.before.UpdatedAt.Equal(r.after.UpdatedAt) {
			before, until = append(before, r.before), append(until, r.after.UpdatedAt)
		}
	}
	rows := rowsOf(pastdiscount.Table, granted, before)
	rows.Columns = append(rows.Columns, pastdiscount.FieldID, pastdiscount.FieldDiscountID, pastdiscount.FieldSince, pastdiscount.FieldUntil)
	for i, d := range before {
		rows.Values[i] = append(rows.Values[i], id.New(), d.ID, d.UpdatedAt, until[i])
	}
	if _, err := s.db.Insert(ctx, rows); err != nil {
		return database.Raced(err)
	}
	return nil
}

func rowsOf(table string, columns []column, discounts []*Discount) database.Rows {
	rows := database.Rows{Table: table, Values: make([][]any, len(discounts))}
	for _, column := range columns {
		rows.Columns = append(rows.Columns, column.name)
	}
	for i, d := range discounts {
		for _, column := range columns {
			rows.Values[i] = append(rows.Values[i], column.value(d))
		}
	}
	return rows
}

// hasTarget reports whether there is such a customer or group; there is always everyone.
func (s store) hasTarget(ctx context.Context, target engine.Target) (found bool, err error) {
	switch target.Kind {
	case engine.Customer:
		found, err = s.db.Client(ctx).Customer.Query().Where(customer.ID(target.ID)).Exist(ctx)
	case engine.Group:
		found, err = s.db.Client(ctx).Group.Query().Where(entgroup.ID(target.ID)).Exist(ctx)
	default:
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look up target %s: %w", target.ID, err)
	}
	return found, nil
}

func (s store) hasProduct(ctx context.Context, sku string) (bool, error) {
	found, err := s.db.Client(ctx).Product.Query().Where(product.Sku(sku)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up product: %w", err)
	}
	return found, nil
}

func fromRow(row *ent.Discount) *Discount {
	d := &Discount{
		Discount: engine.Discount{
			ID: row.ID, Name: row.Name,
			Target: engine.Target{Kind: engine.TargetKind(row.TargetKind), ID: row.TargetID}, Scope: engine.Scope(row.Scope),
			Percent: money.PercentFromE2(row.PercentE2), MinQuantity: money.QuantityFromE4(row.MinQuantityE4),
			Priority: row.Priority, ValidFrom: engine.Day(row.ValidFrom), ValidTo: engine.Day(row.ValidTo),
			Origin: engine.Origin(row.Origin),
		},
		Version: row.Version, CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
		External: External{Revision: row.SourceRevision},
	}
	if d.IsFixed() {
		d.FixedPrice = money.FromE4(row.FixedPriceE4, row.FixedPriceCurrency)
	}
	if row.EndedAt != nil {
		d.EndedAt = *row.EndedAt
	}
	if row.SourceSystemID != nil && row.ExternalID != nil {
		d.External.SourceSystemID, d.External.ID = *row.SourceSystemID, *row.ExternalID
	}
	return d
}
