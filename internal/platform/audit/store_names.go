package audit

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/apikey"
	"github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/group"
	"github.com/kartoteka/kartoteka/gen/ent/shop"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// named is a row of any table that has an id and a name.
type named struct {
	ID   uuid.UUID `sql:"id"`
	Name string    `sql:"name"`
}

// nameOf reads the present names of things of one noun.
var nameOf = map[Noun]func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error{
	Customer: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.Customer.Query().Where(customer.IDIn(ids...)).Select(customer.FieldID, customer.FieldName).Scan(ctx, into)
	},
	Group: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.Group.Query().Where(group.IDIn(ids...)).Select(group.FieldID, group.FieldName).Scan(ctx, into)
	},
	Shop: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.Shop.Query().Where(shop.IDIn(ids...)).Select(shop.FieldID, shop.FieldName).Scan(ctx, into)
	},
	Staff: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.Staff.Query().Where(staff.IDIn(ids...)).Select(staff.FieldID, staff.FieldName).Scan(ctx, into)
	},
	SourceSystem: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.SourceSystem.Query().Where(sourcesystem.IDIn(ids...)).Select(sourcesystem.FieldID, sourcesystem.FieldName).Scan(ctx, into)
	},
	APIKey: func(ctx context.Context, client *ent.Client, ids []uuid.UUID, into *[]named) error {
		return client.APIKey.Query().Where(apikey.IDIn(ids...)).Select(apikey.FieldID, apikey.FieldName).Scan(ctx, into)
	},
}

// actorNouns says what the actors of a kind are.
var actorNouns = map[auth.Kind]Noun{auth.Staff: Staff, auth.ERP: SourceSystem, auth.APIKey: APIKey}

// places are where the name of each thing is to stand.
type places map[Noun]map[uuid.UUID][]*string

func (p places) add(noun Noun, id uuid.UUID, name *string) {
	if id == uuid.Nil || nameOf[noun] == nil {
		return
	}
	if p[noun] == nil {
		p[noun] = map[uuid.UUID][]*string{}
	}
	p[noun][id] = append(p[noun][id], name)
}

// Name fills in the present names of all that values refer to, with one query for each noun. A thing
// that is gone keeps the name that was written then.
func (l *Log) Name(ctx context.Context, values ...*Value) error {
	wanted := places{}
	for _, value := range values {
		value.eachReference(wanted.add)
	}
	return l.fill(ctx, wanted)
}

func (l *Log) name(ctx context.Context, entries []Entry) error {
	wanted := places{}
	for i := range entries {
		entry := &entries[i]
		wanted.add(actorNouns[entry.ActorKind], entry.ActorID, &entry.ActorName)
		wanted.add(Customer, entry.CustomerID, &entry.CustomerName)
		for j := range entry.Changes {
			entry.Changes[j].Old.eachReference(wanted.add)
			entry.Changes[j].New.eachReference(wanted.add)
		}
	}
	return l.fill(ctx, wanted)
}

func (l *Log) fill(ctx context.Context, wanted places) error {
	for noun, names := range wanted {
		ids := make([]uuid.UUID, 0, len(names))
		for id := range names {
			ids = append(ids, id)
		}
		var found []named
		if err := nameOf[noun](ctx, l.db.Client(ctx), ids, &found); err != nil {
			return fmt.Errorf("name each %s in history: %w", noun, err)
		}
		for _, row := range found {
			for _, name := range names[row.ID] {
				*name = row.Name
			}
		}
	}
	return nil
}

// eachReference calls do with every reference that the value holds, and with where its name stands.
func (v *Value) eachReference(do func(noun Noun, id uuid.UUID, name *string)) {
	if v.ID != nil {
		do(v.Noun, *v.ID, &v.Text)
	}
	for i := range v.Items {
		v.Items[i].eachReference(do)
	}
	for i := range v.Parts {
		v.Parts[i].Value.eachReference(do)
	}
}
