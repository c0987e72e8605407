// Package conflict keeps the tray of fields that both sides changed since they last agreed
// (SYNC-5): the ERP's value stands, the shop's is kept here, and staff decide which is to be.
package conflict

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Conflict is a field that both sides changed.
type Conflict struct {
	ID             uuid.UUID
	SourceSystemID uuid.UUID
	CustomerID     uuid.UUID
	CustomerName   string // as it is now; filled by List
	Field          string // JSON name of the customer's field
	ShopValue      string // what the push replaced, as customer.Value tells it
	ERPValue       string // what was pushed
	At             time.Time
}

// Resolution says which value is to stand.
type Resolution string

// The resolutions.
const (
	KeepERP  Resolution = "keep_erp"
	TakeShop Resolution = "take_shop"
)

var errNotFound = fault.New(fault.NotFound, "SYNC_CONFLICT_NOT_FOUND", "There is no such conflict; somebody may have resolved it.")
