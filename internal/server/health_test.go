package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	healthv1 "github.com/kartoteka/kartoteka/gen/grpc/health/v1"
	"github.com/kartoteka/kartoteka/gen/grpc/health/v1/healthv1connect"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		client := healthv1connect.NewHealthClient(via.client(t), r.url, via.options...)
		for _, service := range []string{"", "grpc.health.v1.Health", "kartoteka.v1.CustomerService"} {
			got, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: service})
			require.NoError(t, err)
			assert.Equal(t, healthv1.HealthCheckResponse_SERVING, got.GetStatus())
		}
		_, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: "kartoteka.v1.Nothing"})
		assert.Equal(t, connect.CodeNotFound, connect.CodeOf(err))
	})
}

func TestHealthz(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		got := r.get(t, "/healthz")
		assert.Equal(t, http.StatusOK, got.status)
		assert.Equal(t, "serving\n", got.body)
		assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
	})
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		require.Eventually(t, func() bool { return r.get(t, "/readyz").status == http.StatusOK }, 20*time.Second, 100*time.Millisecond)
		assert.Equal(t, "ready\n", r.get(t, "/readyz").body)
		assert.Equal(t, "alive\n", r.get(t, "/livez").body)
		_, err := databasetest.Open(t, r.database).Client(t.Context()).ExecContext(t.Context(), "DELETE FROM goose_db_version WHERE version_id > 20261001000000")
		require.NoError(t, err)
		require.Eventually(t, func() bool { return r.get(t, "/readyz").status == http.StatusServiceUnavailable }, 20*time.Second, 100*time.Millisecond)
		assert.Equal(t, "migrations are missing\n", r.get(t, "/readyz").body)
		assert.Equal(t, http.StatusOK, r.get(t, "/healthz").status, "calls are answered all the same")
	})
}

func TestReadinessWithoutDatabase(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	require.NoError(t, r.Close())
	got := r.get(t, "/readyz")
	assert.Equal(t, http.StatusServiceUnavailable, got.status)
	assert.Contains(t, got.body, "the database cannot be written\n")
	assert.Equal(t, http.StatusOK, r.get(t, "/livez").status, "a restart of the server mends no database")
}

// A load balancer has to hear that the server stops while the server still answers.
func TestDrainDelay(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t), func(s *config.Serve) { s.DrainDelay = 3 * time.Second })
	require.Equal(t, http.StatusOK, r.get(t, "/healthz").status)
	stopped := make(chan error, 1)
	go func() { stopped <- r.stop() }()
	require.Eventually(t, func() bool { return r.get(t, "/healthz").status == http.StatusServiceUnavailable }, 2*time.Second, 10*time.Millisecond)
	got := r.post(t, kartotekav1connect.ShopServiceListShopsProcedure, strings.NewReader("{}"), "Authorization", "Bearer "+r.key(t, auth.ReadScope))
	assert.Equal(t, http.StatusOK, got.status, "those who have not heard it yet are served")
	require.NoError(t, <-stopped)
}

func TestHealthWithoutDatabase(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	require.NoError(t, r.Close())
	assert.Equal(t, http.StatusServiceUnavailable, r.get(t, "/healthz").status)
	got, err := healthv1connect.NewHealthClient(http1(t), r.url).Check(t.Context(), &healthv1.HealthCheckRequest{})
	require.NoError(t, err)
	assert.Equal(t, healthv1.HealthCheckResponse_NOT_SERVING, got.GetStatus())
}

func TestHealthWatch(t *testing.T) {
	t.Parallel()

	t.Run("tells at once, and once more when the server drains", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		stream, err := healthv1connect.NewHealthClient(http2(t), r.url, connect.WithGRPC()).Watch(t.Context(), &healthv1.HealthCheckRequest{})
		require.NoError(t, err)
		require.True(t, stream.Receive(), stream.Err())
		assert.Equal(t, healthv1.HealthCheckResponse_SERVING, stream.Msg().GetStatus())
		stopped := make(chan error, 1)
		go func() { stopped <- r.stop() }()
		require.True(t, stream.Receive(), stream.Err())
		assert.Equal(t, healthv1.HealthCheckResponse_NOT_SERVING, stream.Msg().GetStatus())
		assert.False(t, stream.Receive())
		require.NoError(t, stream.Err())
		require.NoError(t, <-stopped)
	})

	t.Run("knows an unknown service", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		stream, err := healthv1connect.NewHealthClient(http2(t), r.url, connect.WithGRPC()).Watch(t.Context(), &healthv1.HealthCheckRequest{Service: "x"})
		require.NoError(t, err)
		require.True(t, stream.Receive(), stream.Err())
		assert.Equal(t, healthv1.HealthCheckResponse_SERVICE_UNKNOWN, stream.Msg().GetStatus())
	})

	t.Run("is bounded, for it needs no credentials", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		client := healthv1connect.NewHealthClient(http2(t), r.url, connect.WithGRPC())
		for range 32 {
			stream, err := client.Watch(t.Context(), &healthv1.HealthCheckRequest{})
			require.NoError(t, err)
			require.True(t, stream.Receive(), stream.Err())
		}
		stream, err := client.Watch(t.Context(), &healthv1.HealthCheckRequest{})
		require.NoError(t, err)
		require.False(t, stream.Receive())
		info, _, retry := detailsOf(t, stream.Err())
		assert.Equal(t, "TOO_MANY_WATCHERS", info.GetReason())
		assert.Positive(t, retry.GetRetryDelay().AsDuration())
	})
}
