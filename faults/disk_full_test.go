//go:build linux

package faults_test

import (
	"context"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

// A full disk refuses pushes by name and loses none that was acknowledged; reading goes on, and so
// does everything once there is room, without a restart.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-29")
	m := newMachine(t)
	key := makeKey(t, m.url(m.folder))
	acked := newLedger(c.Stream(0))
	m.mount()
	m.program.start()
	erp, pid := m.program.erp(key), m.program.pid()
	fillings := scale.Of(3, 100)
	for range fillings {
		acked.pushSome(t, erp)
		m.disk.Fill(c.Int64N(256 << 10))
		err := acked.pushUntilRefused(t.Context(), erp)
		require.Equal(t, connect.CodeUnavailable, connect.CodeOf(err), err)
		require.Equal(t, "STORAGE_FULL", reasonOf(err), err)
		_, err = erp.GetSyncInfo(t.Context(), &apiv1.GetSyncInfoRequest{})
		require.NoError(t, err, "a full disk can be read")
		m.disk.Free()
		acked.pushSome(t, erp)
	}
	assert.Equal(t, pid, m.program.pid())
	m.disk.Cut(c.Rand)
	m.program.kill()
	url, server := m.repaired()
	acked.requireKept(t, url, server.erp(key))
	c.Saw("%d times full, %d records acknowledged, 0 lost, no restart", fillings, acked.acknowledged())
}

// What a failed fsync should have written may be lost even if a later one succeeds: nothing is
// acknowledged by it, and nothing that was acknowledged depends on it.
func TestAFailedSyncAcknowledgesNothing(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-29")
	m := newMachine(t)
	key := makeKey(t, m.url(m.folder))
	acked := newLedger(c.Stream(0))
	m.mount()
	m.program.start()
	erp := m.program.erp(key)
	failures := scale.Of(4, 200)
	for range failures {
		acked.pushSome(t, erp)
		m.disk.FailSyncs(true)
		before := acked.acknowledged()
		err := acked.pushUntilRefused(t.Context(), erp)
		require.Equal(t, before, acked.acknowledged(), "acknowledged without being synced")
		require.Equal(t, connect.CodeUnavailable, connect.CodeOf(err), err)
		require.Equal(t, "DATABASE_UNAVAILABLE", reasonOf(err), err)
		m.disk.FailSyncs(false)
	}
	acked.pushSome(t, erp)
	m.disk.Cut(c.Rand)
	m.program.kill()
	url, server := m.repaired()
	acked.requireKept(t, url, server.erp(key))
	c.Saw("%d failures of fsync, %d records acknowledged, 0 lost", failures, acked.acknowledged())
}

// pushSome has a few pushes acknowledged; those refused before are sent again.
func (l *ledger) pushSome(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient) {
	t.Helper()
	for range 5 {
		request := l.take()
		answer, err := erp.PushContractors(t.Context(), request)
		require.NoError(t, err)
		l.settle(request, answer)
	}
}

// mostPushes is how many pushes may still find room on a disk that is all but full.
const mostPushes = 500

// pushUntilRefused pushes until a push is refused and returns the refusal; nil when none was.
func (l *ledger) pushUntilRefused(ctx context.Context, erp kartotekav1connect.ContractorSyncServiceClient) error {
	for range mostPushes {
		request := l.take()
		answer, err := erp.PushContractors(ctx, request)
		if err != nil {
			l.giveBack(request)
			return err
		}
		l.settle(request, answer)
	}
	return nil
}
