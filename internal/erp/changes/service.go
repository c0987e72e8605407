package changes

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
)

// answering is the time that a call keeps for its answer when it has to wait.
const answering = 2 * time.Second

// PullInput asks for a page of changes.
type PullInput struct {
	Cursor     string
	Limit      int
	IncludeOwn bool
	Wait       time.Duration // how long to wait for a change if there is none
}

// Page is a page of changes, oldest first.
type Page struct {
	Changes []Change
	Next    string // where the next page begins
	HasMore bool
}

// Pull returns the changes after the cursor for the calling source system.
//
// Errors: CURSOR_EXPIRED, CURSOR_EPOCH_CHANGED, CURSOR_MISMATCH, SOURCE_REQUIRED, KEY_REVOKED.
func (s *Service) Pull(ctx context.Context, in PullInput) (Page, error) {
	source, err := caller(ctx)
	if err != nil {
		return Page{}, err
	}
	read, err := s.Feed.Read(ctx, feed.ReadInput{
		Cursor: in.Cursor, Limit: in.Limit, Wait: patience(ctx, in.Wait),
		Filter: feed.Filter{SourceSystemID: source, IncludeOwn: in.IncludeOwn},
	})
	if err != nil {
		return Page{}, err
	}
	if in.Wait > 0 {
		if err := s.store.checkKey(ctx, s.Clock.Now()); err != nil {
			return Page{}, err
		}
	}
	changes, err := s.join(ctx, source, read.Events)
	return Page{Changes: changes, Next: read.Next, HasMore: read.HasMore}, err
}

// patience returns how long a call can wait and still answer before its deadline.
func patience(ctx context.Context, wait time.Duration) time.Duration {
	if deadline, ok := ctx.Deadline(); ok {
		return min(wait, max(0, time.Until(deadline)-answering))
	}
	return wait
}

// Watch sends the page after the cursor at once, then every page when it comes, and an empty page after
// some time without changes. It ends when the caller disconnects, its key is revoked or the server
// stops.
//
// Errors: those of Pull, TOO_MANY_WATCHERS, SERVER_STOPPING.
func (s *Service) Watch(ctx context.Context, in PullInput, send func(Page) error) error {
	source, err := caller(ctx)
	if err != nil {
		return err
	}
	if err := s.watchers.enter(source); err != nil {
		return err
	}
	defer s.watchers.leave(source)
	in.Wait = s.bookmark
	for pull := s.catchUp; ; {
		page, err := pull(ctx, in)
		if s.Feed.IsDraining() {
			return errStopping
		}
		if err != nil {
			return err
		}
		if err := send(page); err != nil {
			return err
		}
		in.Cursor = page.Next
		if pull = s.Pull; page.HasMore {
			pull = s.catchUp
		}
	}
}

// Ack records how far a consumer of the calling source system has read, and returns its highest
// acknowledged cursor. Errors: those of Pull, TOO_MANY_CONSUMERS.
func (s *Service) Ack(ctx context.Context, consumer, cursor string) (string, error) {
	source, err := caller(ctx)
	if err != nil {
		return "", err
	}
	return s.Feed.Ack(ctx, feed.AckInput{SourceSystemID: source, Consumer: consumer, Cursor: cursor})
}

// DeleteConsumer deletes a consumer. Errors: CONSUMER_NOT_FOUND.
func (s *Service) DeleteConsumer(ctx context.Context, sourceSystemID uuid.UUID, name string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Feed.DeleteConsumer(ctx, sourceSystemID, name); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{
			SubjectID: sourceSystemID, Action: "FEED_CONSUMER_DELETED", Changes: []audit.Change{{Field: "name", Old: audit.Text(name)}},
		})
	})
}
