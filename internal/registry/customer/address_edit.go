package customer

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// addressEdit is an address before and after; before is nil for an added one, after for a deleted one.
type addressEdit struct{ before, after *Address }

// editsBetween returns what differs. Marks are taken away before they are given: the database
// never lets two addresses have one.
func editsBetween(before, after []*Address) []addressEdit {
	saved := make(map[uuid.UUID]*Address, len(before))
	for _, a := range before {
		saved[a.ID] = a
	}
	var edits []addressEdit
	for _, a := range after {
		if was := saved[a.ID]; was == nil || len(DiffAddress(was, a)) > 0 {
			edits = append(edits, addressEdit{before: was, after: a})
		}
		delete(saved, a.ID)
	}
	for _, a := range before {
		if saved[a.ID] != nil {
			edits = append(edits, addressEdit{before: a})
		}
	}
	marks := func(e addressEdit) int {
		if e.after != nil && e.after.IsDefault {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(edits, func(a, b addressEdit) int { return cmp.Compare(marks(a), marks(b)) })
	return edits
}

func (e addressEdit) entry() audit.Entry {
	action, address := "ADDRESS_UPDATED", e.after
	switch {
	case e.before == nil:
		action = "ADDRESS_CREATED"
	case e.after == nil:
		action, address = "ADDRESS_DELETED", e.before
	}
	return audit.Entry{
		CustomerID: address.CustomerID, SubjectID: address.ID, Action: action,
		Changes: DiffAddress(e.before, e.after),
	}
}

// AddressEntries returns what history says where addresses are replaced by others.
func AddressEntries(before, after []*Address) []audit.Entry {
	var entries []audit.Entry
	for _, edit := range editsBetween(before, after) {
		entries = append(entries, edit.entry())
	}
	return entries
}

func addressEntries(addresses []*Address) []audit.Entry {
	entries := make([]audit.Entry, len(addresses))
	for i, address := range addresses {
		entries[i] = addressEdit{after: address}.entry()
	}
	return entries
}

// editable finds one of a customer's addresses for a change by staff.
func editable(addresses []*Address, id uuid.UUID, etag string) (*Address, error) {
	for _, a := range addresses {
		if a.ID != id {
			continue
		}
		if err := fault.CheckETag(etag, a.ETag()); err != nil {
			return nil, err
		}
		return a, a.mayBeEdited()
	}
	return nil, errAddressNotFound
}
