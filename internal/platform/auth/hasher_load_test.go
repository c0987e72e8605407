package auth

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

// TestHasherUnderLoad looks inside: only there can a hash be held up without waiting for time to pass.
func TestHasherUnderLoad(t *testing.T) {
	t.Parallel()
	hasher := newHasher(1, 1)
	running, release := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	go func() {
		first <- hasher.run(context.Background(), func() error {
			close(running)
			<-release
			return nil
		})
	}()
	<-running

	hasher.places <- struct{}{} // one that waits for the core
	_, err := hasher.Hash(t.Context(), "koń na biegunach")
	refusal := faulttest.Require(t, err, fault.Unavailable, "TOO_BUSY") // one more than may wait
	assert.NotEmpty(t, refusal.Metadata["retry_after_seconds"])
	_, _, err = hasher.Verify(t.Context(), "koń na biegunach", "")
	assert.True(t, fault.Is(err, "TOO_BUSY"), "for unknown accounts too")
	<-hasher.places

	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = hasher.Hash(gone, "koń na biegunach")
	require.ErrorIs(t, err, context.Canceled, "nothing is hashed for a caller who is gone")

	close(release)
	require.NoError(t, <-first)
	_, err = hasher.Hash(t.Context(), "koń na biegunach")
	require.NoError(t, err, "places are given back")
}
