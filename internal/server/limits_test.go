package server_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// TestATooLargeRequestIsToldSo sends everything before it reads, as many clients do.
func TestATooLargeRequestIsToldSo(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	key := r.key(t, auth.SyncScope)
	body := bytes.Repeat([]byte("x"), 24<<20)
	for name, header := range map[string]string{
		"of a known length": fmt.Sprintf("Content-Length: %d\r\n", len(body)),
		"in chunks":         "Transfer-Encoding: chunked\r\n",
	} {
		line, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(r.url, "http://"))
		require.NoError(t, err)
		_, err = fmt.Fprintf(line, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\n%s\r\n",
			kartotekav1connect.ContractorSyncServicePushContractorsProcedure, key, header)
		require.NoError(t, err, name)
		sent := body
		if strings.Contains(header, "chunked") {
			sent = fmt.Appendf(nil, "%x\r\n%s\r\n0\r\n\r\n", len(body), body)
		}
		_, err = line.Write(sent)
		require.NoError(t, err, name)
		response, err := http.ReadResponse(bufio.NewReader(line), nil)
		require.NoError(t, err, name)
		answered, err := io.ReadAll(response.Body)
		require.NoError(t, err, name)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, "BATCH_TOO_LARGE", answer{response.StatusCode, response.Header, string(answered)}.reason(t), name)
		require.NoError(t, line.Close())
	}
}
