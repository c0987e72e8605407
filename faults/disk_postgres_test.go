//go:build linux

package faults_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// PostgreSQL on a full disk refuses, or ends and is started again by whoever looks after it; the
// program needs no restart.
func TestAFullDiskOfPostgreSQLLosesNothing(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-29")
	disk := smallDisk(t, "size=192m,mode=755")
	root := filepath.Join(disk, "cluster")
	require.NoError(t, os.Mkdir(root, 0o755))
	cluster, err := databasetest.NewCluster(root, "min_wal_size=32MB", "max_wal_size=48MB", "shared_buffers=16MB")
	require.NoError(t, err)
	require.NoError(t, cluster.Start())
	t.Cleanup(cluster.Stop)
	server := serve(t, cluster.URL())
	key := makeKey(t, cluster.URL())
	erp, acked, pid := server.erp(key), newLedger(c.Stream(0)), server.pid()
	fillings := scale.Of(2, 30)
	restarts := 0
	for range fillings {
		acked.pushSome(t, erp)
		free := fill(t, disk, c.Int64N(4<<20))
		require.Equal(t, connect.CodeUnavailable, connect.CodeOf(acked.pushUntilRefused(t.Context(), erp)))
		free()
		if !answers(t, server) {
			cluster.Stop()
			require.NoError(t, cluster.Start())
			restarts++
		}
		acked.pushSome(t, erp)
	}
	assert.Equal(t, pid, server.pid())
	cluster.Stop() // without tidying up
	require.NoError(t, cluster.Start())
	acked.requireKept(t, cluster.URL(), erp)
	c.Saw("%d times full, PostgreSQL ended by it %d times, %d records acknowledged, 0 lost, no restart of the program",
		fillings, restarts, acked.acknowledged())
}

// smallDisk mounts a disk of that many bytes, which a filler can fill.
func smallDisk(t *testing.T, options string) string {
	t.Helper()
	point, err := os.MkdirTemp("", "kartoteka-faults-disk-") // PostgreSQL's account may not enter the test's own folder
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.Remove(point)) })
	err = syscall.Mount("tmpfs", point, "tmpfs", 0, options)
	if errors.Is(err, syscall.EPERM) {
		t.Skip("mounting a small disk needs the right to mount")
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, syscall.Unmount(point, syscall.MNT_DETACH)) })
	return point
}

// fill leaves so little room on the disk, and returns how to free it.
func fill(t *testing.T, point string, room int64) (free func()) {
	t.Helper()
	var stat syscall.Statfs_t
	require.NoError(t, syscall.Statfs(point, &stat))
	filler := filepath.Join(point, "filler")
	file, err := os.Create(filler)
	require.NoError(t, err)
	defer file.Close()
	require.NoError(t, syscall.Fallocate(int(file.Fd()), 0, 0, int64(stat.Bavail)*stat.Bsize-room))
	return func() { require.NoError(t, os.Remove(filler)) }
}

// answers reports whether the server is well again soon.
func answers(t *testing.T, server *program) bool {
	t.Helper()
	deadline := time.Now().Add(recovery)
	for time.Now().Before(deadline) {
		if isHealthy(t, server) {
			return true
		}
		pause(t.Context(), 20*time.Millisecond)
	}
	return false
}

func isHealthy(t *testing.T, server *program) bool {
	t.Helper()
	response, err := server.reach().Get(programURL + "/healthz")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}
