package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// link finds the customers of contractors with a new external id: the one that the client names, or else
// the one that the source system's rule matches (SYNC-1). Without a match there will be a new customer.
func (a *attempt) link(ctx context.Context, candidates []int) error {
	a.linked = map[int]uuid.UUID{}
	probes := map[string][]int{} // by tax ID or e-mail
	for _, i := range candidates {
		r := a.records[i]
		switch {
		case a.identities[r.ExternalID] != nil:
		case r.CustomerID != uuid.Nil:
			a.linked[i] = r.CustomerID
		default:
			if key := a.matchKey(r); key != "" {
				probes[key] = append(probes[key], i)
			}
		}
	}
	return a.match(ctx, probes)
}

// matchKey returns the key that the source system's rule searches by; empty without a rule or a key.
func (a *attempt) matchKey(r *Record) string {
	if a.settings.matchBy != matchByTaxID && a.settings.matchBy != matchByEmail {
		return ""
	}
	probe := customer.New(customer.FromERP, a.now)
	probe.Apply(r.Fields, a.home) // the draft reports violations
	if a.settings.matchBy == matchByTaxID {
		return probe.TaxKey
	}
	return probe.Email.Key
}

func (a *attempt) match(ctx context.Context, probes map[string][]int) error {
	if len(probes) == 0 {
		return nil
	}
	found, err := a.store.match(ctx, a.source.SourceSystemID, a.settings.matchBy, probes)
	if err != nil {
		return err
	}
	for key, customers := range found {
		records := probes[key]
		if len(customers) == 1 {
			a.linked[records[0]] = customers[0] // another record with the same key is a new customer
			continue
		}
		for _, i := range records {
			a.results[i].reject(fault.Field{
				Path: matchFields[a.settings.matchBy], Reason: "AMBIGUOUS_MATCH",
				Text: "Several customers match; name the right one in customerId.",
			})
		}
	}
	return nil
}

// matchFields are the fields of a contractor that the rules compare.
var matchFields = map[matchBy]string{matchByTaxID: "taxId", matchByEmail: "email"}

// customerOf returns the customer of a record; Nil for a new one.
func (a *attempt) customerOf(i int) uuid.UUID {
	if saved := a.identities[a.records[i].ExternalID]; saved != nil {
		return saved.CustomerID
	}
	return a.linked[i]
}
