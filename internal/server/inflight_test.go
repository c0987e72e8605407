package server_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const (
	push      = "/kartoteka.v1.ContractorSyncService/PushContractors"
	megabytes = 1 << 20
)

// heavy is a push of that many bytes, most of them in a name that is far too long.
func heavy(bytes int) string {
	return fmt.Sprintf(`{"contractors": [{"externalId": "1", "name": %q}]}`, strings.Repeat("x", bytes))
}

// stalled sends the beginning of a push of 4 MiB and no more until the test ends it.
func (r *running) stalled(t *testing.T, key string) (end func()) {
	t.Helper()
	body, sender := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+push, body)
	require.NoError(t, err)
	request.ContentLength = 4 * megabytes
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if answered, err := http1(t).Do(request); err == nil {
			answered.Body.Close()
		}
	}()
	_, err = io.WriteString(sender, heavy(megabytes))
	require.NoError(t, err)
	return func() { sender.CloseWithError(io.ErrUnexpectedEOF); <-done }
}

func TestHeavyRequestsWaitTheirTurn(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	r.SetMaxWait(50 * time.Millisecond)
	key := r.key(t, auth.SyncScope)
	var ends []func()
	for range 4 { // all the room there is
		ends = append(ends, r.stalled(t, key))
	}
	send := func(body string, header ...string) answer {
		return r.post(t, push, strings.NewReader(body), append(header, "Authorization", "Bearer "+key)...)
	}
	var refused answer
	require.Eventually(t, func() bool {
		refused = send(heavy(megabytes))
		return refused.status == http.StatusServiceUnavailable
	}, time.Minute, time.Millisecond)
	assert.Contains(t, refused.body, "SERVER_BUSY")
	assert.Equal(t, "5", refused.header.Get("Retry-After"))

	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, err := io.WriteString(writer, heavy(2*megabytes))
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	assert.Less(t, packed.Len(), 64<<10, "a small compressed request may be heavy")
	assert.Contains(t, send(packed.String(), "Content-Encoding", "gzip").body, "SERVER_BUSY")

	assert.Equal(t, http.StatusOK, send(heavy(100)).status, "light requests pass")
	for _, end := range ends {
		end()
	}
	require.Eventually(t, func() bool { return send(heavy(megabytes)).status != http.StatusServiceUnavailable }, time.Minute, time.Millisecond,
		"finished requests make room")
	for range 20 {
		assert.NotContains(t, send(heavy(megabytes)).body, "SERVER_BUSY", "so does each of many")
	}
}
