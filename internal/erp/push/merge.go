package push

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// notTheirs returns the fields of a change that are not the ERP's to change (SYNC-5): those that the
// shop decides, and shared ones that the ERP says as it said them before, whatever the shop has made
// of them since. Where both sides changed a shared field, the ERP's value is taken, for it came later,
// and the shop's goes to the tray.
func (a *attempt) notTheirs(d *draft, change customer.Change, theirs *customer.Customer) []string {
	var left []string
	for _, field := range change.Sets() {
		ours, pushed := d.before.Value(field), theirs.Value(field)
		if ours == pushed {
			continue
		}
		switch a.settings.ownership.Owner(customer.OwnedField(field), d.before.Region()) {
		case ownership.ERP:
		case ownership.Shop:
			left = append(left, field)
			d.result.warn("SHOP_OWNED_FIELD_IGNORED", field)
		case ownership.Shared:
			switch d.compare(field, ours, pushed) {
			case onlyERP:
			case onlyShop:
				left = append(left, field)
			case both:
				d.result.warn("CHANGED_ON_BOTH_SIDES", field)
				d.conflicts = append(d.conflicts, conflict.Conflict{
					SourceSystemID: a.source.SourceSystemID, CustomerID: d.before.ID, Field: field,
					ShopValue: ours, ERPValue: pushed, At: a.now,
				})
			}
		}
	}
	return left
}

// sides says which side changed a field since they last agreed.
type sides int

const (
	onlyERP sides = iota
	onlyShop
	both
)

// compare tells by the fingerprint of the last push who changed a field that now differs. What the
// shop has emptied is nothing to keep.
func (d *draft) compare(field, ours, pushed string) sides {
	last := d.saved.fingerprint(field)
	switch {
	case last == fingerprint(d.record.ExternalID, field, pushed):
		return onlyShop
	case ours == "" || last == fingerprint(d.record.ExternalID, field, ours):
		return onlyERP
	default:
		return both
	}
}

// remember makes fingerprints of what the push says of shared fields, for the next one to compare.
func (a *attempt) remember(d *draft, change customer.Change, theirs *customer.Customer) map[string]string {
	pushed := map[string]string{}
	if d.saved != nil {
		pushed = maps.Clone(d.saved.Pushed)
	}
	if pushed == nil {
		pushed = map[string]string{}
	}
	for _, field := range change.Sets() {
		if a.settings.ownership.Owner(customer.OwnedField(field), theirs.Region()) == ownership.Shared {
			pushed[field] = fingerprint(d.record.ExternalID, field, theirs.Value(field))
		}
	}
	return pushed
}

func (i *Identity) fingerprint(field string) string {
	if i == nil {
		return ""
	}
	return i.Pushed[field]
}

// fingerprint tells values apart without holding them. The external id keeps equal values of two
// contractors from looking equal.
func fingerprint(externalID, field, value string) string {
	sum := sha256.Sum256([]byte(externalID + "\x00" + field + "\x00" + value))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}
