package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// The sizes of a page of identities.
const (
	usualIdentities = 1_000
	mostIdentities  = 5_000
)

// Info is the state of a source system, as far as its client relies on it.
type Info struct {
	SourceCode    string
	Ownership     ownership.Table
	SessionID     uuid.UUID // Nil when no session is open
	SessionSeq    int64
	SnapshotRunID uuid.UUID // Nil when no snapshot is open
	Feed          feed.Info
}

// Info returns the state of the caller's source system.
func (s *Service) Info(ctx context.Context) (Info, error) {
	system, err := sourceOf(ctx)
	if err != nil {
		return Info{}, err
	}
	set, err := s.store.settings(ctx, system)
	if err != nil {
		return Info{}, err
	}
	feed, err := s.Feed.Info(ctx, system)
	return Info{
		SourceCode: auth.From(ctx).SourceCode, Ownership: set.ownership,
		SessionID: set.session.id, SessionSeq: set.session.seq, SnapshotRunID: set.snapshot, Feed: feed,
	}, err
}

// ListIdentities returns a page of the identities of the caller's source system, by external id, and
// the token of the next page, empty on the last.
func (s *Service) ListIdentities(ctx context.Context, pageSize int32, pageToken string) (known []*Identity, next string, err error) {
	system, err := sourceOf(ctx)
	if err != nil {
		return nil, "", err
	}
	limit, err := page.SizeUpTo(pageSize, usualIdentities, mostIdentities)
	if err != nil {
		return nil, "", err
	}
	list, after := page.Hash("contractor_hashes", system.String()), ""
	if pageToken != "" {
		cursor, err := page.Decode(pageToken, list)
		if err != nil {
			return nil, "", err
		}
		after = cursor.ID
	}
	known, err = s.store.listIdentities(ctx, system, after, limit+1)
	if err != nil || len(known) <= limit {
		return known, "", err
	}
	return known[:limit], page.Encode(page.Cursor{ID: known[limit-1].ExternalID, Query: list}), nil
}
