package customer

import (
	"slices"
	"time"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// BlockSource says who set a block; only the same source lifts it (CUST-6).
type BlockSource string

// The sources of blocks.
const (
	ByStaff BlockSource = "staff"
	ByERP   BlockSource = "erp"
)

// BlockScope says what a block stops.
type BlockScope string

// The scopes of blocks.
const (
	StopsLogin    BlockScope = "login"
	StopsOrdering BlockScope = "ordering"
)

// longestReason is how long the reason for a block or a rejection may be.
const longestReason = 500

// The reasons of blocks by an ERP.
const (
	deactivated = "DEACTIVATED" // it says that the contractor is not active
	absent      = "ABSENT"      // its last snapshot was without the contractor
)

// Block is one reason why a customer may not log in or order.
type Block struct {
	Source       BlockSource
	Scope        BlockScope
	Reason       string
	SourceSystem string // code, for blocks by a source system
	Since        time.Time
}

// Block adds a block by staff (CUST-6).
func (c *Customer) Block(scope BlockScope, reason string, now time.Time) error {
	if c.hasBlock(ByStaff, scope) {
		return fault.New(fault.Precondition, "ALREADY_BLOCKED", "Staff have blocked the customer already.")
	}
	clean, err := cleanReason(reason)
	if err != nil {
		return err
	}
	c.Blocks = append(slices.Clone(c.Blocks), Block{Source: ByStaff, Scope: scope, Reason: clean, Since: now})
	return nil
}

// cleanReason is the reason that staff give for a decision.
func cleanReason(typed string) (string, error) {
	clean, wrong := text.CleanLines("reason", typed, longestReason)
	return clean, fault.InvalidFields(wrong)
}

// Unblock lifts every block by staff; those of the ERP stay (CUST-6).
func (c *Customer) Unblock() error {
	kept := slices.DeleteFunc(slices.Clone(c.Blocks), func(b Block) bool { return b.Source == ByStaff })
	if len(kept) == len(c.Blocks) {
		if len(kept) > 0 {
			return fault.New(fault.Precondition, "BLOCKED_BY_ERP", "The ERP has blocked the customer; only the ERP can lift it.")
		}
		return fault.New(fault.Precondition, "NOT_BLOCKED", "The customer is not blocked.")
	}
	c.Blocks = kept
	return nil
}

// SetActiveInERP adds or lifts the block by which one source system deactivates, and no other
// (CUST-6, SYNC-4).
func (c *Customer) SetActiveInERP(sourceSystem string, active bool, now time.Time) {
	c.setERPBlock(sourceSystem, deactivated, !active, now)
}

// SetAbsentFromERP adds or lifts the block of a contractor that a snapshot of one source system was
// without, and no other (SYNC-4).
func (c *Customer) SetAbsentFromERP(sourceSystem string, isAbsent bool, now time.Time) {
	c.setERPBlock(sourceSystem, absent, isAbsent, now)
}

func (c *Customer) setERPBlock(sourceSystem, reason string, wanted bool, now time.Time) {
	own := func(b Block) bool { return b.Source == ByERP && b.SourceSystem == sourceSystem && b.Reason == reason }
	switch stands := slices.ContainsFunc(c.Blocks, own); {
	case stands && !wanted:
		c.Blocks = slices.DeleteFunc(slices.Clone(c.Blocks), own)
	case wanted && !stands:
		c.Blocks = append(slices.Clone(c.Blocks), Block{
			Source: ByERP, Scope: StopsLogin, Reason: reason, SourceSystem: sourceSystem, Since: now,
		})
	}
}

func (c *Customer) hasBlock(source BlockSource, scope BlockScope) bool {
	return slices.ContainsFunc(c.Blocks, func(b Block) bool { return b.Source == source && b.Scope == scope })
}
