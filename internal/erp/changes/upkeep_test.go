package changes_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

func TestOldChangesAreClearedAwayInTheBackground(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.create("Ryba")
		b.clock.Advance(100 * 24 * time.Hour)
		ctx, stop := context.WithCancel(b.Context())
		done := make(chan struct{})
		go func() { defer close(done); b.Jobs.Run(ctx) }()
		assert.Eventually(b, func() bool {
			count, err := b.db.Client(b.Context()).FeedEvent.Query().Count(b.Context())
			return err == nil && count == 0
		}, 20*time.Second, 20*time.Millisecond)
		stop()
		<-done
	})
}

func TestARestoredDatabaseIsReadAnew(t *testing.T) {
	t.Parallel()
	each(t, func(b bundle) {
		b.create("Ryba")
		page, err := b.Pull(b.erp, changes.PullInput{Limit: 10})
		require.NoError(b, err)
		require.NoError(b, b.RotateEpoch(b.staff))
		_, err = b.Pull(b.erp, changes.PullInput{Cursor: page.Next, Limit: 10})
		faulttest.Require(b, err, fault.Precondition, "CURSOR_EPOCH_CHANGED")
	})
}
