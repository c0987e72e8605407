// Package conflict keeps the conflicts of the sync: fields that both the shop and the ERP have changed
// since the last push (SYNC-5). The ERP's value wins, the shop's value is kept here, and staff decide
// between them.
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
	CustomerName   string // at present; only in the result of List
	Field          string // JSON name of the customer's field
	ShopValue      string // the replaced value, as customer.Value writes it
	ERPValue       string // the pushed value
	At             time.Time
}

// Resolution says which value wins.
type Resolution string

// The resolutions.
const (
	KeepERP  Resolution = "keep_erp"
	TakeShop Resolution = "take_shop"
)

var errNotFound = fault.New(fault.NotFound, "SYNC_CONFLICT_NOT_FOUND", "There is no such conflict; somebody may have resolved it.")
