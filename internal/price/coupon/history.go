package coupon

import (
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// What history says has happened to a coupon.
const (
	actionCreated  = "COUPON_CREATED"
	actionUpdated  = "COUPON_UPDATED"
	actionEnded    = "COUPON_ENDED"
	actionRedeemed = "COUPON_REDEEMED"
	actionReleased = "COUPON_RELEASED"
)

// changes lists the fields that differ. Uses have entries of their own.
func changes(before, after Coupon) []audit.Change { return audit.Diff(fields, before, after) }

// entries are what history shows of a change: in the history of the customer that the coupon is bound
// to, and of the one that it was bound to.
func entries(action string, before, after Coupon) []audit.Entry {
	changed := changes(before, after)
	all := []audit.Entry{{CustomerID: after.CustomerID, SubjectID: after.ID, Action: action, Changes: changed}}
	if before.CustomerID != uuid.Nil && before.CustomerID != after.CustomerID {
		all = append(all, audit.Entry{CustomerID: before.CustomerID, SubjectID: after.ID, Action: action, Changes: changed})
	}
	return all
}

// fields are what history shows of a coupon.
var fields = []audit.Field[Coupon]{
	{Name: "coupon", Value: func(c Coupon) audit.Value { return audit.Text(c.Code) }},
	{Name: "name", Value: func(c Coupon) audit.Value { return audit.Text(c.Name) }},
	{Name: "percent", Value: func(c Coupon) audit.Value {
		if c.Percent.E2() == 0 {
			return audit.Value{}
		}
		return audit.Percent(c.Percent)
	}},
	{Name: "amount", Value: func(c Coupon) audit.Value { return audit.Money(c.Amount) }},
	{Name: "validFrom", Value: func(c Coupon) audit.Value { return audit.Day(c.ValidFrom) }},
	{Name: "validTo", Value: func(c Coupon) audit.Value { return audit.Day(c.ValidTo) }},
	{Name: "maxUses", Value: func(c Coupon) audit.Value {
		if c.MaxUses == 0 {
			return audit.Value{}
		}
		return audit.Integer(c.MaxUses)
	}},
	{Name: "customer", Value: func(c Coupon) audit.Value { return audit.Reference(audit.Customer, c.CustomerID, c.CustomerName) }},
	{Name: "endTime", Value: func(c Coupon) audit.Value { return audit.Time(c.EndedAt) }},
}
