package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// link finds the customers that contractors with a new external id are: whom the client names, else
// whom the source system's rule matches (SYNC-1). A contractor that finds nobody becomes a new customer.
func (b *batch) link(ctx context.Context, candidates []int) error {
	b.linked = map[int]uuid.UUID{}
	probes := map[string][]int{} // by tax ID or e-mail
	for _, i := range candidates {
		r := b.records[i]
		switch {
		case b.identities[r.externalID] != nil:
		case r.customerID != uuid.Nil:
			b.linked[i] = r.customerID
		default:
			if key := b.matchKey(r); key != "" {
				probes[key] = append(probes[key], i)
			}
		}
	}
	return b.match(ctx, probes)
}

// matchKey is what the source system's rule looks for; empty where there is no rule or nothing to
// look for.
func (b *batch) matchKey(r *record) string {
	if b.settings.matchBy != matchByTaxID && b.settings.matchBy != matchByEmail {
		return ""
	}
	probe := customer.New(customer.FromERP, b.now)
	probe.Apply(r.change, b.home) // what is wrong with it is told when it is drafted
	if b.settings.matchBy == matchByTaxID {
		return probe.TaxKey
	}
	return probe.Email.Key
}

func (b *batch) match(ctx context.Context, probes map[string][]int) error {
	if len(probes) == 0 {
		return nil
	}
	found, err := b.store.match(ctx, b.source.SourceSystemID, b.settings.matchBy, probes)
	if err != nil {
		return err
	}
	for key, customers := range found {
		records := probes[key]
		if len(customers) == 1 {
			b.linked[records[0]] = customers[0] // the next with the same key is somebody else
			continue
		}
		for _, i := range records {
			b.results[i].reject(violation(matchFields[b.settings.matchBy], "AMBIGUOUS_MATCH",
				"Several customers match; name the right one in customerId."))
		}
	}
	return nil
}

// matchFields are the fields of a contractor that the rules look at.
var matchFields = map[matchBy]string{matchByTaxID: "taxId", matchByEmail: "email"}

// customerOf returns the customer that a record is about; Nil for a new one.
func (b *batch) customerOf(i int) uuid.UUID {
	if saved := b.identities[b.records[i].externalID]; saved != nil {
		return saved.customerID
	}
	return b.linked[i]
}
