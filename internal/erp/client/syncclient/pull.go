package syncclient

import (
	"context"
	"errors"
	"time"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const (
	// pullLimit is the number of changes on a page.
	pullLimit = 500
	// longestSilence is several times the interval at which a server sends pages.
	longestSilence = time.Minute
)

// Changes says which changes to read.
type Changes struct {
	Cursor     string // where to begin; empty for the oldest, "latest" for new ones only
	Consumer   string // acknowledges kept changes under this name; empty for no acknowledgement
	IncludeOwn bool   // also changes that the ERP itself has pushed
	// Keep saves changes and the cursor after them. Saved changes are not delivered again.
	Keep func(changes []*apiv1.Change, next string) error
}

// Pull reads changes until there are no more.
func (c *Client) Pull(ctx context.Context, from Changes) error {
	for {
		page, err := call(ctx, c, &apiv1.PullChangesRequest{
			Cursor: from.Cursor, Limit: pullLimit, IncludeOwn: from.IncludeOwn,
		}, c.rpc.PullChanges)
		if err != nil {
			return err
		}
		if err := c.keep(ctx, &from, page.GetChanges(), page.GetNextCursor()); err != nil {
			return err
		}
		if !page.GetHasMore() {
			return nil
		}
	}
}

// Watch reads changes as they occur, until ctx is done. It reopens broken connections.
func (c *Client) Watch(ctx context.Context, from Changes) error {
	for attempt := 1; ; attempt++ {
		kept, err := c.watch(ctx, &from)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // ctx was to end it
		}
		if kept {
			attempt = 1
		}
		var refusal *Refusal
		if err != nil && (!errors.As(err, &refusal) || !refusal.isTransient() || attempt >= maxAttempts) {
			return err
		}
		if refusal == nil {
			refusal = &Refusal{Reason: "STREAM_ENDED", Text: "the server ended the stream"}
		}
		if err := c.rest(ctx, attempt, refusal); err != nil {
			return nil //nolint:nilerr // only ctx ends a pause
		}
	}
}

// watch reads one stream to its end, and reports whether anything came.
func (c *Client) watch(ctx context.Context, from *Changes) (kept bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(longestSilence, cancel) // a silent connection is dead
	defer silence.Stop()
	stream, err := c.rpc.WatchChanges(ctx, &apiv1.WatchChangesRequest{
		Cursor: from.Cursor, Limit: pullLimit, IncludeOwn: from.IncludeOwn,
	})
	if err != nil {
		return false, explain(err)
	}
	defer stream.Close()
	for stream.Receive() {
		kept = true
		silence.Reset(longestSilence)
		if err := c.keep(ctx, from, stream.Msg().GetChanges(), stream.Msg().GetNextCursor()); err != nil {
			return kept, err
		}
	}
	if err := stream.Err(); err != nil {
		return kept, explain(err)
	}
	return kept, nil
}

// keep saves a page and acknowledges it.
func (c *Client) keep(ctx context.Context, from *Changes, changes []*apiv1.Change, next string) error {
	if next == from.Cursor {
		return nil
	}
	if err := from.Keep(changes, next); err != nil {
		return err
	}
	from.Cursor = next
	if from.Consumer == "" {
		return nil
	}
	_, err := call(ctx, c, &apiv1.AckChangesRequest{Consumer: from.Consumer, Cursor: next}, c.rpc.AckChanges)
	return err
}

// Export is the progress of a full export.
type Export struct {
	PageToken  string `json:"pageToken,omitempty"`
	FeedCursor string `json:"feedCursor,omitempty"` // where Pull continues after the export
}

// exportPage is the number of customers on a page.
const exportPage = 200

// Export reads all customers. It calls keep for each page with the progress after it. A saved export
// resumes there.
func (c *Client) Export(ctx context.Context, from Export, keep func(customers []*apiv1.CustomerState, next Export) error) (Export, error) {
	for {
		page, err := call(ctx, c, &apiv1.ExportContractorsRequest{PageSize: exportPage, PageToken: from.PageToken}, c.rpc.ExportContractors)
		if err != nil {
			return from, err
		}
		next := Export{PageToken: page.GetNextPageToken(), FeedCursor: from.FeedCursor}
		if from.PageToken == "" {
			next.FeedCursor = page.GetFeedCursor()
		}
		if err := keep(page.GetCustomers(), next); err != nil {
			return from, err
		}
		if from = next; from.PageToken == "" {
			return from, nil
		}
	}
}
