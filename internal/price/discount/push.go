package discount

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/revision"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// The limits of a push.
const (
	MaxBatch      = 500
	maxExternalID = 200
	maxRevision   = 100
	maxGroupName  = 100
)

// contractorPrefix begins the external ids of the discounts that come with contractors.
const contractorPrefix = "contractor/"

// Pushed is a discount as an ERP knows it. One of Contractor, Group and Everyone says who gets it; the
// target of the draft does not.
type Pushed struct {
	Draft

	ExternalID string
	Revision   string
	Active     bool
	Contractor *string // its external id
	Group      *string // its name or code
	Everyone   bool

	Undecoded []fault.Field // what could not be decoded; then nothing but the external id is known
}

// Result is what happened to a pushed discount, and what to mend when it was rejected or in conflict.
type Result struct {
	ExternalID string
	Outcome    intake.Outcome
	DiscountID uuid.UUID // Nil when it was rejected
	Wrong      []fault.Field
}

// record is a pushed discount, read and checked as far as that goes without the database.
type record struct {
	Pushed

	granted engine.Discount
	result  *Result
	isNamed bool // its external id is one, and no earlier record of the batch has it
}

func (r *record) refuse(field, reason, description string) {
	r.result.Wrong = append(r.result.Wrong, fault.Field{Path: field, Reason: reason, Text: description})
}

func (r *record) isRefused() bool { return len(r.result.Wrong) > 0 }

// readRecords reads every discount of a batch; the second of two with one external id is refused.
func readRecords(pushed []Pushed) []*record {
	records := make([]*record, len(pushed))
	seen := make(map[string]bool, len(pushed))
	for i, p := range pushed {
		r := readRecord(p)
		if r.ExternalID != "" && seen[r.ExternalID] {
			r.refuse("externalId", "DUPLICATE_IN_BATCH", "An earlier record of the batch has the same external id.")
			r.isNamed = false
		}
		seen[r.ExternalID] = true
		records[i] = r
	}
	return records
}

func readRecord(p Pushed) *record {
	p.ExternalID, p.Revision = strings.TrimSpace(text.Visible(p.ExternalID)), strings.TrimSpace(text.Visible(p.Revision))
	r := &record{Pushed: p, result: &Result{ExternalID: p.ExternalID, Outcome: intake.Rejected}}
	switch {
	case p.ExternalID == "":
		r.refuse("externalId", "EXTERNAL_ID_REQUIRED", "An external id is required.")
	case strings.HasPrefix(p.ExternalID, contractorPrefix):
		r.refuse("externalId", "EXTERNAL_ID_RESERVED", "External ids that begin with contractor/ are those of the discounts of contractors.")
	}
	r.result.Wrong = append(r.result.Wrong, text.Check("externalId", p.ExternalID, maxExternalID)...)
	r.isNamed = !r.isRefused()
	if p.Undecoded != nil {
		r.result.Wrong = p.Undecoded
		return r
	}
	r.result.Wrong = append(r.result.Wrong, text.Check("sourceRevision", p.Revision, maxRevision)...)
	r.readTarget()
	granted, wrong := p.read("")
	r.granted, r.result.Wrong = granted, append(r.result.Wrong, wrong...)
	return r
}

func (r *record) readTarget() {
	var wrong []fault.Field
	switch {
	case r.Contractor != nil:
		contractor := strings.TrimSpace(text.Visible(*r.Contractor))
		r.Contractor, wrong = &contractor, text.Check("contractor", contractor, maxExternalID)
	case r.Group != nil:
		var group string
		group, wrong = text.Clean("group", *r.Group, maxGroupName)
		r.Group = &group
	case !r.Everyone:
		r.refuse("target", "TARGET_REQUIRED", "Say who gets the discount.")
	}
	r.result.Wrong = append(r.result.Wrong, wrong...)
}

// directory is what the records of a batch name.
type directory struct {
	contractors map[string]uuid.UUID // customers by external id
	groups      map[string]uuid.UUID
}

// aim finds who gets the discount.
func (r *record) aim(known directory) {
	target := engine.Target{Kind: engine.Everyone}
	switch {
	case r.Contractor != nil:
		target = engine.Target{Kind: engine.Customer, ID: known.contractors[*r.Contractor]}
		if target.ID == uuid.Nil {
			r.refuse("contractor", "CONTRACTOR_UNKNOWN", "The source system has pushed no such contractor.")
		}
	case r.Group != nil:
		target = engine.Target{Kind: engine.Group, ID: known.groups[*r.Group]}
		if target.ID == uuid.Nil {
			r.refuse("group", "GROUP_UNKNOWN", "There is no group of this name or code.")
		}
	}
	r.granted.Target = target
}

// compareRevision compares the record's revision with the saved one; where either has none, only the
// content decides.
func (r *record) compareRevision(saved *Discount) int {
	if r.Revision == "" || saved.External.Revision == "" {
		return 1
	}
	return revision.Compare(r.Revision, saved.External.Revision)
}

// begin returns the discount that the record makes where there was none.
func (r *record) begin(source uuid.UUID, now time.Time) *Discount {
	d := &Discount{
		Discount: r.granted, Version: 1, CreatedAt: now, UpdatedAt: now,
		External: External{SourceSystemID: source, ID: r.ExternalID, Revision: r.Revision},
	}
	d.ID, d.Origin = id.New(), engine.ByERP
	d.EndedAt = r.endedAt(d)
	return d
}

// succeed returns the discount that the record makes of a saved one.
func (r *record) succeed(saved *Discount, now time.Time) *Discount {
	next := *saved
	next.Discount = r.granted
	next.ID, next.Origin, next.EndedAt = saved.ID, saved.Origin, saved.EndedAt
	next.Version, next.UpdatedAt = saved.Version+1, now
	next.EndedAt = r.endedAt(&next)
	if r.Revision != "" {
		next.External.Revision = r.Revision
	}
	return &next
}

// endedAt is when the discount ended as the record says: never, before, or now.
func (r *record) endedAt(d *Discount) time.Time {
	switch {
	case r.Active:
		return time.Time{}
	case d.IsEnded():
		return d.EndedAt
	default:
		return d.UpdatedAt
	}
}
