package coupon

import (
	"strconv"
	"time"

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
func changes(before, after Coupon) []audit.Change {
	return audit.Diff(before.texts(), after.texts())
}

// entries are what history shows of a change: in the timeline of the customer that the coupon is bound
// to, and of the one that it was bound to. It calls them by name.
func entries(action string, before, after Coupon) []audit.Entry {
	told := changes(before, after)
	for i := range told {
		if told[i].Field == "customerId" {
			told[i] = audit.Change{Field: "customer", Old: before.CustomerName, New: after.CustomerName}
		}
	}
	all := []audit.Entry{{CustomerID: after.CustomerID, SubjectID: after.ID, Action: action, Changes: told}}
	if before.CustomerID != uuid.Nil && before.CustomerID != after.CustomerID {
		all = append(all, audit.Entry{CustomerID: before.CustomerID, SubjectID: after.ID, Action: action, Changes: told})
	}
	return all
}

// texts are the fields as history shows them: name and value.
func (c Coupon) texts() [][2]string {
	var percent, amount, most, customer, ended string
	if c.Percent.E2() > 0 {
		percent = c.Percent.String()
	}
	if c.Amount.Currency != "" {
		amount = c.Amount.String() + " " + c.Amount.Currency
	}
	if c.MaxUses > 0 {
		most = strconv.Itoa(int(c.MaxUses))
	}
	if c.CustomerID != uuid.Nil {
		customer = c.CustomerID.String()
	}
	if !c.EndedAt.IsZero() {
		ended = c.EndedAt.UTC().Format(time.RFC3339)
	}
	return [][2]string{
		{"coupon", c.Code},
		{"name", c.Name},
		{"percent", percent},
		{"amount", amount},
		{"validFrom", string(c.ValidFrom)},
		{"validTo", string(c.ValidTo)},
		{"maxUses", most},
		{"customerId", customer},
		{"endTime", ended},
	}
}
