package push

import (
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// addressDraft is what becomes of a customer's addresses from one source system.
type addressDraft struct {
	replaced []*customer.Address // as they were
	written  []*customer.Address // as they are to be
}

func (a addressDraft) isChange() bool { return len(a.replaced)+len(a.written) > 0 }

// draftAddresses makes the addresses of the source system equal to the record's list; those of staff
// and of other source systems stay (GROUP-5 says the same of groups). The n-th of the list keeps the
// id of the n-th saved, so that a changed street is a change and not another address.
func (a *attempt) draftAddresses(d *draft) {
	if d.record.Addresses == nil {
		return
	}
	wanted, violations := customer.NewAddresses(d.after.ID, *d.record.Addresses)
	if len(violations) > 0 {
		d.result.reject(violations...)
		return
	}
	var own, others []*customer.Address
	for _, saved := range a.addresses[d.after.ID] {
		if saved.SourceSystemID == a.source.SourceSystemID {
			own = append(own, saved)
		} else {
			others = append(others, saved)
		}
	}
	for _, address := range wanted {
		address.SourceSystemID = a.source.SourceSystemID
		// A default that staff chose stays the default.
		address.IsDefault = address.IsDefault && !hasDefault(others, address.Type)
	}
	customer.SortAddresses(wanted)
	for i, address := range wanted[:min(len(own), len(wanted))] {
		address.ID, address.Version = own[i].ID, own[i].Version+1
	}
	orphans, heirs := inherit(others, wanted)
	if len(heirs) > 0 || !sameAddresses(own, wanted) {
		d.addresses = addressDraft{replaced: append(orphans, own...), written: append(heirs, wanted...)}
	}
}

// inherit gives the mark of the default to the first other address of each type that would be left
// without one (CUST-12), and returns those addresses as they were and as they are to be.
func inherit(others, wanted []*customer.Address) (orphans, heirs []*customer.Address) {
	settled := slices.Concat(others, wanted)
	for _, other := range others {
		if hasDefault(settled, other.Type) {
			continue
		}
		heir := *other
		heir.IsDefault, heir.Version = true, other.Version+1
		orphans, heirs, settled = append(orphans, other), append(heirs, &heir), append(settled, &heir)
	}
	return orphans, heirs
}

func hasDefault(addresses []*customer.Address, kind customer.AddressType) bool {
	return slices.ContainsFunc(addresses, func(a *customer.Address) bool { return a.IsDefault && a.Type == kind })
}

func sameAddresses(saved, wanted []*customer.Address) bool {
	if len(saved) != len(wanted) {
		return false
	}
	for i := range saved {
		if len(customer.DiffAddress(saved[i], wanted[i])) > 0 {
			return false
		}
	}
	return true
}

func addressIDs(addresses []*customer.Address) []uuid.UUID {
	ids := make([]uuid.UUID, len(addresses))
	for i, address := range addresses {
		ids[i] = address.ID
	}
	return ids
}
