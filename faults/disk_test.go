//go:build linux

package faults_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/faults/cutdisk"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

const (
	diskClients = 4
	// cutWithin is by how many writes the power goes: some pushes, and now and then a checkpoint.
	cutWithin = 4_000
)

// machine is a computer whose disk can be broken: the program on it, and what is durable of its database.
type machine struct {
	t             *testing.T
	folder, point string
	disk          *cutdisk.Disk
	program       *program
}

// newMachine has a migrated SQLite database on its disk.
func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{t: t, folder: t.TempDir(), point: t.TempDir()}
	path := strings.TrimPrefix(databasetest.SQLite(t), "sqlite:")
	require.NoError(t, os.Rename(path, filepath.Join(m.folder, "kartoteka.db")))
	m.program = newProgram(t, m.url(m.point), nil, nil)
	return m
}

func (m *machine) url(folder string) string { return "sqlite:" + filepath.Join(folder, "kartoteka.db") }

// mount puts the disk in. A machine that lets nobody mount skips the test.
func (m *machine) mount() {
	m.t.Helper()
	disk, err := cutdisk.Mount(m.folder, m.point)
	if errors.Is(err, cutdisk.ErrUnavailable) {
		m.t.Skip(err)
	}
	require.NoError(m.t, err)
	m.disk = disk
	m.t.Cleanup(func() { m.unmount() })
}

// unmount takes the disk out; what was not synced is synced unless the power is off.
func (m *machine) unmount() {
	m.t.Helper()
	if m.disk != nil {
		require.NoError(m.t, m.disk.Unmount())
		m.disk = nil
	}
}

// pushUntil pushes until the channel is closed.
func (m *machine) pushUntil(done <-chan struct{}, acked *ledger, key string) error {
	ctx, cancel := context.WithCancel(m.t.Context())
	defer cancel()
	go func() {
		select {
		case <-done:
			cancel()
		case <-ctx.Done():
		}
	}()
	return acked.push(ctx, m.program.erp(key), diskClients)
}

// loseThePower starts the program, pushes, cuts the power at some write and leaves the disk without it.
func (m *machine) loseThePower(c *scale.Case, acked *ledger, key string) {
	m.t.Helper()
	m.mount()
	m.disk.CutAfter(1+c.IntN(cutWithin), c.Rand)
	if err := m.program.tryStart(); err == nil {
		assert.NoError(m.t, m.pushUntil(m.disk.Off(), acked, key), "%s", m.program.stderr)
		m.program.kill()
	}
	<-m.disk.Off()
	m.unmount()
}

// integrity is SQLite's verdict on a copy of what is durable: the program itself has to recover the rest.
func (m *machine) integrity() string {
	m.t.Helper()
	copied := m.t.TempDir()
	require.NoError(m.t, os.CopyFS(copied, os.DirFS(m.folder)))
	db, err := sql.Open("sqlite", filepath.Join(copied, "kartoteka.db"))
	require.NoError(m.t, err)
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(m.t.Context(), "PRAGMA integrity_check").Scan(&verdict); err != nil {
		return err.Error()
	}
	return verdict
}

// repaired serves what is durable from a disk that works.
func (m *machine) repaired() (url string, server *program) {
	m.t.Helper()
	m.unmount()
	url = m.url(m.folder)
	return url, serve(m.t, url)
}

// What was acknowledged is on the disk when the power goes, wherever it goes, and the database is whole.
func TestPowerLossLosesNothing(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-3")
	m := newMachine(t)
	key := makeKey(t, m.url(m.folder))
	acked := newLedger(c.Stream(0))
	cuts := scale.Of(4, 200)
	for range cuts {
		m.loseThePower(c, acked, key)
		require.Equal(t, "ok", m.integrity())
	}
	url, server := m.repaired()
	acked.requireKept(t, url, server.erp(key))
	c.Saw("%d cuts, %d records acknowledged, 0 lost, integrity_check ok %d/%d", cuts, acked.acknowledged(), cuts, cuts)
}

// A disk that says it has synced and has not loses what was acknowledged, and the same audit sees it.
func TestADiskThatLiesIsCaught(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-47")
	m := newMachine(t)
	key := makeKey(t, m.url(m.folder))
	acked := newLedger(c.Stream(0))
	m.mount()
	m.program.start()
	m.disk.IgnoreSyncs()
	m.disk.CutAfter(cutWithin, c.Rand)
	require.NoError(t, m.pushUntil(m.disk.Off(), acked, key))
	m.program.kill()
	require.NotZero(t, acked.acknowledged())
	if m.integrity() != "ok" {
		c.Saw("%d records acknowledged, the database is broken", acked.acknowledged())
		return
	}
	url, server := m.repaired()
	found := acked.audit(t, databasetest.Open(t, url), server.erp(key))
	require.NotEmpty(t, found)
	c.Saw("%d records acknowledged, %d findings", acked.acknowledged(), len(found))
}
