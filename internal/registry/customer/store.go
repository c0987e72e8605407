package customer

import (
	"context"
	"fmt"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/ent/schema"
	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errNotFound = fault.New(fault.NotFound, "CUSTOMER_NOT_FOUND", "There is no such customer.")

// store keeps customers. It is the only part of the package that knows the tables.
type store struct {
	db          *database.DB
	mostCounted int
}

func newStore(db *database.DB) *store { return &store{db: db, mostCounted: mostCounted} }

// table is where customers are kept: what every row has and what is derived, then the fields. FromRow
// reads it back.
var table = database.Table[*Customer]{Name: entcustomer.Table, Columns: append([]column{
	{Name: entcustomer.FieldID, Value: func(c *Customer) any { return c.ID }},
	{Name: entcustomer.FieldVersion, Value: func(c *Customer) any { return c.Version }},
	{Name: entcustomer.FieldCreatedAt, Value: func(c *Customer) any { return c.CreatedAt }},
	{Name: entcustomer.FieldUpdatedAt, Value: func(c *Customer) any { return c.UpdatedAt }},
	{Name: entcustomer.FieldSerial, Value: func(c *Customer) any { return c.Serial }},
	{Name: entcustomer.FieldNumber, Value: func(c *Customer) any { return c.Number() }},
	{Name: entcustomer.FieldOrigin, Value: func(c *Customer) any { return string(c.Origin) }},
	{Name: entcustomer.FieldStatus, Value: func(c *Customer) any { return string(c.Status()) }},
	{Name: entcustomer.FieldHasDefaultEmployee, Value: func(c *Customer) any { return c.HasDefaultEmployee }},
	{Name: entcustomer.FieldNeedsDefaultEmployee, Value: func(c *Customer) any { return c.NeedsDefaultEmployee() }},
	{Name: entcustomer.FieldSearchText, Value: func(c *Customer) any { return searchText(c) }},
}, slices.Concat(each(func(f field) []column { return f.columns })...)...)}

// readColumns are what fromRow reads: not the search text, which is as long as all others together.
func readColumns() []string {
	names := make([]string, 0, len(table.Columns))
	for _, column := range table.Columns {
		if column.Name != entcustomer.FieldSearchText {
			names = append(names, column.Name)
		}
	}
	return names
}

// insert writes new customers with their shops.
func (s *store) insert(ctx context.Context, customers []*Customer) error {
	if err := table.Insert(ctx, s.db, customers...); err != nil {
		return err
	}
	shops := database.Rows{Table: entcustomer.ShopsTable, Columns: entcustomer.ShopsPrimaryKey}
	for _, c := range customers {
		for _, shop := range c.ShopIDs {
			shops.Values = append(shops.Values, []any{c.ID, shop})
		}
	}
	_, err := s.db.Insert(ctx, shops)
	return err
}

// update writes the columns that differ in any of the revisions and raises the versions, if each row
// is still at the version of its state before.
func (s *store) update(ctx context.Context, revisions ...database.Revision[*Customer]) error {
	for _, r := range revisions {
		r.After.Version = r.Before.Version + 1
	}
	if err := table.Update(ctx, s.db, revisions...); err != nil {
		return err
	}
	return s.setShops(ctx, revisions)
}

// setShops writes the shops of the customers whose shops have changed.
func (s *store) setShops(ctx context.Context, revisions []database.Revision[*Customer]) error {
	rows := database.Rows{Table: entcustomer.ShopsTable, Columns: entcustomer.ShopsPrimaryKey}
	var moved []any
	for _, r := range revisions {
		if slices.Equal(inOrder(r.Before.ShopIDs), inOrder(r.After.ShopIDs)) {
			continue
		}
		moved = append(moved, r.After.ID)
		for _, shop := range r.After.ShopIDs {
			rows.Values = append(rows.Values, []any{r.After.ID, shop})
		}
	}
	if len(moved) == 0 {
		return nil
	}
	query, arguments := entsql.Dialect(s.db.Dialect()).Delete(entcustomer.ShopsTable).
		Where(entsql.In(entcustomer.ShopsPrimaryKey[0], moved...)).Query()
	if _, err := s.db.Client(ctx).ExecContext(ctx, query, arguments...); err != nil {
		return fmt.Errorf("take customers out of shops: %w", err)
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

func fromRow(row *ent.Customer) *Customer {
	c := &Customer{
		ID: row.ID, Version: row.Version, Serial: row.Serial,
		Kind: Kind(row.Kind), Name: row.Name, FirstName: row.FirstName, LastName: row.LastName,
		Email: email.Address{Typed: row.Email, Key: row.EmailKey},
		Phone: row.Phone, PhoneKey: row.PhoneKey,
		TaxID: row.TaxID, TaxCountry: country.Code(row.TaxCountry), TaxKey: row.TaxKey,
		RegistrationNumber: row.RegistrationNumber, TaxOffice: row.TaxOffice, TaxStatus: TaxStatus(row.TaxStatus),
		AccountState: AccountState(row.AccountState), Approval: Approval(row.Approval),
		PriceLevel: row.PriceLevel, PaymentTermsDays: row.PaymentTermsDays, PaymentMethods: row.PaymentMethods,
		Language: row.Language, Currency: row.Currency, Origin: Origin(row.Origin), Note: row.Note,
		CreatedAt: row.CreatedAt.UTC(), UpdatedAt: row.UpdatedAt.UTC(), HasDefaultEmployee: row.HasDefaultEmployee,
	}
	for _, block := range row.Blocks {
		c.Blocks = append(c.Blocks, Block{
			Source: BlockSource(block.Source), Scope: BlockScope(block.Scope), Reason: block.Reason,
			SourceSystem: block.SourceSystem, Since: time.UnixMicro(block.SinceMicro).UTC(),
		})
	}
	if row.AccountManagerID != nil {
		c.AccountManagerID = *row.AccountManagerID
	}
	if row.CreditLimitE4 != nil {
		limit := money.FromE4(*row.CreditLimitE4, row.CreditLimitCurrency)
		c.CreditLimit = &limit
	}
	if row.ErpDiscountE2 != nil {
		discount := money.PercentFromE2(*row.ErpDiscountE2)
		c.ERPDiscount = &discount
	}
	return c
}

func blocksColumn(blocks []Block) any {
	rows := make([]schema.Block, len(blocks))
	for i, block := range blocks {
		rows[i] = schema.Block{
			Source: string(block.Source), Scope: string(block.Scope), Reason: block.Reason,
			SourceSystem: block.SourceSystem, SinceMicro: block.Since.UnixMicro(),
		}
	}
	return database.JSON(rows)
}

func nullable[T any](value *T) any {
	if value == nil {
		return nil
	}
	return *value
}

func creditLimitE4(limit *money.Money) any {
	if limit == nil {
		return nil
	}
	return limit.E4()
}

func creditLimitCurrency(limit *money.Money) string {
	if limit == nil {
		return ""
	}
	return limit.Currency
}

func discountE2(discount *money.Percent) any {
	if discount == nil {
		return nil
	}
	return discount.E2()
}
