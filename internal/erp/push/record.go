package push

import (
	"slices"

	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
)

// normalize returns the records as they are kept, and leaves those of the request alone: the push may
// begin again. The second of two records with one external id is refused.
func normalize(pushed []Record) []*Record {
	records := make([]*Record, len(pushed))
	seen := make(map[string]bool, len(pushed))
	for i, r := range pushed {
		r.Violations = slices.Clip(r.Violations)
		if !r.IsUndecoded {
			r.Normalize()
		}
		if r.ExternalID != "" && seen[r.ExternalID] {
			r.Refuse("externalId", "DUPLICATE_IN_BATCH", "An earlier record of the batch has the same external id.")
		}
		seen[r.ExternalID] = true
		records[i] = &r
	}
	return records
}

// touch takes the saved content for a record that only names it. The record is refused where that is
// another content.
func (r *Record) touch(saved *Identity) {
	if saved == nil || saved.HashVersion != contenthash.Version || contenthash.Text(saved.Hash) != r.ClientHash {
		r.Refuse("clientHash", "CONTENT_REQUIRED", "The saved content is another one; send the record with its fields.")
		return
	}
	r.Hash = saved.Hash
}

// onlyReturns leaves of a record nothing but that the contractor is there: its content is saved
// already, or a newer one is.
func (r *Record) onlyReturns(saved *Identity) {
	*r = Record{Record: contractor.Record{ExternalID: r.ExternalID, Revision: saved.Revision}, Hash: saved.Hash}
}
