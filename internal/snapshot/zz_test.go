package snapshot_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/id"
)

func TestZZ(t *testing.T) {
	db := databasetest.Open(t, databasetest.Postgres(t))
	b := setup(t, db)
	b.know("x")
	ctx := t.Context()
	r := id.New()
	exec := func(q string, a ...any) { _, err := db.Client(ctx).ExecContext(ctx, q, a...); require.NoError(t, err) }
	exec(`INSERT INTO identities (id, customer_id, source_system_id, external_id, content_hash, hash_version, created_at, pushed_at, pushed)
	 SELECT gen_random_uuid(), $1::uuid, $2::uuid, lpad((i::bigint*7919 % 1000000)::text, 8, '0'), '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 1, now(), now(), '{"email":"abcdefgh","phone":"abcdefgh"}' FROM generate_series(0,999999) i`, b.find("x").ID, b.optima.ID)
	exec(`INSERT INTO snapshot_entries (run_id, external_id, received) SELECT $1::uuid, lpad(i::text, 8, '0'), true FROM generate_series(0,997999) i`, r)
	now := `SELECT i.external_id FROM identities AS i WHERE i.source_system_id = $1 AND NOT i.absent AND NOT EXISTS (SELECT 1 FROM snapshot_entries AS e WHERE e.run_id = $2 AND e.external_id = i.external_id)`
	self := `SELECT i.external_id FROM identities AS g JOIN identities AS i ON i.source_system_id = g.source_system_id AND i.external_id = g.external_id
	WHERE g.source_system_id = $1 AND NOT EXISTS (SELECT 1 FROM snapshot_entries AS e WHERE e.run_id = $2 AND e.external_id = g.external_id) AND NOT i.absent`
	for _, state := range []string{"fresh", "ANALYZE"} {
		if state == "ANALYZE" {
			exec("ANALYZE identities")
			exec("ANALYZE snapshot_entries")
		}
		for name, q := range map[string]string{"now": now, "self": self} {
			for suffix, order := range map[string]string{"tally": ` ORDER BY i.external_id COLLATE "C"`, "page": ` AND i.external_id > '' ORDER BY i.external_id LIMIT 501`} {
				at := time.Now()
				rows, err := db.Client(ctx).QueryContext(ctx, q+order, b.optima.ID, r)
				require.NoError(t, err)
				n := 0
				for rows.Next() { n++ }
				rows.Close()
				t.Log(state, name, suffix, n, time.Since(at))
			}
		}
	}
}
