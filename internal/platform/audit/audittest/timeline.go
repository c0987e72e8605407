// Package audittest says in a line what history tells, for tests.
package audittest

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// Timeline is a customer's history, newest first: "ACTION field:old→new …".
func Timeline(ctx context.Context, tb testing.TB, log *audit.Log, customerID uuid.UUID) []string {
	tb.Helper()
	entries, err := log.List(ctx, customerID, audit.Cursor{}, 100)
	require.NoError(tb, err)
	return Lines(entries)
}

// Lines are entries in their order: "ACTION field:old→new …".
func Lines(entries []audit.Entry) []string {
	lines := make([]string, len(entries))
	for i, entry := range entries {
		lines[i] = entry.Action
		for _, change := range entry.Changes {
			lines[i] += " " + change.Field + ":" + change.Old + "→" + change.New
		}
	}
	return lines
}
