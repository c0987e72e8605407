package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/server"
)

// running is a server on a port of its own.
type running struct {
	*server.Server

	url      string
	database string
	log      *safeBuffer
	stop     func() error // drains; safe to call again
}

// onEach runs the test against a server on each kind of database.
func onEach(t *testing.T, test func(t *testing.T, r *running)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, start(t, databasetest.SQLite(t))) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); test(t, start(t, databasetest.Postgres(t))) })
}

func start(t *testing.T, databaseURL string, changes ...func(*config.Serve)) *running {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	settings := config.Serve{
		Database:   config.Database{Database: databaseURL},
		Listen:     listener.Addr().String(),
		Reflection: config.ReflectionAuthenticated,
	}
	for _, change := range changes {
		change(&settings)
	}
	r := &running{url: "http://" + listener.Addr().String(), database: databaseURL, log: &safeBuffer{}}
	r.Server, err = server.New(t.Context(), settings, logging.New(r.log, "debug", "json"))
	require.NoError(t, err)

	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx, listener) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		require.NoError(t, r.stop())
		require.NoError(t, r.Close())
	})
	return r
}

// key makes an API key with the scopes and returns it in the clear.
func (r *running) key(t *testing.T, scopes ...auth.Scope) string {
	t.Helper()
	in := apikey.CreateInput{Name: "test", Scopes: scopes}
	for _, scope := range scopes {
		if scope == auth.SyncScope {
			in.SourceSystem = "ERP"
		}
	}
	ctx := auth.With(t.Context(), auth.System())
	if in.SourceSystem != "" {
		_, err := r.Services().Sources.EnsureByCode(ctx, in.SourceSystem)
		require.NoError(t, err)
	}
	_, secret, err := r.Services().Keys.Create(ctx, in)
	require.NoError(t, err)
	return secret
}

// bearer sends a credential with every call.
func bearer(key string) connect.ClientOption {
	return connect.WithInterceptors(connect.UnaryInterceptorFunc(func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, request connect.AnyRequest) (connect.AnyResponse, error) {
			request.Header().Set("Authorization", "Bearer "+key)
			return next(ctx, request)
		}
	}))
}

// http2 speaks HTTP/2 without TLS, as gRPC does.
func http2(t *testing.T) *http.Client {
	t.Helper()
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	transport := &http.Transport{Protocols: protocols}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// http1 has connections of its own, so that a drain does not wait for another test's.
func http1(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// transport is a way to call the API.
type transport struct {
	name    string
	client  func(*testing.T) *http.Client
	options []connect.ClientOption
}

func transports() []transport {
	return []transport{
		{"Connect with JSON over HTTP/1.1", http1, []connect.ClientOption{connect.WithProtoJSON()}},
		{"Connect with protobuf over HTTP/2", http2, nil},
		{"gRPC", http2, []connect.ClientOption{connect.WithGRPC()}},
		{"gRPC-Web over HTTP/1.1", http1, []connect.ClientOption{connect.WithGRPCWeb()}},
	}
}

// onEachTransport runs the test for each way to call the API, all against one server.
func onEachTransport(t *testing.T, test func(t *testing.T, r *running, via transport)) {
	t.Helper()
	r := start(t, databasetest.SQLite(t))
	for _, via := range transports() {
		t.Run(via.name, func(t *testing.T) {
			t.Parallel()
			test(t, r, via)
		})
	}
}

// answer is what plain HTTP gets.
type answer struct {
	status int
	header http.Header
	body   string
}

// post calls a procedure as any HTTP library can. Headers are given as pairs.
func (r *running) post(t *testing.T, procedure string, body io.Reader, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+procedure, body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	return r.do(t, request, header...)
}

func (r *running) get(t *testing.T, path string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+path, http.NoBody)
	require.NoError(t, err)
	return r.do(t, request, header...)
}

func (r *running) do(t *testing.T, request *http.Request, header ...string) answer {
	t.Helper()
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http1(t).Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, string(body)}
}

// refusal is an error as plain HTTP gets it.
type refusal struct {
	Code    string
	Message string
	Details []struct {
		Type  string
		Debug struct {
			Reason, Domain, RetryDelay string
			Metadata                   map[string]string
			FieldViolations            []struct{ Field, Reason, Description string }
		}
	}
}

func (a answer) refusal(t *testing.T) refusal {
	t.Helper()
	var r refusal
	require.NoError(t, json.NewDecoder(strings.NewReader(a.body)).Decode(&r), a.body)
	return r
}

// reason is the reason of the refusal; empty when the call succeeded.
func (a answer) reason(t *testing.T) string {
	t.Helper()
	if a.status == http.StatusOK {
		return ""
	}
	for _, detail := range a.refusal(t).Details {
		if detail.Type == "google.rpc.ErrorInfo" {
			require.Equal(t, "kartoteka", detail.Debug.Domain)
			return detail.Debug.Reason
		}
	}
	require.Fail(t, "a refusal without ErrorInfo", a.body)
	return ""
}

// detailsOf returns the details of an error by kind.
func detailsOf(t *testing.T, err error) (info *errdetails.ErrorInfo, fields *errdetails.BadRequest, retry *errdetails.RetryInfo) {
	t.Helper()
	var refused *connect.Error
	require.ErrorAs(t, err, &refused)
	for _, detail := range refused.Details() {
		value, err := detail.Value()
		require.NoError(t, err)
		switch value := value.(type) {
		case *errdetails.ErrorInfo:
			info = value
		case *errdetails.BadRequest:
			fields = value
		case *errdetails.RetryInfo:
			retry = value
		}
	}
	require.NotNil(t, info, "a refusal without ErrorInfo: %v", err)
	require.Equal(t, "kartoteka", info.GetDomain())
	return info, fields, retry
}

// safeBuffer is a log that the server writes while the test reads.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

func sqlite(t *testing.T) string { t.Helper(); return databasetest.SQLite(t) }
