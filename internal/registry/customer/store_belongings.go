package customer

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
)

// belongings are what a list shows of other tables: one query for each kind, whatever the number of
// customers. Each selects the customer's id first.
var belongings = []struct {
	name   string
	query  func(b *entsql.DialectBuilder, ids []any) *entsql.Selector
	attach func(row *sql.Rows, byID map[uuid.UUID]*Customer) error
}{
	{"shops", selectShops, attachShop},
	{"external ids", selectIdentities, attachIdentity},
	{"memberships", selectMemberships, attachMembership},
}

// withBelongings turns rows into customers, with what a list shows of them.
func (s *store) withBelongings(ctx context.Context, rows []*ent.Customer) ([]*Customer, error) {
	customers := make([]*Customer, len(rows))
	byID := make(map[uuid.UUID]*Customer, len(rows))
	ids := make([]any, len(rows))
	for i, row := range rows {
		customers[i] = fromRow(row)
		byID[row.ID], ids[i] = customers[i], row.ID
	}
	if len(rows) == 0 {
		return customers, nil
	}
	for _, kind := range belongings {
		query, arguments := kind.query(entsql.Dialect(s.db.Dialect()), ids).Query()
		err := s.db.Each(ctx, query, arguments, func(row *sql.Rows) error { return kind.attach(row, byID) })
		if err != nil {
			return nil, fmt.Errorf("load %s of customers: %w", kind.name, err)
		}
	}
	return customers, nil
}

func selectShops(b *entsql.DialectBuilder, ids []any) *entsql.Selector {
	shops, pairs := b.Table(shop.Table).As("s"), b.Table(entcustomer.ShopsTable).As("p")
	ofCustomer, ofShop := entcustomer.ShopsPrimaryKey[0], entcustomer.ShopsPrimaryKey[1]
	return b.Select(pairs.C(ofCustomer), pairs.C(ofShop)).From(pairs).
		Join(shops).On(pairs.C(ofShop), shops.C(shop.FieldID)).
		Where(entsql.In(pairs.C(ofCustomer), ids...)).
		OrderBy(shops.C(shop.FieldCode))
}

func attachShop(row *sql.Rows, byID map[uuid.UUID]*Customer) error {
	var customerID, shopID uuid.UUID
	if err := row.Scan(&customerID, &shopID); err != nil {
		return err
	}
	c := byID[customerID]
	c.ShopIDs = append(c.ShopIDs, shopID)
	return nil
}

func selectIdentities(b *entsql.DialectBuilder, ids []any) *entsql.Selector {
	identities, sources := b.Table(identity.Table).As("i"), b.Table(sourcesystem.Table).As("s")
	return b.Select(identities.C(identity.FieldCustomerID), identities.C(identity.FieldSourceSystemID), sources.C(sourcesystem.FieldCode),
		identities.C(identity.FieldExternalID), identities.C(identity.FieldCode), identities.C(identity.FieldActive),
		identities.C(identity.FieldPushedAt), sources.C(sourcesystem.FieldOwnership)).
		From(identities).
		Join(sources).On(identities.C(identity.FieldSourceSystemID), sources.C(sourcesystem.FieldID)).
		Where(entsql.In(identities.C(identity.FieldCustomerID), ids...)).
		OrderBy(identities.C(identity.FieldID))
}

func attachIdentity(row *sql.Rows, byID map[uuid.UUID]*Customer) error {
	var customerID uuid.UUID
	var e ExternalID
	var owners []byte
	if err := row.Scan(&customerID, &e.SourceSystemID, &e.SourceSystem, &e.ExternalID, &e.Code, &e.Active, &e.PushedAt, &owners); err != nil {
		return err
	}
	if owners != nil {
		if err := json.Unmarshal(owners, &e.Ownership); err != nil {
			return fmt.Errorf("read ownership: %w", err)
		}
	}
	e.PushedAt = e.PushedAt.UTC()
	c := byID[customerID]
	c.ExternalIDs = append(c.ExternalIDs, e)
	return nil
}

// selectMemberships puts memberships in the order of their groups (GROUP-2).
func selectMemberships(b *entsql.DialectBuilder, ids []any) *entsql.Selector {
	members, groups, sources := b.Table(membership.Table).As("m"), b.Table(group.Table).As("g"), b.Table(sourcesystem.Table).As("s")
	return b.Select(members.C(membership.FieldCustomerID), members.C(membership.FieldGroupID), members.C(membership.FieldOrigin),
		sources.C(sourcesystem.FieldCode), members.C(membership.FieldSourceCode), members.C(membership.FieldSince)).
		From(members).
		Join(groups).On(members.C(membership.FieldGroupID), groups.C(group.FieldID)).
		LeftJoin(sources).On(members.C(membership.FieldSourceSystemID), sources.C(sourcesystem.FieldID)).
		Where(entsql.In(members.C(membership.FieldCustomerID), ids...)).
		OrderBy(groups.C(group.FieldSortOrder), groups.C(group.FieldNameKey), members.C(membership.FieldID))
}

func attachMembership(row *sql.Rows, byID map[uuid.UUID]*Customer) error {
	var customerID uuid.UUID
	var source sql.NullString
	var m Membership
	if err := row.Scan(&customerID, &m.GroupID, &m.Origin, &source, &m.SourceCode, &m.Since); err != nil {
		return err
	}
	m.SourceSystem, m.Since = source.String, m.Since.UTC()
	c := byID[customerID]
	c.Memberships = append(c.Memberships, m)
	return nil
}
