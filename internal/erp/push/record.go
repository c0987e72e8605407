package push

import (
	"slices"

	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/erp/contractor"
)

// normalize returns normalized copies of the records; an attempt that raced starts again from the
// originals. Of two records with one external id, the second is refused.
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

// touch takes over the saved content for a record that has only a hash. The record is refused if the
// saved content is different.
func (r *Record) touch(saved *Identity) {
	if saved == nil || saved.HashVersion != contenthash.Version || contenthash.Text(saved.Hash) != r.ClientHash {
		r.Refuse("clientHash", "CONTENT_REQUIRED", "The saved content is another one; send the record with its fields.")
		return
	}
	r.Hash = saved.Hash
}

// markReturned reduces a record to the fact that the contractor exists, because its content, or newer
// content, is saved already.
func (r *Record) markReturned(saved *Identity) {
	*r = Record{Record: contractor.Record{ExternalID: r.ExternalID, Revision: saved.Revision}, Hash: saved.Hash}
}
