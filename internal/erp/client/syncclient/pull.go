package syncclient

import (
	"context"
	"errors"
	"time"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const (
	// pullLimit is how many changes are asked for at a time.
	pullLimit = 500
	// longestSilence is several times what a server lets pass between two pages.
	longestSilence = time.Minute
)

// Changes are read from the feed.
type Changes struct {
	Cursor     string // where to begin; empty is the oldest, "latest" from now on
	Consumer   string // acknowledges what was kept; empty does not
	IncludeOwn bool   // also what the ERP itself has pushed
	// Keep is given changes and where the next ones begin. What it has kept will not come again.
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

// Watch reads changes as they come, until ctx is done. A line that breaks is opened again.
func (c *Client) Watch(ctx context.Context, from Changes) error {
	for attempt := 1; ; attempt++ {
		kept, err := c.watch(ctx, &from)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was to end
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
			return nil //nolint:nilerr // only ctx ends a rest
		}
	}
}

// watch reads one stream to its end and reports whether anything came.
func (c *Client) watch(ctx context.Context, from *Changes) (kept bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	silence := time.AfterFunc(longestSilence, cancel) // the line is dead, whatever it says
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

// keep hands a page on and acknowledges it.
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

// Export is a full list of customers, page by page.
type Export struct {
	PageToken  string `json:"pageToken,omitempty"`
	FeedCursor string `json:"feedCursor,omitempty"` // where Pull goes on once the export is whole
}

// exportPage is how many customers are asked for at a time.
const exportPage = 200

// Export reads all customers. Keep is given each page, and the export as far as it then is; one that
// was kept goes on there.
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
