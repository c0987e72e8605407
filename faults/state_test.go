package faults_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/feedevent"
	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// state is everything that a database holds of the contractors.
type state struct {
	identities map[string][]*ent.Identity
	customers  map[uuid.UUID]*ent.Customer
	history    map[uuid.UUID][]*ent.HistoryEntry // by customer, oldest first
	events     map[uuid.UUID][]*ent.FeedEvent    // by customer, in order
	feed       []*ent.FeedEvent                  // in order
	runs       map[string][]*ent.SyncRun         // by request id
	head       *ent.FeedHead
}

func readState(t *testing.T, db *database.DB) *state {
	t.Helper()
	ctx, client := t.Context(), db.Client(t.Context())
	is := &state{
		identities: map[string][]*ent.Identity{}, customers: map[uuid.UUID]*ent.Customer{},
		history: map[uuid.UUID][]*ent.HistoryEntry{}, events: map[uuid.UUID][]*ent.FeedEvent{}, runs: map[string][]*ent.SyncRun{},
	}
	identities, err := client.Identity.Query().All(ctx)
	require.NoError(t, err)
	for _, row := range identities {
		is.identities[row.ExternalID] = append(is.identities[row.ExternalID], row)
	}
	customers, err := client.Customer.Query().All(ctx)
	require.NoError(t, err)
	for _, row := range customers {
		is.customers[row.ID] = row
	}
	entries, err := client.HistoryEntry.Query().Where(historyentry.CustomerIDNotNil()).Order(ent.Asc(historyentry.FieldID)).All(ctx)
	require.NoError(t, err)
	for _, row := range entries {
		is.history[*row.CustomerID] = append(is.history[*row.CustomerID], row)
	}
	is.feed, err = client.FeedEvent.Query().Order(ent.Asc(feedevent.FieldID)).All(ctx)
	require.NoError(t, err)
	for _, row := range is.feed {
		is.events[row.CustomerID] = append(is.events[row.CustomerID], row)
	}
	runs, err := client.SyncRun.Query().All(ctx)
	require.NoError(t, err)
	for _, row := range runs {
		is.runs[row.RequestID] = append(is.runs[row.RequestID], row)
	}
	is.head, err = client.FeedHead.Query().Only(ctx)
	require.NoError(t, err)
	return is
}

// auditIdentities demands one identity for each contractor and one contractor for each customer.
func (s *state) auditIdentities(found *findings) {
	owners := map[uuid.UUID]string{}
	for id, rows := range s.identities {
		found.expect(len(rows) == 1, "contractor %s: saved %d times", id, len(rows))
		for _, row := range rows {
			other, taken := owners[row.CustomerID]
			found.expect(!taken, "contractors %s and %s are one customer", id, other)
			owners[row.CustomerID] = id
		}
	}
	for customer := range s.customers {
		found.expect(owners[customer] != "", "customer %s belongs to no contractor", customer)
	}
}

// auditFeed demands positions without a gap up to the head, and every event once.
func (s *state) auditFeed(found *findings) {
	seen := map[uuid.UUID]bool{}
	for i, event := range s.feed {
		found.expect(event.ID == int64(i)+1, "the feed has position %d at place %d", event.ID, i+1)
		found.expect(!seen[event.EventID], "the feed has the event %s twice", event.EventID)
		seen[event.EventID] = true
	}
	found.expect(s.head.Position == int64(len(s.feed)), "the feed's head is %d, it holds %d", s.head.Position, len(s.feed))
}
