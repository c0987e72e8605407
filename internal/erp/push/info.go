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
	return page.List[*Identity]{
		Query: page.Hash("contractor_hashes", system.String()),
		After: func(place page.Place, limit int) ([]*Identity, error) {
			after, err := page.ParseText(place.Key)
			if err != nil {
				return nil, err
			}
			return s.store.listIdentities(ctx, system, after, limit)
		},
		At:    func(i *Identity) page.Place { return page.Place{Key: []byte(i.ExternalID)} },
		Usual: usualIdentities, Most: mostIdentities,
	}.Read(pageSize, pageToken)
}
