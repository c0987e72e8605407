package audittest

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Written returns everything that was written down, oldest first, without names.
func Written(ctx context.Context, tb testing.TB, db *database.DB) []audit.Entry {
	tb.Helper()
	rows, err := db.Client(ctx).HistoryEntry.Query().Order(historyentry.ByID()).All(ctx)
	require.NoError(tb, err)
	entries := make([]audit.Entry, len(rows))
	for i, row := range rows {
		entries[i] = audit.Entry{ID: row.ID, SubjectID: row.SubjectID, Action: row.Action, ActorKind: auth.Kind(row.ActorKind), At: row.At}
		if row.CustomerID != nil {
			entries[i].CustomerID = *row.CustomerID
		}
		if row.ActorID != nil {
			entries[i].ActorID = *row.ActorID
		}
		for _, change := range row.Changes {
			entries[i].Changes = append(entries[i].Changes, audit.Change{
				Field: change.Field, Old: value(tb, change.Old), New: value(tb, change.New),
			})
		}
	}
	return entries
}

// About returns what was written down about a thing, oldest first, without names.
func About(ctx context.Context, tb testing.TB, db *database.DB, subjectID uuid.UUID) []audit.Entry {
	tb.Helper()
	var entries []audit.Entry
	for _, entry := range Written(ctx, tb, db) {
		if entry.SubjectID == subjectID {
			entries = append(entries, entry)
		}
	}
	return entries
}

// Actions are those of entries, in their order.
func Actions(entries []audit.Entry) []string {
	actions := make([]string, len(entries))
	for i, entry := range entries {
		actions[i] = entry.Action
	}
	return actions
}

func value(tb testing.TB, column json.RawMessage) (value audit.Value) {
	tb.Helper()
	if len(column) > 0 {
		require.NoError(tb, json.Unmarshal(column, &value))
	}
	return value
}
