package feed

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// scanned times the limit of a page is how many events one reading looks at: a reader that hides its own events
// gets an empty page instead of an endless search.
const scanned = 10

// ReadInput asks for a page of events.
type ReadInput struct {
	Cursor string // Next of the previous page, Latest, or empty for the oldest event that is kept
	Limit  int    // most events, at least 1
	Filter Filter
	Wait   time.Duration // how long to wait for an event if there is none
}

// Page is a part of the feed, oldest event first.
type Page struct {
	Events  []Event
	Next    string // where the next page begins, even if this one is empty
	HasMore bool   // whether there is more right now
}

// Read returns the events after the cursor.
//
// Errors: CURSOR_EXPIRED (metadata oldest_cursor), CURSOR_EPOCH_CHANGED, CURSOR_MISMATCH.
func (f *Feed) Read(ctx context.Context, in ReadInput) (Page, error) {
	patience := time.NewTimer(in.Wait)
	defer patience.Stop()
	for {
		page, end, err := f.readOnce(ctx, in)
		if err != nil || len(page.Events) > 0 || in.Wait <= 0 {
			return page, err
		}
		moved, err := f.hasMoved(ctx, end, patience.C)
		if err != nil || !moved {
			return page, err
		}
		in.Cursor = page.Next
	}
}

// readOnce reads without waiting. It also returns the last position that it looked at.
func (f *Feed) readOnce(ctx context.Context, in ReadInput) (Page, int64, error) {
	now, err := f.extent(ctx)
	if err != nil {
		return Page{}, 0, err
	}
	from, err := f.begin(ctx, now, in)
	if err != nil {
		return Page{}, 0, err
	}
	from.filter = in.Filter.hash()
	if from.position == now.newest {
		return Page{Next: from.format(now.epoch)}, from.position, nil
	}
	return f.scan(ctx, now, from, in)
}

// begin returns the place of the cursor that a reading starts with.
func (f *Feed) begin(ctx context.Context, now extent, in ReadInput) (cursor, error) {
	switch in.Cursor {
	case "":
		return cursor{position: now.oldest - 1}, nil
	case Latest:
		return f.cursorAt(ctx, now.newest)
	default:
		return f.locate(ctx, now, in.Cursor, in.Filter)
	}
}

func (f *Feed) scan(ctx context.Context, now extent, from cursor, in ReadInput) (Page, int64, error) {
	until := now.newest
	var err error
	if !in.Filter.IncludeOwn {
		if until, err = f.nth(ctx, from.position, until, scanned*in.Limit); err != nil {
			return Page{}, 0, err
		}
	}
	events, err := f.list(ctx, from.position, until, in.Limit+1, in.Filter)
	if err != nil {
		return Page{}, 0, err
	}
	if len(events) > in.Limit { // one more shows that the page ends before the scan
		events = events[:in.Limit]
		until = events[in.Limit-1].Position
	}
	// Only now it is certain that nothing after the cursor was removed while it was read.
	after, err := f.extent(ctx)
	if err == nil {
		err = after.refuseExpired(from)
	}
	if err != nil {
		return Page{}, 0, err
	}
	end, err := f.cursorAt(ctx, until)
	end.filter = from.filter
	return Page{Events: events, Next: end.format(now.epoch), HasMore: until < now.newest}, until, err
}

// locate reads a cursor that was made for one of the filters, and makes sure that it can be trusted.
func (f *Feed) locate(ctx context.Context, now extent, text string, filters ...Filter) (cursor, error) {
	c, err := parseCursor(text, now.epoch)
	if err != nil {
		return cursor{}, err
	}
	admitted := false
	for _, filter := range filters {
		admitted = admitted || filter.admits(c.filter)
	}
	if !admitted {
		return cursor{}, errMismatch
	}
	if err := now.refuseExpired(c); err != nil {
		return cursor{}, err
	}
	there, err := f.eventAt(ctx, c.position)
	if err != nil {
		return cursor{}, err
	}
	if c.position > now.newest || there != uuid.Nil && checkOf(there) != c.check {
		return cursor{}, f.beginAnew(ctx, now.epoch)
	}
	return c, nil
}

// cursorAt returns the place after the event at the position, not yet for a filter.
func (f *Feed) cursorAt(ctx context.Context, position int64) (cursor, error) {
	event, err := f.eventAt(ctx, position)
	return cursor{position: position, check: checkOf(event)}, err
}

// refuseExpired refuses a cursor if events after it are missing.
func (e extent) refuseExpired(c cursor) error {
	if c.position >= e.oldest-1 {
		return nil
	}
	oldest := cursor{position: e.oldest - 1, filter: c.filter}
	return errExpired.With("oldest_cursor", oldest.format(e.epoch))
}
