// Package demo fills an empty database with customers that look like a shop's: two hundred in four
// languages, most of them pushed by an ERP, some added by staff, with groups and blocks; products and
// discounts besides. It uses the same use cases as everybody else. What it draws is the same every time.
package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/product"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// The login of the demonstration's owner.
const (
	Email    = "owner@demo.example"
	Password = "kartoteka-demo"
)

const (
	sourceCode   = "DEMO"
	keyName      = "Demonstration"
	fromERP      = 140
	fromStaff    = 60
	withoutEmail = 12 // every so many-th contractor has no e-mail, and so no default employee
	inactive     = 15 // every so many-th contractor is deactivated in the ERP
)

// Pusher takes pushes of contractors; the sync does.
type Pusher interface {
	Push(ctx context.Context, request push.Request) (push.Answer, error)
}

// Services are what the demonstration is made with.
type Services struct {
	Staff     *staff.Service
	Keys      *apikey.Service
	Sources   *source.Service
	Groups    *group.Service
	Customers *customer.Service
	Products  *product.Service
	Discounts *discount.Service
	Coupons   *coupon.Service
	Sync      Pusher
	DB        *database.DB
}

// ErrUsed refuses a database with data of somebody's own: the demonstration's owner has a password that everybody
// knows.
var ErrUsed = errors.New("--demo fills a database that nobody has used; this one has data of its own. Name another one by --database, or start without --demo")

// Fill makes the owner, the ERP and the customers in a database that nobody has used, and returns a fresh key of the
// ERP that may do everything. In a database that it has filled before it makes the key alone, in place of the
// earlier one; isAgain says so. Errors: ErrUsed.
func Fill(ctx context.Context, on Services) (key string, isAgain bool, err error) {
	ctx = auth.With(ctx, auth.System())
	isAgain, err = on.isFilled(ctx)
	if err != nil {
		return "", false, err
	}
	if !isAgain {
		if err := on.fill(ctx); err != nil {
			return "", false, err
		}
	}
	if err := on.revokeKeys(ctx); err != nil {
		return "", false, err
	}
	_, key, err = on.Keys.Create(ctx, apikey.CreateInput{
		Name: keyName, SourceSystem: sourceCode,
		Scopes: []auth.Scope{auth.SyncScope, auth.ReadScope, auth.WriteScope, auth.AdminScope},
	})
	if err != nil {
		return "", false, fmt.Errorf("make the demonstration's key: %w", err)
	}
	return key, isAgain, nil
}

// revokeKeys ends the keys of earlier starts: nobody has them any more.
func (on Services) revokeKeys(ctx context.Context) error {
	for token := ""; ; {
		keys, next, err := on.Keys.List(ctx, 0, token)
		if err != nil {
			return fmt.Errorf("list the demonstration's keys: %w", err)
		}
		for _, key := range keys {
			if key.Name != keyName || !key.RevokedAt.IsZero() {
				continue
			}
			if _, err := on.Keys.Revoke(ctx, key.ID); err != nil {
				return fmt.Errorf("revoke the demonstration's key %s: %w", key.ID, err)
			}
		}
		if token = next; token == "" {
			return nil
		}
	}
}

func (on Services) fill(ctx context.Context) error {
	erp, err := on.Sources.EnsureByCode(ctx, sourceCode)
	if err != nil {
		return fmt.Errorf("make the demonstration's ERP: %w", err)
	}
	for _, member := range []staff.Change{
		{Email: new(Email), Name: new("Anna Opiekun"), Role: new(auth.Owner), Code: new("anna.opiekun")},
		{Email: new("jan@demo.example"), Name: new("Jan Opiekun"), Role: new(auth.Support), Code: new("jan.opiekun")},
	} {
		if _, _, err := on.Staff.Create(ctx, member, Password); err != nil {
			return fmt.Errorf("make the demonstration's staff: %w", err)
		}
	}
	random := rand.New(rand.NewPCG(2026, 11))
	if err := on.push(ctx, random, erp.ID); err != nil {
		return err
	}
	if err := on.describeGroups(ctx); err != nil {
		return err
	}
	if err := on.create(ctx, random); err != nil {
		return err
	}
	return on.fillPrices(ctx, erp.ID)
}

// looks are how staff have dressed up the groups that the ERP has made.
var looks = map[string]group.Change{
	"Wholesale":    {Description: new("Resellers who buy by the pallet."), Color: new("#1c7ed6")},
	"Retail":       {Description: new("Who buys for themselves."), Color: new("#f08c00")},
	"Key accounts": {Description: new("Looked after in person."), Color: new("#e03131")},
}

func (on Services) describeGroups(ctx context.Context) error {
	page, err := on.Groups.List(ctx, group.ListQuery{})
	if err != nil {
		return fmt.Errorf("list the demonstration's groups: %w", err)
	}
	for _, made := range page.Groups {
		look, isKnown := looks[made.Name]
		if !isKnown {
			continue
		}
		if _, err := on.Groups.Update(ctx, made.ID, "", look); err != nil {
			return fmt.Errorf("describe the demonstration's group %s: %w", made.ID, err)
		}
	}
	return nil
}

// push lets the ERP bring its contractors.
func (on Services) push(ctx context.Context, random *rand.Rand, erp uuid.UUID) error {
	ctx = auth.With(ctx, auth.Identity{Kind: auth.ERP, SourceSystemID: erp, SourceCode: sourceCode})
	var records []push.Record
	for n := range fromERP {
		c := draw(random, n)
		c.Active = new(n%inactive != inactive-1)
		c.AccountManager = new(pick(random, []string{"anna.opiekun", "jan.opiekun"}))
		if n%withoutEmail == withoutEmail-1 {
			c.Fields.Email = nil
		}
		records = append(records, push.Record{Record: c})
	}
	answer, err := on.Sync.Push(ctx, push.Request{Records: records})
	if err != nil {
		return fmt.Errorf("push the demonstration's contractors: %w", err)
	}
	for _, r := range answer.Results {
		if r.Outcome != intake.Created {
			return fmt.Errorf("push the demonstration's contractors: %s was not taken", r.ExternalID)
		}
	}
	return nil
}

// create adds customers as staff do, puts some into a group and blocks a few.
func (on Services) create(ctx context.Context, random *rand.Rand) error {
	newsletter, err := on.Groups.Create(ctx, group.Change{
		Name: new("Newsletter"), Description: new("Asked for news by e-mail."), Color: new("#2f9e44"), SortOrder: new(int32(500)),
	})
	if err != nil {
		return fmt.Errorf("make the demonstration's group: %w", err)
	}
	var members []uuid.UUID
	for n := fromERP; n < fromERP+fromStaff; n++ {
		added, err := on.add(ctx, draw(random, n))
		if err != nil {
			return fmt.Errorf("add the demonstration's customer %d: %w", n, err)
		}
		if n%3 == 0 {
			members = append(members, added.ID)
		}
		if n%20 == 0 {
			if _, err := on.Customers.Block(ctx, added.ID, "", customer.StopsLogin, "Unpaid invoices"); err != nil {
				return fmt.Errorf("block the demonstration's customer %d: %w", n, err)
			}
		}
	}
	_, err = on.Groups.AddMembers(ctx, newsletter.ID, members)
	return err
}

func (on Services) add(ctx context.Context, c contractor.Record) (*customer.Customer, error) {
	serial, err := on.Customers.Numbers.Take(ctx, 1)
	if err != nil {
		return nil, err
	}
	c.Fields.ERPDiscount = nil // only the ERP gives it
	return on.Customers.Create(ctx, customer.CreateInput{Serial: serial, Addresses: *c.Addresses, Change: c.Fields})
}
