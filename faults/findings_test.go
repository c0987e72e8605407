package faults_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// maxFindings is how many broken promises a failed test names.
const maxFindings = 20

// findings are broken promises, each in a sentence.
type findings []string

func (f *findings) add(format string, arguments ...any) {
	*f = append(*f, fmt.Sprintf(format, arguments...))
}

// expect adds a finding unless the promise is kept.
func (f *findings) expect(kept bool, format string, arguments ...any) {
	if !kept {
		f.add(format, arguments...)
	}
}

// requireKept sends what is still unanswered and then demands that everything acknowledged is there, once.
func (l *ledger) requireKept(t *testing.T, url string, erp kartotekav1connect.ContractorSyncServiceClient) {
	t.Helper()
	require.NoError(t, l.settleAll(t.Context(), erp))
	require.NotZero(t, l.acknowledged(), "nothing was acknowledged")
	found := l.audit(t, databasetest.Open(t, url), erp)
	assert.Empty(t, found[:min(len(found), maxFindings)], "%d findings", len(found))
}

// settleAll sends every push again whose answer was lost, until there is none.
func (l *ledger) settleAll(ctx context.Context, erp kartotekav1connect.ContractorSyncServiceClient) error {
	for len(l.lost) > 0 && ctx.Err() == nil {
		if err := l.pushOnce(ctx, erp); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// audit compares what clients were told with what is there and returns every difference. Nothing else
// may have written to the database.
func (l *ledger) audit(t *testing.T, db *database.DB, erp kartotekav1connect.ContractorSyncServiceClient) findings {
	t.Helper()
	found := findings(slices.Clone(l.complaints))
	is := readState(t, db)
	for _, id := range slices.Sorted(maps.Keys(l.told)) {
		l.auditContractor(&found, is, id)
	}
	for id := range is.identities {
		found.expect(l.sent[id] > 0, "contractor %s: is saved, and nobody sent it", id)
	}
	is.auditIdentities(&found)
	is.auditFeed(&found)
	l.auditRuns(&found, is)
	l.auditReplies(t, &found, erp)
	return found
}

// auditContractor compares one contractor with what clients were told of it.
func (l *ledger) auditContractor(found *findings, is *state, id string) {
	known, saved := l.told[id], is.identities[id]
	if len(saved) != 1 {
		found.add("contractor %s: acknowledged, saved %d times", id, len(saved))
		return
	}
	identity := saved[0]
	c := is.customers[identity.CustomerID]
	if c == nil || c.ID.String() != known.customer {
		found.add("contractor %s: belongs to another customer than was said", id)
		return
	}
	revision := revisionOf(identity.SourceRevision)
	found.expect(revision >= known.newest, "contractor %s: revision %d was acknowledged, %d is saved", id, known.newest, revision)
	found.expect(revision <= l.sent[id], "contractor %s: revision %d was never sent", id, revision)
	found.expect(c.Name == nameOf(id, revision), "contractor %s: its name is not that of revision %d", id, revision)
	found.expect(isBlockedByERP(c) != isActive(revision), "contractor %s: its block by the ERP is not that of revision %d", id, revision)
	auditHistory(found, id, known, is.history[c.ID], revision)
	auditEvents(found, id, known, is.events[c.ID], c.Version)
}

// auditHistory follows the names through the history: each change must begin where the one before
// ended, revisions must grow, and every acknowledged change must be told of.
func auditHistory(found *findings, id string, known *told, entries []*ent.HistoryEntry, last int) {
	name, revision, toldOf := "", 0, map[int]bool{}
	for _, entry := range entries {
		for _, change := range entry.Changes {
			if change.Field != "name" {
				continue
			}
			was, is := historyText(change.Old), historyText(change.New)
			found.expect(was == name, "contractor %s: its history misses what came before an entry", id)
			next := revisionInName(is)
			found.expect(next > revision, "contractor %s: its history goes from revision %d to %d", id, revision, next)
			name, revision, toldOf[next] = is, next, true
		}
	}
	found.expect(revision == last, "contractor %s: its history ends at revision %d, %d is saved", id, revision, last)
	for _, acknowledged := range slices.Sorted(maps.Keys(known.outcomes)) {
		found.expect(toldOf[acknowledged], "contractor %s: its history is silent about revision %d", id, acknowledged)
	}
	created := 0
	for _, entry := range entries {
		if entry.Action == "CUSTOMER_CREATED" {
			created++
		}
	}
	found.expect(created == 1, "contractor %s: %d entries of its history say that it was made", id, created)
}

// auditEvents demands an event for every acknowledged change, in the order of versions and revisions,
// and none twice.
func auditEvents(found *findings, id string, known *told, events []*ent.FeedEvent, last int64) {
	var version int64
	revision, toldOf := 0, map[int]bool{}
	for _, event := range events {
		next := revisionOf(event.SourceRevision)
		found.expect(event.Version > version, "contractor %s: the feed goes from version %d to %d", id, version, event.Version)
		found.expect(next > revision, "contractor %s: the feed goes from revision %d to %d", id, revision, next)
		version, revision, toldOf[next] = event.Version, next, true
	}
	found.expect(version == last, "contractor %s: the feed ends at version %d, the customer has %d", id, version, last)
	for _, acknowledged := range slices.Sorted(maps.Keys(known.outcomes)) {
		found.expect(toldOf[acknowledged], "contractor %s: the feed is silent about revision %d", id, acknowledged)
	}
}

// auditRuns demands one report for every acknowledged push, with the counts that were answered.
func (l *ledger) auditRuns(found *findings, is *state) {
	for _, exchange := range l.answered {
		id := exchange.request.GetRequestId()
		runs := is.runs[id]
		if len(runs) != 1 {
			found.add("push %s: acknowledged, reported %d times", id, len(runs))
			continue
		}
		run, summary := runs[0], exchange.answer.GetSummary()
		found.expect(run.Created == summary.GetCreated() && run.Updated == summary.GetUpdated() && run.Stale == summary.GetStale(),
			"push %s: its report counts otherwise than its answer", id)
	}
}

// maxReplays bounds how many pushes are sent again at the end.
const maxReplays = 200

// auditReplies sends acknowledged pushes again: each must be answered as before.
func (l *ledger) auditReplies(t *testing.T, found *findings, erp kartotekav1connect.ContractorSyncServiceClient) {
	t.Helper()
	step := 1 + len(l.answered)/maxReplays
	for i := 0; i < len(l.answered); i += step {
		was := l.answered[i]
		again, err := erp.PushContractors(t.Context(), was.request)
		require.NoError(t, err)
		found.expect(proto.Equal(was.answer, again), "push %s: was answered otherwise the second time", was.request.GetRequestId())
	}
}

func isBlockedByERP(c *ent.Customer) bool {
	for _, block := range c.Blocks {
		if block.Source == "erp" {
			return true
		}
	}
	return false
}

// revisionInName is the revision that a name of nameOf ends in.
func revisionInName(name string) int {
	if len(name) < len(revisionText(0)) {
		return 0
	}
	return revisionOf(name[len(name)-len(revisionText(0)):])
}

// historyText is the text of a value in the history; empty where there is none.
func historyText(value json.RawMessage) string {
	var text struct {
		Text string `json:"v"`
	}
	_ = json.Unmarshal(value, &text) // none is no JSON
	return text.Text
}
