package syncclient_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
)

// feed is a server with changes that are their own numbers; the cursor is how many were read.
type feed struct {
	server

	last    int
	acked   []string
	broken  int // calls and streams that fail before the next one succeeds
	watched int
	whole   context.CancelFunc // called once all was watched
	hashes  []*apiv1.ContractorHash
}

func (f *feed) fail() error {
	if f.broken == 0 {
		return nil
	}
	f.broken--
	return connect.NewError(connect.CodeUnavailable, errors.New("down"))
}

// page is at most two changes after the cursor.
func (f *feed) page(cursor string) ([]*apiv1.Change, string) {
	from, _ := strconv.Atoi(cursor)
	to := min(from+2, f.last)
	var changes []*apiv1.Change
	for n := from + 1; n <= to; n++ {
		changes = append(changes, &apiv1.Change{EventId: strconv.Itoa(n)})
	}
	return changes, strconv.Itoa(to)
}

func (f *feed) PullChanges(_ context.Context, req *apiv1.PullChangesRequest) (*apiv1.PullChangesResponse, error) {
	changes, next := f.page(req.GetCursor())
	return &apiv1.PullChangesResponse{Changes: changes, NextCursor: next, HasMore: next != strconv.Itoa(f.last)}, f.fail()
}

func (f *feed) WatchChanges(_ context.Context, req *apiv1.WatchChangesRequest, stream *connect.ServerStream[apiv1.WatchChangesResponse]) error {
	f.watched++
	if err := f.fail(); err != nil {
		return err
	}
	changes, next := f.page(req.GetCursor())
	if err := stream.Send(&apiv1.WatchChangesResponse{Changes: changes, NextCursor: next}); err != nil {
		return err
	}
	f.broken = 1 // a stream gives one page and breaks
	return nil
}

func (f *feed) AckChanges(_ context.Context, req *apiv1.AckChangesRequest) (*apiv1.AckChangesResponse, error) {
	f.acked = append(f.acked, req.GetConsumer()+" "+req.GetCursor())
	if req.GetCursor() == strconv.Itoa(f.last) && f.whole != nil {
		f.whole()
	}
	return &apiv1.AckChangesResponse{Cursor: req.GetCursor()}, nil
}

func (f *feed) ListContractorHashes(_ context.Context, req *apiv1.ListContractorHashesRequest) (*apiv1.ListContractorHashesResponse, error) {
	at, _ := strconv.Atoi(req.GetPageToken())
	answer := &apiv1.ListContractorHashesResponse{Contractors: f.hashes[at : at+1]}
	if at+1 < len(f.hashes) {
		answer.NextPageToken = strconv.Itoa(at + 1)
	}
	return answer, nil
}

func (f *feed) client(t *testing.T) *syncclient.Client {
	t.Helper()
	client, err := syncclient.New(syncclient.Config{
		Server: serve(t, f), Key: key, BatchSize: 500,
		Retrying: func(syncclient.Retry) {},
		Pause:    func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	require.NoError(t, err)
	return client
}

func TestPullKeepsBeforeItAcknowledges(t *testing.T) {
	t.Parallel()
	f := &feed{last: 5, broken: 1}
	var kept []string
	err := f.client(t).Pull(t.Context(), syncclient.Changes{
		Cursor: "1", Consumer: "erp",
		Keep: func(changes []*apiv1.Change, next string) error {
			for _, change := range changes {
				kept = append(kept, change.GetEventId())
			}
			assert.Len(t, f.acked, len(kept)/2-1, "nothing is acknowledged that is not kept")
			assert.Equal(t, strconv.Itoa(1+len(kept)), next)
			return nil
		},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"2", "3", "4", "5"}, kept)
	assert.Equal(t, []string{"erp 3", "erp 5"}, f.acked)
}

func TestPullStopsAtWhatCannotBeKept(t *testing.T) {
	t.Parallel()
	f, full := &feed{last: 5}, errors.New("disk full")
	err := f.client(t).Pull(t.Context(), syncclient.Changes{
		Consumer: "erp", Keep: func([]*apiv1.Change, string) error { return full },
	})
	require.ErrorIs(t, err, full)
	assert.Empty(t, f.acked)
}

func TestWatchGoesOnAfterTheLineBreaks(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f := &feed{last: 5, whole: cancel}
	var kept []string
	err := f.client(t).Watch(ctx, syncclient.Changes{Consumer: "erp", Keep: func(changes []*apiv1.Change, _ string) error {
		for _, change := range changes {
			kept = append(kept, change.GetEventId())
		}
		return nil
	}})
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "2", "3", "4", "5"}, kept)
	assert.GreaterOrEqual(t, f.watched, 5)
}

func TestVerifyNamesEveryDifference(t *testing.T) {
	t.Parallel()
	hash := func(id string) string {
		return contenthash.Text(contenthash.Of(&apiv1.Contractor{ExternalId: id}))
	}
	f := &feed{hashes: []*apiv1.ContractorHash{
		{ExternalId: "1", ContentHash: hash("1")},
		{ExternalId: "2", ContentHash: "other"},
		{ExternalId: "8", ContentHash: hash("8"), Absent: true},
		{ExternalId: "9", ContentHash: hash("9")},
	}}
	file := newRecords(4, func(record *contractorfile.Record) { record.Skipped = record.Number == 4 })
	equal, differences, err := f.client(t).Verify(t.Context(), file)
	require.NoError(t, err)
	assert.Equal(t, 1, equal)
	assert.Equal(t, []syncclient.Difference{
		{ExternalID: "2", Kind: syncclient.Changed}, {ExternalID: "9", Kind: syncclient.Extra}, {ExternalID: "3", Kind: syncclient.Missing},
	}, differences)
}
