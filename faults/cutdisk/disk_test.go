//go:build linux

package cutdisk_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/faults/cutdisk"
)

type rig struct {
	disk          *cutdisk.Disk
	folder, point string
}

// mount skips on a machine that lets nobody mount.
func mount(t *testing.T) rig {
	t.Helper()
	r := rig{folder: t.TempDir(), point: t.TempDir()}
	disk, err := cutdisk.Mount(r.folder, r.point)
	if errors.Is(err, cutdisk.ErrUnavailable) {
		t.Skip(err)
	}
	require.NoError(t, err)
	r.disk = disk
	t.Cleanup(func() { require.NoError(t, disk.Unmount()) })
	return r
}

func (r rig) create(t *testing.T, name string) *os.File {
	t.Helper()
	file, err := os.Create(filepath.Join(r.point, name))
	require.NoError(t, err)
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func (r rig) syncFolder(t *testing.T) {
	t.Helper()
	folder, err := os.Open(r.point)
	require.NoError(t, err)
	defer folder.Close()
	require.NoError(t, folder.Sync())
}

// durable is what is on the platter; empty when there is no such file.
func (r rig) durable(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.folder, name))
	if !errors.Is(err, os.ErrNotExist) {
		require.NoError(t, err)
	}
	return string(text)
}

func chances(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func TestDisk(t *testing.T) {
	t.Parallel()

	t.Run("shows what was written and keeps what was synced", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		_, err := file.WriteString("synced")
		require.NoError(t, err)
		require.NoError(t, file.Sync())
		r.syncFolder(t)
		_, err = file.WriteString(", lost")
		require.NoError(t, err)
		seen, err := os.ReadFile(filepath.Join(r.point, "a"))
		require.NoError(t, err)
		assert.Equal(t, "synced, lost", string(seen))
		assert.Equal(t, "synced", r.durable(t, "a"))

		r.disk.Cut(chances(0))
		_, err = file.WriteString("after")
		require.ErrorIs(t, err, syscall.EIO)
		require.ErrorIs(t, file.Sync(), syscall.EIO)
		assert.True(t, strings.HasPrefix(r.durable(t, "a"), "synced"))
	})

	t.Run("loses a file whose directory was not synced", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		_, err := file.WriteString("synced")
		require.NoError(t, err)
		require.NoError(t, file.Sync())
		r.disk.Cut(chances(0))
		assert.Empty(t, r.durable(t, "a"))
	})

	t.Run("brings back what was cut off and not synced", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		long := strings.Repeat("x", 10_000)
		_, err := file.WriteString(long)
		require.NoError(t, err)
		require.NoError(t, file.Sync())
		r.syncFolder(t)
		require.NoError(t, file.Truncate(5_000))
		require.NoError(t, file.Truncate(10_000))
		seen, err := os.ReadFile(filepath.Join(r.point, "a"))
		require.NoError(t, err)
		assert.Equal(t, long[:5_000]+strings.Repeat("\x00", 5_000), string(seen))
		assert.Equal(t, long, r.durable(t, "a"))
		require.NoError(t, file.Sync())
		assert.Equal(t, string(seen), r.durable(t, "a"))
	})

	t.Run("loses power at the write that was asked for, and tears it", func(t *testing.T) {
		t.Parallel()
		torn := false
		for seed := range uint64(20) {
			r := mount(t)
			file := r.create(t, "a")
			r.syncFolder(t)
			_, err := file.WriteAt(make([]byte, 4096), 0)
			require.NoError(t, err)
			require.NoError(t, file.Sync())
			r.disk.CutAfter(2, chances(seed))
			_, err = file.WriteAt([]byte(strings.Repeat("y", 4096)), 0)
			require.NoError(t, err)
			_, err = file.WriteAt([]byte(strings.Repeat("z", 4096)), 0)
			require.ErrorIs(t, err, syscall.EIO)
			<-r.disk.Off()
			zeros := strings.Count(r.durable(t, "a"), "\x00")
			assert.Zero(t, zeros%512)
			torn = torn || zeros > 0 && zeros < 4096
		}
		assert.True(t, torn, "no cut of all tore a page")
	})

	t.Run("is full until it is freed", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		r.disk.Fill(6_000)
		_, err := file.Write(make([]byte, 5_000))
		require.NoError(t, err)
		_, err = file.Write(make([]byte, 5_000))
		require.ErrorIs(t, err, syscall.ENOSPC)
		_, err = file.WriteAt([]byte("old room"), 0)
		require.NoError(t, err)
		r.disk.Free()
		_, err = file.Write(make([]byte, 5_000))
		require.NoError(t, err)
	})

	t.Run("forgets what it failed to sync", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		r.syncFolder(t)
		_, err := file.WriteString("forgotten")
		require.NoError(t, err)
		r.disk.FailSyncs(true)
		require.ErrorIs(t, file.Sync(), syscall.EIO)
		r.disk.FailSyncs(false)
		require.NoError(t, file.Sync())
		assert.NotContains(t, r.durable(t, "a"), "forgotten")
		_, err = file.WriteAt([]byte("FORGOTTEN"), 0)
		require.NoError(t, err)
		require.NoError(t, file.Sync())
		assert.Equal(t, "FORGOTTEN", r.durable(t, "a"))
	})

	t.Run("lies about syncs when it is told to", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		r.syncFolder(t)
		r.disk.IgnoreSyncs()
		_, err := file.WriteString("lost")
		require.NoError(t, err)
		require.NoError(t, file.Sync())
		assert.Empty(t, r.durable(t, "a"))
	})

	t.Run("keeps an unsynced file that is renamed or closed", func(t *testing.T) {
		t.Parallel()
		r := mount(t)
		file := r.create(t, "a")
		_, err := file.WriteString("unsynced")
		require.NoError(t, err)
		require.NoError(t, file.Close())
		require.NoError(t, os.Rename(filepath.Join(r.point, "a"), filepath.Join(r.point, "b")))
		seen, err := os.ReadFile(filepath.Join(r.point, "b"))
		require.NoError(t, err)
		assert.Equal(t, "unsynced", string(seen))
		require.NoError(t, os.Remove(filepath.Join(r.point, "b")))
		assert.NoFileExists(t, filepath.Join(r.point, "b"))
	})
}
