package snapshot_test

import (
	"fmt"
	"testing"
	"time"
	"runtime"

	"github.com/stretchr/testify/require"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/database"
	"github.com/kartoteka/kartoteka/internal/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/snapshot"
)

func TestZZPerf(t *testing.T) {
	const n = 1_000_000
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.know("x")
		cust := b.find("x").ID
		ctx := t.Context()
		exec := func(q string, a ...any) { _, err := db.Client(ctx).ExecContext(ctx, q, a...); require.NoError(t, err) }
		at := time.Now()
		vals := [][]any{}
		for i := range n {
			vals = append(vals, []any{uuid.New(), cust, b.optima.ID, fmt.Sprintf("%08d", i*7919%n), "", true, "", []byte{1}, 1, false, b.clock.Now(), b.clock.Now()})
			if len(vals) == 2000 {
				_, err := db.Insert(ctx, database.Rows{Table: "identities", Columns: []string{"id", "customer_id", "source_system_id", "external_id", "code", "active", "source_revision", "content_hash", "hash_version", "absent", "created_at", "pushed_at"}, Values: vals})
				require.NoError(t, err)
				vals = vals[:0]
			}
		}
		t.Log("fill", time.Since(at))
		runID := b.begin()
		at = time.Now()
		var first, last time.Duration
		ids := make([]string, 0, 500)
		for i := range n - 2000 {
			ids = append(ids, fmt.Sprintf("%08d", i))
			if len(ids) == 500 {
				m := time.Now()
				b.push(runID, true, ids...)
				last = time.Since(m)
				if first == 0 { first = last }
				ids = ids[:0]
			}
		}
		b.push(runID, true, append(ids, "x")...)
		t.Log("mark", time.Since(at), "first", first, "last", last)
		_ = exec
		at = time.Now()
		_, err := b.snapshots.Complete(b.erp, snapshot.CompleteInput{RunID: runID})
		t.Log("incomplete", time.Since(at), err)
		f := requireFault(t, err, "precondition", "SNAPSHOT_INCOMPLETE")
		at = time.Now()
		in := snapshot.CompleteInput{RunID: runID, Count: n - 2000 + 1, Digest: f.Metadata["received_digest"]}
		_, err = b.snapshots.Complete(b.erp, in)
		t.Log("complete", time.Since(at), err)
		in.ConfirmToken = requireFault(t, err, "precondition", "SWEEP_TOO_LARGE").Metadata["confirm_token"]
		at = time.Now()
		_, _, err = b.snapshots.ListOwn(b.erp, snapshot.ListInput{RunID: runID})
		require.NoError(t, err)
		t.Log("list", time.Since(at))
		_, err = b.snapshots.Complete(b.erp, in)
		require.NoError(t, err)
		at = time.Now()
		require.NoError(t, b.snapshots.Sweep(ctx, runID))
		t.Log("sweep of 2000", time.Since(at))
		at = time.Now()
		for b.snapshots.Clear(ctx, runID) != nil {
		}
		t.Log("clear", time.Since(at))
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Log("sys MiB", m.Sys>>20)
	})
}
