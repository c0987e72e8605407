package audit

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

var errNotFound = fault.New(fault.NotFound, "SUBJECT_NOT_FOUND", "There is no history of such a thing.")

// Subject is a thing that has a history.
type Subject struct {
	Noun Noun
	ID   uuid.UUID
}

// List returns a page of the history of a thing, newest first, and the token of the next one, empty on
// the last. The history of a customer has all that happened to what belongs to it.
//
// Errors: SUBJECT_NOT_FOUND, PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH.
func (l *Log) List(ctx context.Context, subject Subject, pageSize int32, token string) (entries []Entry, next string, err error) {
	entries, next, err = page.List[Entry]{
		Query: page.Hash("history", string(subject.Noun), subject.ID.String()),
		After: func(place page.Place, limit int) ([]Entry, error) { return l.list(ctx, subject, place.ID, limit) },
		At:    func(e Entry) page.Place { return page.Place{ID: e.ID} },
	}.Read(pageSize, token)
	if err != nil {
		return nil, "", err
	}
	if token == "" && (len(entries) == 0 || !subject.isOf(entries[0])) {
		return nil, "", errNotFound
	}
	return entries, next, l.name(ctx, entries)
}

// isOf reports whether an entry about the id is about a thing of the noun: whoever may read the history
// of one noun must not read that of another by its id.
func (s Subject) isOf(entry Entry) bool {
	if s.Noun == Customer {
		return true
	}
	for _, prefix := range prefixes[s.Noun] {
		if strings.HasPrefix(entry.Action, prefix) {
			return true
		}
	}
	return false
}

// prefixes are what the actions of a noun begin with, where they are not the noun itself.
var prefixes = map[Noun][]string{
	Group:        {"GROUP_"},
	Discount:     {"DISCOUNT_"},
	Coupon:       {"COUPON_"},
	Shop:         {"SHOP_"},
	Staff:        {"STAFF_"},
	APIKey:       {"API_KEY_"},
	SourceSystem: {"SOURCE_", "SNAPSHOT_", "FEED_", "CONTRACTORS_"},
	Webhook:      {"WEBHOOK_"},
}
