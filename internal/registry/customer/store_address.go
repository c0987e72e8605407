package customer

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entaddress "github.com/kartoteka/kartoteka/gen/ent/address"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errAddressNotFound = fault.New(fault.NotFound, "ADDRESS_NOT_FOUND", "There is no such address.")

var addressColumns = []string{
	entaddress.FieldID, entaddress.FieldVersion, entaddress.FieldCreatedAt, entaddress.FieldUpdatedAt,
	entaddress.FieldCustomerID, entaddress.FieldSourceSystemID, entaddress.FieldType, entaddress.FieldIsDefault,
	entaddress.FieldLabel, entaddress.FieldRecipient, entaddress.FieldCompany, entaddress.FieldStreet,
	entaddress.FieldPostalCode, entaddress.FieldCity, entaddress.FieldRegion, entaddress.FieldCountry,
	entaddress.FieldPhone, entaddress.FieldPickupPoint,
}

func (s *store) insertAddresses(ctx context.Context, addresses []*Address, now time.Time) error {
	rows := database.Rows{Table: entaddress.Table, Columns: addressColumns}
	for _, a := range addresses {
		rows.Values = append(rows.Values, []any{
			a.ID, a.Version, now, now, a.CustomerID, database.OrNull(a.SourceSystemID), string(a.Type), a.IsDefault,
			a.Label, a.Recipient, a.Company, a.Street, a.PostalCode, a.City, a.Region, string(a.Country),
			a.Phone, a.PickupPoint,
		})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// addresses returns the addresses of a customer: billing before shipping, defaults first.
func (s *store) addresses(ctx context.Context, customerID uuid.UUID) ([]*Address, error) {
	byCustomer, err := s.addressesOf(ctx, []uuid.UUID{customerID})
	return byCustomer[customerID], err
}

// addressesOf returns the addresses of customers in the same order.
func (s *store) addressesOf(ctx context.Context, customerIDs []uuid.UUID) (map[uuid.UUID][]*Address, error) {
	rows, err := withSource(s.db.Client(ctx).Address.Query().Where(entaddress.CustomerIDIn(customerIDs...))).
		Order(entaddress.ByType(), entaddress.ByIsDefault(entsql.OrderDesc()), entaddress.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list addresses: %w", err)
	}
	all := make(map[uuid.UUID][]*Address, len(customerIDs))
	for _, row := range rows {
		all[row.CustomerID] = append(all[row.CustomerID], addressFromRow(row))
	}
	return all, nil
}

// addressOwner returns the customer that an address belongs to, which never changes.
func (s *store) addressOwner(ctx context.Context, id uuid.UUID) (uuid.UUID, error) {
	row, err := s.db.Client(ctx).Address.Query().Where(entaddress.ID(id)).Select(entaddress.FieldCustomerID).Only(ctx)
	if ent.IsNotFound(err) {
		return uuid.Nil, errAddressNotFound
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("get address %s: %w", id, err)
	}
	return row.CustomerID, nil
}

// saveAddresses writes edits in their order. A changed address gets its new version.
func (s *store) saveAddresses(ctx context.Context, edits []addressEdit, now time.Time) error {
	for _, edit := range edits {
		var err error
		switch {
		case edit.after == nil:
			err = s.deleteAddress(ctx, edit.before)
		case edit.before == nil:
			err = s.insertAddresses(ctx, []*Address{edit.after}, now)
		default:
			err = s.updateAddress(ctx, edit.after, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// updateAddress writes every field of an address if its row is still at the version, and raises it.
func (s *store) updateAddress(ctx context.Context, a *Address, now time.Time) error {
	affected, err := s.db.Client(ctx).Address.Update().
		Where(entaddress.ID(a.ID), entaddress.Version(a.Version)).
		SetVersion(a.Version + 1).SetUpdatedAt(now).
		SetType(string(a.Type)).SetIsDefault(a.IsDefault).SetLabel(a.Label).SetRecipient(a.Recipient).
		SetCompany(a.Company).SetStreet(a.Street).SetPostalCode(a.PostalCode).SetCity(a.City).
		SetRegion(a.Region).SetCountry(string(a.Country)).SetPhone(a.Phone).SetPickupPoint(a.PickupPoint).
		Save(ctx)
	if err != nil {
		return fmt.Errorf("update address %s: %w", a.ID, err)
	}
	if affected != 1 {
		return database.ErrRaced
	}
	a.Version++
	return nil
}

func (s *store) deleteAddress(ctx context.Context, a *Address) error {
	affected, err := s.db.Client(ctx).Address.Delete().Where(entaddress.ID(a.ID), entaddress.Version(a.Version)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete address %s: %w", a.ID, err)
	}
	if affected != 1 {
		return database.ErrRaced
	}
	return nil
}

func (s *store) deleteAddresses(ctx context.Context, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := s.db.Client(ctx).Address.Delete().Where(entaddress.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("delete addresses: %w", err)
	}
	return nil
}

func withSource(query *ent.AddressQuery) *ent.AddressQuery {
	return query.WithSourceSystem(func(q *ent.SourceSystemQuery) { q.Select(sourcesystem.FieldID, sourcesystem.FieldCode) })
}

func addressFromRow(row *ent.Address) *Address {
	a := &Address{
		ID: row.ID, Version: row.Version, CustomerID: row.CustomerID, Type: AddressType(row.Type), IsDefault: row.IsDefault,
		Label: row.Label, Recipient: row.Recipient, Company: row.Company, Street: row.Street, PostalCode: row.PostalCode,
		City: row.City, Region: row.Region, Country: country.Code(row.Country), Phone: row.Phone, PickupPoint: row.PickupPoint,
	}
	if row.SourceSystemID != nil {
		a.SourceSystemID = *row.SourceSystemID
	}
	if row.Edges.SourceSystem != nil {
		a.SourceSystem = row.Edges.SourceSystem.Code
	}
	return a
}
