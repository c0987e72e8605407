package faults_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

// A reply that is lost on the way does no harm: sent again with its request id, the push is answered as
// it would have been, and has happened once in customers, history, feed and reports.
func TestLostRepliesAreHarmless(t *testing.T) {
	t.Parallel()
	onEach(t, "R-5", func(t *testing.T, c *scale.Case, database string) {
		cuts := scale.Of(80, 10_000)
		erp := newLedger(c.Stream(0))
		erp.batch = 3
		key := makeKey(t, database)
		server := serve(t, database)
		way := newLine(t, server, c.Stream(1), cutReplies)
		pushUntil(t, erp, way, key, func() bool { return way.counted("cut") >= cuts })
		erp.requireKept(t, database, server.erp(key))
		c.Saw("%d replies cut after the work, %d calls cut during it, %d records acknowledged, each once",
			way.counted("cut"), way.counted("hung up"), erp.acknowledged())
	})
}

// Pushes that arrive late, twice and in another order leave the newest revision of each contractor.
func TestLateAndDoubledPushesLeaveTheNewestRevision(t *testing.T) {
	t.Parallel()
	onEach(t, "R-9", func(t *testing.T, c *scale.Case, database string) {
		pushes := scale.Of(80, 10_000)
		erp := newLedger(c.Stream(0))
		erp.batch, erp.known = 5, 30
		key := makeKey(t, database)
		server := serve(t, database)
		way := newLine(t, server, c.Stream(1), shuffle)
		pushUntil(t, erp, way, key, func() bool { return erp.pushes() >= pushes && erp.overtaken() > 0 })
		erp.requireKept(t, database, server.erp(key))
		c.Saw("%d pushes, %d doubled, %d records overtaken, newest revision saved of all", erp.pushes(), way.counted("doubled"), erp.overtaken())
	})
}

// pushUntil pushes over the line until it is enough.
func pushUntil(t *testing.T, erp *ledger, way *line, key string, enough func() bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	pushed := make(chan error, 1)
	go func() { pushed <- erp.push(ctx, way.erp(key), 2*pushClients) }()
	for !enough() {
		select {
		case err := <-pushed:
			require.NoError(t, err)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	require.NoError(t, <-pushed)
}
