package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// TestHostileRequests calls each unary method in a usual way, and then once more for each of its fields, with that
// field missing or with a value that nobody types. Whatever is refused is refused for a reason that names the
// field, and leaves no trace; nothing is an internal error.
func TestHostileRequests(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"sqlite": databasetest.SQLite(t), "postgres": databasetest.Postgres(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, url, func(settings *config.Serve) {
				settings.KeyRate, settings.WebhookNetworks = 0, []string{"127.0.0.0/8"}
			})
			h := &hostile{T: t, db: databasetest.Open(t, url)}
			c := &caller{T: t, running: r, statements: map[string]int64{}}
			usual := map[string]usualCall{}
			c.after = func(header []string, method, body string) { usual[method] = usualCall{header, body} }
			c.callAllButLast()
			for _, method := range slices.Sorted(maps.Keys(usual)) {
				h.attack(r, method, usual[method])
			}
			assert.Greater(t, h.refused, 1_000)
			assert.Greater(t, h.accepted, 100)
		})
	}
}

// hostile sends spoilt requests.
type hostile struct {
	*testing.T

	db                *database.DB
	refused, accepted int
}

// usualCall is how a method was called.
type usualCall struct {
	header []string
	body   string
}

func (h *hostile) attack(r *running, method string, call usualCall) {
	var usual map[string]any
	require.NoError(h, json.Unmarshal([]byte(call.body), &usual))
	forgetETags(usual)
	for _, spoilt := range spoil(h.T, inputOf(h.T, "/kartoteka.v1."+method), usual) {
		before := h.traces()
		got := r.post(h.T, "/kartoteka.v1."+method, strings.NewReader(spoilt.body), call.header...)
		what := fmt.Sprintf("%s with %s: %d %s", method, spoilt.how, got.status, got.body)
		if got.status == http.StatusOK {
			h.accepted++
			continue
		}
		h.refused++
		assert.NotEqual(h, http.StatusInternalServerError, got.status, what)
		reason := got.reason(h.T)
		assert.NotEmpty(h, reason, what)
		if got.refusal(h.T).Code == "invalid_argument" {
			assert.NotEmpty(h, got.violations(h.T), what)
		}
		assert.Equal(h, before, h.traces(), what)
	}
}

// traces counts what a change leaves behind.
func (h *hostile) traces() (n int) {
	h.Helper()
	err := h.db.One(h.Context(), `SELECT (SELECT COUNT(*) FROM history) + (SELECT COUNT(*) FROM feed_events)
		+ (SELECT COUNT(*) FROM customers) + (SELECT COUNT(*) FROM sync_rejects)`, nil, &n)
	require.NoError(h, err)
	return n
}

// forgetETags takes out what would be stale, as the method has been called once.
func forgetETags(document map[string]any) {
	delete(document, "etag")
	for _, value := range document {
		if within, ok := value.(map[string]any); ok {
			forgetETags(within)
		}
	}
}

// spoiltBody is a request in JSON, and what is wrong with it.
type spoiltBody struct{ how, body string }

// spoil returns the request once for each field and each way to spoil it.
func spoil(t *testing.T, message protoreflect.MessageDescriptor, usual map[string]any) []spoiltBody {
	t.Helper()
	var all []spoiltBody
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		name := field.JSONName()
		put := func(how string, value any) {
			spoilt := maps.Clone(usual)
			spoilt[name] = value
			if value == nil {
				delete(spoilt, name)
			}
			encoded, err := json.Marshal(spoilt)
			require.NoError(t, err)
			all = append(all, spoiltBody{name + " " + how, string(encoded)})
		}
		if _, ok := usual[name]; ok {
			put("missing", nil)
		}
		values := spoiltValues(field)
		for _, how := range slices.Sorted(maps.Keys(values)) {
			put(how, listed(field, values[how]))
		}
		within, ok := usual[name].(map[string]any)
		if list, isList := usual[name].([]any); isList && len(list) > 0 {
			within, ok = list[0].(map[string]any)
		}
		if !ok || field.Message() == nil {
			continue
		}
		for _, spoilt := range spoil(t, field.Message(), within) {
			put(spoilt.how, listed(field, json.RawMessage(spoilt.body)))
		}
	}
	return all
}

func listed(field protoreflect.FieldDescriptor, value any) any {
	if field.IsList() && value != nil {
		return []any{value}
	}
	return value
}

// spoiltValues are values that nobody types, by what is wrong with them.
func spoiltValues(field protoreflect.FieldDescriptor) map[string]any {
	switch field.Kind() {
	case protoreflect.StringKind:
		return map[string]any{
			"invisible": "\u200b", "a zero byte": "a\x00b", "20 kB": strings.Repeat("x", 20_000),
			"half a surrogate": json.RawMessage(`"\ud800"`), "punctuation": `'";--%_\`,
		}
	case protoreflect.EnumKind:
		return map[string]any{"an unknown number": 999}
	case protoreflect.Int32Kind:
		return map[string]any{"the lowest": -1 << 31, "the highest": 1<<31 - 1}
	case protoreflect.Int64Kind:
		return map[string]any{"the lowest": "-9223372036854775808", "the highest": "9223372036854775807"}
	case protoreflect.MessageKind:
		if field.Message().FullName().Parent() == "kartoteka.v1" {
			return map[string]any{"empty": map[string]any{}}
		}
		return map[string]any{"of another type": true}
	default:
		return nil
	}
}
