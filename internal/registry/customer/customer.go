// Package customer keeps the customers: companies and persons that the shop trades with, their
// addresses and what blocks them (CUST). It knows employees and groups only by what reading a
// customer brings along; other packages change those.
package customer

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// Kind says whether the customer is a company or a person (CUST-1).
type Kind string

// The kinds.
const (
	Company Kind = "company"
	Person  Kind = "person"
)

// Status is derived from approval and blocks; see deriveStatus (CUST-7).
type Status string

// The statuses, most severe first.
const (
	Anonymized   Status = "anonymized"
	BlockedByERP Status = "blocked_by_erp"
	Blocked      Status = "blocked"
	Rejected     Status = "rejected"
	Pending      Status = "pending"
	Active       Status = "active"
)

// AccountState tells contacts and registered customers apart (CUST-3).
type AccountState string

// The account states.
const (
	Contact    AccountState = "contact"
	Registered AccountState = "registered"
)

// Approval is the decision on an account (CUST-5).
type Approval string

// The approvals.
const (
	ApprovalPending  Approval = "pending"
	ApprovalApproved Approval = "approved"
	ApprovalRejected Approval = "rejected"
)

// TaxStatus is the tax treatment (CUST-9).
type TaxStatus string

// The tax statuses.
const (
	Domestic TaxStatus = "domestic"
	IntraEU  TaxStatus = "intra_eu"
	ExtraEU  TaxStatus = "extra_eu"
)

// Origin says how the customer came to be known (CUST-2).
type Origin string

// The origins.
const (
	FromRegistration Origin = "registration"
	FromAdmin        Origin = "admin"
	FromImport       Origin = "import"
	FromERP          Origin = "erp"
	FromMarketplace  Origin = "marketplace"
	FromForm         Origin = "form"
)

// ExternalID is what a source system calls the customer.
type ExternalID struct {
	SourceSystemID uuid.UUID
	SourceSystem   string // its code
	ExternalID     string
	Code           string
	Active         bool
	PushedAt       time.Time
	Ownership      ownership.Table // of the source system
}

// Membership is one reason why the customer is in a group (GROUP-7).
type Membership struct {
	GroupID      uuid.UUID
	Origin       string
	SourceSystem string
	SourceCode   string
	Since        time.Time
}

// New returns a customer without data: registered, approved, domestic (CUST-3, CUST-5, CUST-9).
func New(origin Origin, now time.Time) *Customer {
	return &Customer{
		ID: id.New(), Version: 1, TaxStatus: Domestic, AccountState: Registered, Approval: ApprovalApproved,
		Origin: origin, CreatedAt: now, UpdatedAt: now,
	}
}

// Number is the human-readable number.
func (c *Customer) Number() string { return strconv.FormatInt(c.Serial, 10) }

// ETag tells versions apart.
func (c *Customer) ETag() string { return entity.ETag(c.Version) }

// Status is the one status that lists show, most severe first (CUST-7).
func (c *Customer) Status() Status {
	switch {
	case c.hasBlock(ByERP, StopsLogin):
		return BlockedByERP
	case c.hasBlock(ByStaff, StopsLogin):
		return Blocked
	case c.Approval == ApprovalRejected:
		return Rejected
	case c.Approval == ApprovalPending:
		return Pending
	default:
		return Active
	}
}

// NeedsDefaultEmployee reports whether staff should see to a default employee (CUST-8).
func (c *Customer) NeedsDefaultEmployee() bool {
	return c.Status() == Active && c.AccountState == Registered && !c.HasDefaultEmployee
}

// GroupIDs returns the groups in their order, each once.
func (c *Customer) GroupIDs() []uuid.UUID {
	var ids []uuid.UUID
	for _, membership := range c.Memberships {
		if !slices.Contains(ids, membership.GroupID) {
			ids = append(ids, membership.GroupID)
		}
	}
	return ids
}

// Warnings names what is odd but accepted.
func (c *Customer) Warnings() []string {
	var warnings []string
	if c.Phone != "" && (c.PhoneKey == "" || c.PhoneKey[0] != '+') {
		warnings = append(warnings, "PHONE_NOT_NORMALIZED:phone")
	}
	if c.TwinID != uuid.Nil {
		warnings = append(warnings, SameTaxID(c.TwinID))
	}
	return warnings
}

// SameTaxID is the warning that another customer has the tax ID: branches may share one, but as a rule
// it is the same company twice. Nil is a customer that has no id yet.
func SameTaxID(twin uuid.UUID) string {
	const warning = "SAME_TAX_ID:taxId"
	if twin == uuid.Nil {
		return warning
	}
	return warning + ":" + twin.String()
}

// Approve accepts a pending or rejected customer (CUST-5).
func (c *Customer) Approve() error {
	if c.Approval == ApprovalApproved {
		return fault.New(fault.Precondition, "ALREADY_APPROVED", "The customer is approved already.")
	}
	c.Approval = ApprovalApproved
	return nil
}

// Reject refuses a pending customer (CUST-5).
func (c *Customer) Reject() error {
	if c.Approval != ApprovalPending {
		return fault.New(fault.Precondition, "NOT_PENDING", "The customer does not wait for approval.")
	}
	c.Approval = ApprovalRejected
	return nil
}

// joinAnyShop makes a customer that belongs to no shop belong to this one (CUST-2).
func (c *Customer) joinAnyShop(shopID uuid.UUID) {
	if len(c.ShopIDs) == 0 {
		c.ShopIDs = []uuid.UUID{shopID}
	}
}

// Clone returns a copy that shares nothing that a change would write to.
func (c *Customer) Clone() *Customer {
	clone := *c
	clone.Blocks = slices.Clone(c.Blocks)
	clone.ShopIDs = slices.Clone(c.ShopIDs)
	clone.PaymentMethods = slices.Clone(c.PaymentMethods)
	clone.EmployeeEmails = slices.Clone(c.EmployeeEmails)
	clone.ExternalIDs = slices.Clone(c.ExternalIDs)
	clone.Memberships = slices.Clone(c.Memberships)
	return &clone
}
