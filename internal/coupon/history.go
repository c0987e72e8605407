package coupon

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/audit"
)

// What history says has happened to a coupon.
const (
	actionCreated  = "COUPON_CREATED"
	actionUpdated  = "COUPON_UPDATED"
	actionEnded    = "COUPON_ENDED"
	actionRedeemed = "COUPON_REDEEMED"
	actionReleased = "COUPON_RELEASED"
)

// changes lists the fields that differ, by JSON name. Uses have entries of their own.
func changes(before, after Coupon) []audit.Change {
	return audit.Diff(before.texts(), after.texts())
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
		{"code", c.Code},
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
