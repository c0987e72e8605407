package faults_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

// pushClients is how many clients push at once.
const pushClients = 4

// What a push was told is saved is there after kill -9, and is there once, though every push whose
// answer was lost is sent again.
func TestKilledServerLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	onEach(t, "R-1, R-2", func(t *testing.T, c *scale.Case, database string) {
		kills := scale.Of(8, 1000)
		erp := newLedger(c.Stream(0))
		key := makeKey(t, database)
		server := newProgram(t, database, nil, nil)
		for range kills {
			server.start()
			killUnderPush(t, server, key, erp, time.Duration(10+c.IntN(250))*time.Millisecond)
		}
		server.start()
		erp.requireKept(t, database, server.erp(key))
		c.Saw("%d kills, %d records acknowledged, 0 lost, 0 doubled", kills, erp.acknowledged())
	})
}

// killUnderPush pushes and kills the server after a while.
func killUnderPush(t *testing.T, server *program, key string, erp *ledger, after time.Duration) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	killing := time.AfterFunc(after, func() { server.kill(); cancel() })
	defer killing.Stop()
	require.NoError(t, erp.push(ctx, server.erp(key), pushClients))
	assert.NotEmpty(t, erp.lost, "the kill met no push")
}
