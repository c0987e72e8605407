package server_test

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	http2Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	http2Ping    = "\x00\x00\x08\x06\x00\x00\x00\x00\x00pingping"
	pingBytes    = 17
)

func TestPings(t *testing.T) {
	t.Parallel()
	connect := func(t *testing.T) net.Conn {
		t.Helper()
		r := start(t, sqlite(t))
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(r.url, "http://"))
		require.NoError(t, err)
		t.Cleanup(func() { _ = conn.Close() })
		require.NoError(t, conn.SetDeadline(time.Now().Add(30*time.Second)))
		_, err = io.WriteString(conn, http2Preface)
		require.NoError(t, err)
		return conn
	}

	t.Run("are answered", func(t *testing.T) {
		t.Parallel()
		conn := connect(t)
		_, err := io.WriteString(conn, strings.Repeat(http2Ping, 500))
		require.NoError(t, err)
		answered := make([]byte, 500*pingBytes)
		_, err = io.ReadFull(conn, answered)
		require.NoError(t, err)
		assert.Contains(t, string(answered), "pingping")
	})

	t.Run("without end close the connection", func(t *testing.T) {
		t.Parallel()
		conn := connect(t)
		go func() {
			for {
				if _, err := io.WriteString(conn, strings.Repeat(http2Ping, 100)); err != nil {
					return
				}
			}
		}()
		answered, err := io.Copy(io.Discard, conn)
		var waited net.Error
		if assert.Less(t, answered, int64(10_000*pingBytes)) && err != nil {
			require.ErrorAs(t, err, &waited)
			assert.False(t, waited.Timeout(), "the connection is still open")
		}
	})
}
