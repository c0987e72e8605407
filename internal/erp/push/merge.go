package push

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// keptFields returns the fields of a change that keep the shop's value (SYNC-5): those that the shop owns,
// and shared fields that only the shop has changed since the last push. If both sides changed a shared
// field, the ERP's later value wins and the shop's value is recorded as a conflict.
func (a *attempt) keptFields(d *draft, change customer.Change, theirs *customer.Customer) []string {
	var kept []string
	for _, field := range change.Sets() {
		ours, pushed := d.before.Value(field), theirs.Value(field)
		if ours == pushed {
			continue
		}
		switch a.settings.ownership.Owner(customer.OwnedField(field), d.before.Region()) {
		case ownership.ERP:
		case ownership.Shop:
			kept = append(kept, field)
			d.result.warn("SHOP_OWNED_FIELD_IGNORED", field)
		case ownership.Shared:
			switch d.compare(field, ours, pushed) {
			case onlyERP:
			case onlyShop:
				kept = append(kept, field)
			case both:
				d.result.warn("CHANGED_ON_BOTH_SIDES", field)
				d.conflicts = append(d.conflicts, conflict.Conflict{
					SourceSystemID: a.source.SourceSystemID, CustomerID: d.before.ID, Field: field,
					ShopValue: ours, ERPValue: pushed, At: a.now,
				})
			}
		}
	}
	return kept
}

// sides says which side has changed a field since the last push.
type sides int

const (
	onlyERP sides = iota
	onlyShop
	both
)

// compare finds out who changed a field that differs, by its fingerprint at the last push. A value that
// the shop has emptied is not worth keeping.
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

// fingerprints returns the fingerprints of the shared fields as pushed, which the next push compares.
func (a *attempt) fingerprints(d *draft, change customer.Change, theirs *customer.Customer) map[string]string {
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

// fingerprint identifies a value without containing it. With the external id in it, equal values of two
// contractors have different fingerprints.
func fingerprint(externalID, field, value string) string {
	sum := sha256.Sum256([]byte(externalID + "\x00" + field + "\x00" + value))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}
