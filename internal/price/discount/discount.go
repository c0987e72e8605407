// Package discount keeps discounts: those of the shop, which staff grant, apart from those of ERPs,
// which arrive with the sync (DISC-1, DISC-2). What they do to prices is decided in package pricing;
// this one knows what they are, whom they touch and what is odd about them.
package discount

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// defaultPriority is that of a discount which names none.
const defaultPriority = 100

// Discount is a price reduction for one customer, one group or everyone.
type Discount struct {
	engine.Discount

	Version    int64
	External   External // of an ERP's discount
	TargetName string   // of the customer or the group; only in what Get and List return
	ItemName   string   // of the product; only in what Get and List return

	CreatedAt, UpdatedAt time.Time
}

// External is what an ERP knows a discount by.
type External struct {
	SourceSystemID uuid.UUID
	SourceSystem   string // its code; only in what Get and List return
	ID             string
	Revision       string
}

// ETag names the discount's version to callers.
func (d *Discount) ETag() string { return entity.ETag(d.Version) }

// IsEnded reports whether the discount was ended.
func (d *Discount) IsEnded() bool { return !d.EndedAt.IsZero() }

// grant is what a discount is, in a form that compares.
type grant struct {
	name       string
	target     engine.Target
	scope      engine.Scope
	percent    int32
	price      int64
	currency   string
	quantity   int64
	priority   int32
	from, to   engine.Day
	isEnded    bool
	origin     engine.Origin
	externalID string
}

func (d *Discount) grant() grant {
	return grant{
		name: d.Name, target: d.Target, scope: d.Scope,
		percent: d.Percent.E2(), price: d.FixedPrice.E4(), currency: d.FixedPrice.Currency,
		quantity: money.QuantityE4(d.MinQuantity), priority: d.Priority, from: d.ValidFrom, to: d.ValidTo,
		isEnded: d.IsEnded(), origin: d.Origin, externalID: d.External.ID,
	}
}

// forAnybody is the grant without who gets it: which customer or group an ERP means by a name may
// change here alone.
func (g grant) forAnybody() grant {
	g.target.ID = uuid.Nil
	return g
}

// customerID is the customer that the discount is for; Nil when it is for others.
func (d *Discount) customerID() uuid.UUID {
	if d.Target.Kind == engine.Customer {
		return d.Target.ID
	}
	return uuid.Nil
}
