package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// badLine is a proxy that loses requests and answers, always in the same order.
type badLine struct {
	t      *testing.T
	server string

	mu     sync.Mutex
	random *rand.Rand
	faults int
	calls  int
	bodies map[string][]byte // pushes by request id
}

// openBadLine returns a proxy and its address.
func openBadLine(t *testing.T, server string) (line *badLine, address string) {
	t.Helper()
	// The order of faults must repeat.
	line = &badLine{t: t, server: server, random: rand.New(rand.NewPCG(7, 7)), bodies: map[string][]byte{}}
	web := httptest.NewServer(line)
	t.Cleanup(web.Close)
	return line, web.URL
}

// ServeHTTP implements http.Handler. Two calls of five go wrong, half of them after the server did its work.
func (l *badLine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	assert.NoError(l.t, err)
	l.note(body)
	const kinds = 10
	kind := l.random.IntN(kinds)
	if kind < 4 {
		l.faults++
	}
	switch kind {
	case 0:
		sendPage(w)
		return
	case 1:
		panic(http.ErrAbortHandler)
	}
	answer := l.forward(r, body)
	switch kind {
	case 2:
		sendPage(w)
	case 3:
		cut(w, answer)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.status)
		_, _ = w.Write(answer.body)
	}
}

// note holds a push to the limits, and a repeated one to its first bytes.
func (l *badLine) note(body []byte) {
	l.calls++
	var request struct {
		RequestID   string            `json:"requestId"`
		Contractors []json.RawMessage `json:"contractors"`
	}
	assert.NoError(l.t, json.Unmarshal(body, &request))
	assert.LessOrEqual(l.t, len(request.Contractors), push.MaxRecords)
	assert.Less(l.t, len(body), push.MaxBytes)
	if request.RequestID == "" {
		return
	}
	if first, ok := l.bodies[request.RequestID]; ok {
		assert.True(l.t, bytes.Equal(first, body), "the same id comes with the same request")
	}
	l.bodies[request.RequestID] = body
}

type answer struct {
	status int
	body   []byte
}

func (l *badLine) forward(r *http.Request, body []byte) answer {
	request, err := http.NewRequestWithContext(r.Context(), r.Method, l.server+r.URL.Path, bytes.NewReader(body))
	if !assert.NoError(l.t, err) {
		panic(http.ErrAbortHandler)
	}
	request.Header.Set("Authorization", r.Header.Get("Authorization"))
	request.Header.Set("Content-Type", r.Header.Get("Content-Type"))
	response, err := http.DefaultClient.Do(request)
	if !assert.NoError(l.t, err) {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	assert.NoError(l.t, err)
	return answer{response.StatusCode, text}
}

// sendPage answers as proxies do whose server is away.
func sendPage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = io.WriteString(w, "<html><h1>502 Bad Gateway</h1></html>")
}

// cut sends half of the answer, in chunks, and hangs up.
func cut(w http.ResponseWriter, answer answer) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body[:len(answer.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// runClient runs an example client without long waits.
func (s *shop) runClient(t *testing.T, address, file string, command ...string) (string, error) {
	t.Helper()
	program, err := exec.LookPath(command[0])
	require.NoError(t, err, "scripts/dependencies installs it")
	run := exec.CommandContext(t.Context(), program, filepath.Join(exampleFiles, "clients", command[1]), file, s.path("work"))
	run.Env = append(os.Environ(), "KARTOTEKA_SERVER="+address, "KARTOTEKA_KEY="+s.key, "KARTOTEKA_WAIT_MS=1")
	printed, err := run.CombinedOutput()
	return string(printed), err
}

const (
	manyRecords  = 1000 // two batches by number, three by bytes
	heavyRecords = 450  // more than a request holds
)

// writeMany writes contractors of which the first are heavy, the last but one has an odd telephone number, and the last a wrong e-mail.
func (s *shop) writeMany(t *testing.T) string {
	t.Helper()
	var contractors []map[string]any
	for i := range manyRecords {
		contractor := map[string]any{"externalId": fmt.Sprintf("K-%04d", i), "active": true, "kind": "CUSTOMER_KIND_COMPANY", "name": "Żółw " + strconv.Itoa(i)}
		if i < heavyRecords {
			contractor["note"] = strings.Repeat("€", 4000)
		}
		contractors = append(contractors, contractor)
	}
	contractors[manyRecords-2]["phone"] = "ask Anna"
	contractors[manyRecords-1]["email"] = "no e-mail"
	text, err := json.Marshal(map[string]any{"contractors": contractors})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(s.path("many.json"), text, 0o600))
	return s.path("many.json")
}

var createdCount = regexp.MustCompile(`"created": ?(\d+)`)

// TestExampleClientsOnABadLine runs clients behind a proxy that answers with its own page now and then, or hangs up.
func TestExampleClientsOnABadLine(t *testing.T) {
	t.Parallel()
	for name, command := range exampleClients() {
		t.Run(name+" pushes everything once", func(t *testing.T) {
			t.Parallel()
			s := openShop(t, databasetest.SQLite(t))
			line, address := openBadLine(t, s.url)
			printed, err := s.runClient(t, address, s.writeMany(t), command...)
			require.NoError(t, err, printed)
			created := 0
			for _, found := range createdCount.FindAllStringSubmatch(printed, -1) {
				count, err := strconv.Atoi(found[1])
				require.NoError(t, err)
				created += count
			}
			assert.Equal(t, manyRecords-1, created)
			assert.Contains(t, printed, "K-0999: email: ")
			assert.Contains(t, printed, "K-0998: warning: PHONE_NOT_NORMALIZED")
			assert.Len(t, line.bodies, 3, "both limits split")
			assert.Positive(t, line.faults)
			status, verified := s.sync(t, "export", "--out", s.path("all.jsonl"))
			require.Zero(t, status, verified)
			assert.Equal(t, manyRecords-1, strings.Count(s.read(t, "all.jsonl"), "\n"))
		})
		t.Run(name+" gives up", func(t *testing.T) {
			t.Parallel()
			s := openShop(t, databasetest.SQLite(t))
			for status, body := range map[int]string{
				http.StatusNotFound:        "<html>404</html>",
				http.StatusOK:              "<html>Welcome</html>",
				http.StatusConflict:        `{"code": "aborted", "details": [{"type": "google.rpc.ErrorInfo", "debug": {"reason": "BATCH_REJECTED"}}]}`,
				http.StatusBadRequest:      `{"code": "invalid_argument", "message": "no"}`,
				http.StatusTooManyRequests: `{"code": "resource_exhausted", "message": "no"}`,
			} {
				calls := 0
				web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					calls++
					w.WriteHeader(status)
					_, _ = io.WriteString(w, body)
				}))
				printed, err := s.runClient(t, web.URL, filepath.Join(exampleFiles, "contractors.json"), command...)
				web.Close()
				require.Error(t, err, printed)
				assert.Contains(t, printed, strconv.Itoa(status))
				assert.Equal(t, 1, calls, "%d %s", status, body)
			}
		})
	}
}
