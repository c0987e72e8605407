package logging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

func TestNew(t *testing.T) {
	t.Parallel()

	t.Run("drops what is below the level", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		logger := logging.New(&out, "warn", "json")
		logger.Info().Msg("quiet")
		logger.Warn().Msg("loud")
		assert.NotContains(t, out.String(), "quiet")
		assert.Contains(t, out.String(), "loud")
	})

	t.Run("writes json with a time where there is no terminal", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		logger := logging.New(&out, "info", "")
		logger.Info().Msg("hello")
		line := parse(t, out.String())
		assert.Equal(t, "hello", line["message"])
		assert.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, line["time"])
	})

	t.Run("writes text on demand", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		logger := logging.New(&out, "info", "text")
		logger.Info().Str("procedure", "/a/b").Msg("hello")
		assert.Contains(t, out.String(), "hello procedure=/a/b")
	})
}

func TestRequests(t *testing.T) {
	t.Parallel()

	t.Run("writes one line with what was noted", func(t *testing.T) {
		t.Parallel()
		lines, answer := serve(t, "debug", "", func(_ http.ResponseWriter, r *http.Request) {
			logging.Procedure(r.Context(), "/kartoteka.v1.CustomerService/GetCustomer", false)
			logging.Caller(r.Context(), "staff", "7")
			logging.Outcome(r.Context(), "not_found", "CUSTOMER_NOT_FOUND", nil)
		})
		require.Len(t, lines, 1)
		line := parse(t, lines[0])
		assert.Equal(t, "info", line["level"])
		assert.Equal(t, "/kartoteka.v1.CustomerService/GetCustomer", line["procedure"])
		assert.Equal(t, "not_found", line["code"])
		assert.Equal(t, "CUSTOMER_NOT_FOUND", line["reason"])
		assert.Equal(t, "staff", line["caller"])
		assert.Equal(t, "7", line["caller_id"])
		assert.Contains(t, line, "duration_ms")
		assert.Equal(t, answer.Header().Get("X-Request-Id"), line["request_id"])
	})

	t.Run("makes an id for a request without one", func(t *testing.T) {
		t.Parallel()
		_, answer := serve(t, "debug", "", nothing)
		_, err := uuid.Parse(answer.Header().Get("X-Request-Id"))
		assert.NoError(t, err)
	})

	t.Run("keeps the caller's id", func(t *testing.T) {
		t.Parallel()
		_, answer := serve(t, "debug", "erp-2026.11_21", nothing)
		assert.Equal(t, "erp-2026.11_21", answer.Header().Get("X-Request-Id"))
	})

	t.Run("replaces an id that could forge a line or name a person", func(t *testing.T) {
		t.Parallel()
		for _, id := range []string{"a b", `x","level":"error`, "jan@example.com", strings.Repeat("x", 65), "ąę"} {
			lines, answer := serve(t, "debug", id, nothing)
			assert.NotEqual(t, id, answer.Header().Get("X-Request-Id"))
			assert.NotContains(t, lines[0], id)
		}
	})

	t.Run("says at level error what went wrong inside", func(t *testing.T) {
		t.Parallel()
		lines, _ := serve(t, "error", "", func(_ http.ResponseWriter, r *http.Request) {
			logging.Procedure(r.Context(), "/a.B/C", true)
			logging.Outcome(r.Context(), "internal", "INTERNAL", errors.New("disk on fire"))
		})
		require.Len(t, lines, 1)
		assert.Equal(t, "disk on fire", parse(t, lines[0])["error"])
	})

	t.Run("keeps quiet calls and files out of the log of every day", func(t *testing.T) {
		t.Parallel()
		lines, _ := serve(t, "info", "", nothing)
		assert.Empty(t, lines)
		lines, _ = serve(t, "info", "", func(_ http.ResponseWriter, r *http.Request) {
			logging.Procedure(r.Context(), "/grpc.health.v1.Health/Check", true)
			logging.Outcome(r.Context(), "ok", "", nil)
		})
		assert.Empty(t, lines)
	})

	t.Run("tells a call that never reached its handler", func(t *testing.T) {
		t.Parallel()
		lines, _ := serve(t, "info", "", func(_ http.ResponseWriter, r *http.Request) {
			logging.Procedure(r.Context(), "/a.B/C", false)
		})
		require.Len(t, lines, 1)
		assert.Equal(t, "broken_off", parse(t, lines[0])["code"])
	})

	t.Run("gives what runs for the request a logger with its id", func(t *testing.T) {
		t.Parallel()
		lines, answer := serve(t, "info", "", func(_ http.ResponseWriter, r *http.Request) {
			assert.NotEmpty(t, logging.RequestID(r.Context()))
			zerolog.Ctx(r.Context()).Warn().Msg("odd")
		})
		require.Len(t, lines, 1)
		assert.Equal(t, answer.Header().Get("X-Request-Id"), parse(t, lines[0])["request_id"])
	})
}

func nothing(http.ResponseWriter, *http.Request) {}

// serve sends one request through Requests and returns the lines that were logged at the level.
func serve(t *testing.T, level, id string, handler http.HandlerFunc) ([]string, *httptest.ResponseRecorder) {
	t.Helper()
	var out bytes.Buffer
	request := httptest.NewRequest(http.MethodPost, "/kartoteka.v1.CustomerService/GetCustomer?q=1", http.NoBody)
	if id != "" {
		request.Header.Set("X-Request-Id", id)
	}
	answer := httptest.NewRecorder()
	logging.Requests(logging.New(&out, level, "json"), func(logging.Seen) {}, handler).ServeHTTP(answer, request)
	if out.Len() == 0 {
		return nil, answer
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n"), answer
}

func parse(t *testing.T, line string) map[string]any {
	t.Helper()
	var parsed map[string]any
	require.NoError(t, json.Unmarshal([]byte(line), &parsed))
	return parsed
}
