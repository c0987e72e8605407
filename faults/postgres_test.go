package faults_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// recovery is how soon after its database the server must be back.
const recovery = 5 * time.Second

// newCluster starts a PostgreSQL of the case's own, which writes as safely as in production.
func newCluster(t *testing.T, settings ...string) *databasetest.Cluster {
	t.Helper()
	root, err := os.MkdirTemp("", "kartoteka-faults-postgres-") // its account may not enter the test's own folder
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(root)) })
	cluster, err := databasetest.NewCluster(root, settings...)
	require.NoError(t, err)
	require.NoError(t, cluster.Start())
	t.Cleanup(cluster.Stop)
	return cluster
}

// What a push was told is saved survives the crash of PostgreSQL, too, and the server goes on by itself.
func TestCrashedPostgresLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-4")
	crashes := scale.Of(2, 200)
	cluster := newCluster(t)
	erp := newLedger(c.Stream(0))
	key := makeKey(t, cluster.URL())
	server := serve(t, cluster.URL())

	ctx, cancel := context.WithCancel(t.Context())
	pushed := make(chan error, 1)
	go func() { pushed <- erp.push(ctx, server.erp(key), pushClients) }()
	var slowest time.Duration
	for range crashes {
		erp.awaitMore(t, 1)
		pause(ctx, time.Duration(c.IntN(300))*time.Millisecond)
		crash := cluster.Stop
		if c.IntN(2) == 0 {
			crash = cluster.Kill
		}
		crash()
		require.Eventually(t, func() bool { return cluster.Start() == nil }, time.Minute, 10*time.Millisecond, "PostgreSQL does not start")
		back := time.Now()
		erp.awaitMore(t, 1)
		slowest = max(slowest, time.Since(back))
	}
	cancel()
	require.NoError(t, <-pushed)
	erp.requireKept(t, cluster.URL(), server.erp(key))
	assert.LessOrEqual(t, slowest, recovery)
	c.Saw("%d crashes, %d records acknowledged, 0 lost, 0 doubled, back after at most %d ms", crashes, erp.acknowledged(), slowest.Milliseconds())
}
