package push

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// addressDraft is how a record changes the addresses of its customer.
type addressDraft struct {
	replaced []*customer.Address // before
	written  []*customer.Address // after
}

func (a addressDraft) isChange() bool { return len(a.replaced)+len(a.written) > 0 }

// draftAddresses replaces the addresses of the source system by those of the record. Addresses of staff
// and of other source systems stay, as groups do (GROUP-5). The n-th address keeps the id of the n-th
// saved one, so that a changed street updates an address.
func (a *attempt) draftAddresses(d *draft) {
	if d.record.Addresses == nil {
		return
	}
	wanted, violations := customer.NewAddresses(d.after.ID, a.inCountry(d.after, *d.record.Addresses))
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
	was, is := passOnDefault(others, wanted)
	if len(is) > 0 || !sameAddresses(own, wanted) {
		d.addresses = addressDraft{replaced: append(was, own...), written: append(is, wanted...)}
	}
}

// inCountry gives addresses without a country that of the contractor, as ERPs mean it: that of the tax ID, or that of
// the shop where the contractor is domestic.
func (a *attempt) inCountry(of *customer.Customer, addresses []customer.AddressChange) []customer.AddressChange {
	usual := of.TaxCountry
	if usual == "" && of.TaxStatus == customer.Domestic {
		usual = a.home
	}
	addresses = slices.Clone(addresses)
	for i := range addresses {
		if told := addresses[i].Country; told == nil || strings.TrimSpace(*told) == "" {
			addresses[i].Country = new(string(usual))
		}
	}
	return addresses
}

// passOnDefault makes an address the default of each type that would have none (CUST-12): the first of the
// other addresses. It returns the changed addresses before and after.
func passOnDefault(others, wanted []*customer.Address) (before, after []*customer.Address) {
	all := slices.Concat(others, wanted)
	for _, other := range others {
		if hasDefault(all, other.Type) {
			continue
		}
		next := *other
		next.IsDefault, next.Version = true, other.Version+1
		before, after, all = append(before, other), append(after, &next), append(all, &next)
	}
	return before, after
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
