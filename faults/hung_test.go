package faults_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// What the server promises while PostgreSQL hangs.
const (
	longestCall   = 30 * time.Second
	longestHealth = 5 * time.Second
	longestStop   = 10 * time.Second
)

// probe asks the server and returns the status of its answer.
func (p *program) probe(path string) (status int, took time.Duration, err error) {
	began := time.Now()
	response, err := p.reach().Get(programURL + path)
	if err != nil {
		return 0, time.Since(began), err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, time.Since(began), err
}

// A server whose PostgreSQL does not answer, with every connection still open, says so in time, and goes on by itself.
func TestHungPostgresHangsNobody(t *testing.T) {
	t.Parallel()
	cluster := newCluster(t)
	key := makeKeyOf(t, cluster.URL(), "write,read")
	server := serve(t, cluster.URL())
	customers := server.customers(key)
	var emails atomic.Int64
	create := func(ctx context.Context) error {
		_, err := customers.CreateCustomer(ctx, &apiv1.CreateCustomerRequest{
			Customer: &apiv1.Customer{Kind: apiv1.CustomerKind_CUSTOMER_KIND_PERSON, FirstName: "Jan", LastName: "Nowak", Email: fmt.Sprintf("jan%d@example.com", emails.Add(1))},
		})
		return err
	}
	list := func(ctx context.Context) error {
		_, err := customers.ListCustomers(ctx, &apiv1.ListCustomersRequest{})
		return err
	}
	require.NoError(t, create(t.Context()))
	require.NoError(t, cluster.Freeze())
	t.Cleanup(func() { _ = cluster.Thaw() }) // or else it could not be stopped

	var calls sync.WaitGroup
	for range 40 { // twice as many as there are connections
		for _, call := range []func(context.Context) error{create, list} {
			calls.Go(func() {
				began := time.Now()
				err := call(t.Context())
				assert.Contains(t, []connect.Code{connect.CodeUnavailable, connect.CodeDeadlineExceeded}, connect.CodeOf(err), "%v", err)
				assert.LessOrEqual(t, time.Since(began), longestCall)
			})
			calls.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				began := time.Now()
				assert.Equal(t, connect.CodeDeadlineExceeded, connect.CodeOf(call(ctx)))
				assert.LessOrEqual(t, time.Since(began), 4*time.Second)
			})
		}
	}
	for range 3 {
		for path, want := range map[string]int{"/healthz": http.StatusServiceUnavailable, "/readyz": http.StatusServiceUnavailable, "/livez": http.StatusOK} {
			status, took, err := server.probe(path)
			require.NoError(t, err)
			assert.Equal(t, want, status, path)
			assert.LessOrEqual(t, took, longestHealth, path)
		}
	}
	calls.Wait()

	require.NoError(t, cluster.Thaw())
	require.Eventually(t, func() bool { return create(t.Context()) == nil }, recovery, 100*time.Millisecond, "it goes on without a restart")
	require.Eventually(t, func() bool { status, _, err := server.probe("/readyz"); return err == nil && status == http.StatusOK },
		2*recovery, 100*time.Millisecond)
}

// A server that is told to stop stops in time, whatever PostgreSQL does.
func TestHungPostgresDelaysNoStop(t *testing.T) {
	t.Parallel()
	cluster := newCluster(t)
	key := makeKeyOf(t, cluster.URL(), "write,read")
	server := serve(t, cluster.URL())
	customers := server.customers(key)
	_, err := customers.ListCustomers(t.Context(), &apiv1.ListCustomersRequest{})
	require.NoError(t, err)
	require.Eventually(t, func() bool { status, _, err := server.probe("/readyz"); return err == nil && status == http.StatusOK },
		2*recovery, 100*time.Millisecond, "background jobs run too")
	require.NoError(t, cluster.Freeze())
	t.Cleanup(func() { _ = cluster.Thaw() })
	var calls sync.WaitGroup
	defer calls.Wait()
	for range 30 {
		calls.Go(func() {
			_, err := customers.ListCustomers(t.Context(), &apiv1.ListCustomersRequest{})
			assert.Error(t, err)
		})
	}
	pause(t.Context(), time.Second) // until the calls have arrived
	began := time.Now()
	require.NoError(t, syscall.Kill(server.pid(), syscall.SIGTERM))
	select {
	case <-server.ended:
		t.Logf("stopped within %s", time.Since(began))
	case <-time.After(longestStop):
		assert.Fail(t, "it still runs")
	}
}
