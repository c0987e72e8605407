// Package audittest says in a line what history tells, for tests.
package audittest

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// Timeline is a customer's history, newest first: "ACTION field:old→new …".
func Timeline(ctx context.Context, tb testing.TB, log *audit.Log, customerID uuid.UUID) []string {
	tb.Helper()
	entries, _, err := log.List(ctx, audit.Subject{Noun: audit.Customer, ID: customerID}, 100, "")
	if !fault.Is(err, "SUBJECT_NOT_FOUND") {
		require.NoError(tb, err)
	}
	return Lines(entries)
}

// Lines are entries in their order: "ACTION field:old→new …".
func Lines(entries []audit.Entry) []string {
	lines := make([]string, len(entries))
	for i, entry := range entries {
		lines[i] = entry.Action
		for _, change := range entry.Changes {
			lines[i] += " " + change.Field + ":" + change.Old.String() + "→" + change.New.String()
		}
	}
	return lines
}
