package server_test

import (
	"net/http"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

func customers(t *testing.T, r *running, via transport, key string) kartotekav1connect.CustomerServiceClient {
	t.Helper()
	return kartotekav1connect.NewCustomerServiceClient(via.client(t), r.url, append(via.options, bearer(key))...)
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		client := customers(t, r, via, r.key(t, auth.ReadScope, auth.WriteScope))

		t.Run("of the shape names every field and its reason", func(t *testing.T) {
			t.Parallel()
			_, err := client.CreateCustomer(t.Context(), &apiv1.CreateCustomerRequest{
				Customer: &apiv1.Customer{Name: strings.Repeat("x", 10_000), Kind: 99},
			})
			require.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(err))
			info, fields, _ := detailsOf(t, err)
			got := map[string]string{}
			for _, violation := range fields.GetFieldViolations() {
				got[violation.GetField()] = violation.GetReason()
			}
			assert.Equal(t, "INVALID_FIELDS", info.GetReason())
			assert.Equal(t, "TOO_LONG", got["customer.name"])
			assert.Equal(t, "VALUE_UNKNOWN", got["customer.kind"])
		})
		t.Run("of a missing message says that it is required", func(t *testing.T) {
			t.Parallel()
			_, err := client.CreateCustomer(t.Context(), &apiv1.CreateCustomerRequest{})
			info, fields, _ := detailsOf(t, err)
			assert.Equal(t, "REQUIRED", info.GetReason())
			assert.Equal(t, "customer", fields.GetFieldViolations()[0].GetField())
		})
		t.Run("of an id says so", func(t *testing.T) {
			t.Parallel()
			_, err := client.GetCustomer(t.Context(), &apiv1.GetCustomerRequest{Id: "7"})
			info, _, _ := detailsOf(t, err)
			assert.Equal(t, "ID_INVALID", info.GetReason())
		})
		t.Run("by a noun keeps its kind and reason", func(t *testing.T) {
			t.Parallel()
			_, err := client.GetCustomer(t.Context(), &apiv1.GetCustomerRequest{Id: "00000000-0000-7000-8000-000000000000"})
			info, _, _ := detailsOf(t, err)
			assert.Equal(t, connect.CodeNotFound, connect.CodeOf(err))
			assert.Equal(t, "CUSTOMER_NOT_FOUND", info.GetReason())
		})
		t.Run("after the caller's own deadline says so", func(t *testing.T) {
			t.Parallel()
			got := r.post(t, kartotekav1connect.CustomerServiceListCustomersProcedure, strings.NewReader("{}"),
				"Authorization", "Bearer "+r.key(t, auth.ReadScope), "Connect-Timeout-Ms", "0")
			assert.Equal(t, "DEADLINE_EXCEEDED", got.reason(t))
			assert.Equal(t, "deadline_exceeded", got.refusal(t).Code)
		})
	})
}

func TestRetryInfo(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	var got answer
	for range 50 {
		got = r.post(t, kartotekav1connect.SessionServiceSignInProcedure, strings.NewReader(`{"email":"a@example.com","password":"guess"}`))
		if got.status == http.StatusTooManyRequests {
			break
		}
	}
	require.Equal(t, "TOO_MANY_ATTEMPTS", got.reason(t))
	assert.NotEmpty(t, got.header.Get("Retry-After"))
	var delay string
	for _, detail := range got.refusal(t).Details {
		if detail.Type == "google.rpc.RetryInfo" {
			delay = detail.Debug.RetryDelay
		}
	}
	assert.Equal(t, got.header.Get("Retry-After")+"s", delay)
}

func TestInternalError(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, _ *running, via transport) {
		r := start(t, sqlite(t))
		key := r.key(t, auth.ReadScope)
		// Another program, or an operator, pulls the tables away.
		broken(t, r)
		_, err := customers(t, r, via, key).ListCustomers(t.Context(), &apiv1.ListCustomersRequest{})
		info, _, _ := detailsOf(t, err)
		require.Equal(t, connect.CodeInternal, connect.CodeOf(err))
		assert.Equal(t, "INTERNAL", info.GetReason())
		var refused *connect.Error
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, "internal error", refused.Message())
		id := info.GetMetadata()["request_id"]
		require.NotEmpty(t, id)
		assert.Equal(t, id, refused.Meta().Get(logging.RequestIDHeader))
		assert.Contains(t, r.log.String(), `"request_id":"`+id+`"`)
		assert.Contains(t, r.log.String(), `"level":"error"`)
	})
}

// broken renames a table that every list of customers reads.
func broken(t *testing.T, r *running) {
	t.Helper()
	_, err := databasetest.Open(t, r.database).Client(t.Context()).ExecContext(t.Context(), "ALTER TABLE customers RENAME TO elsewhere")
	require.NoError(t, err)
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		client := kartotekav1connect.NewShopServiceClient(via.client(t), r.url, append(via.options, bearer(r.key(t, auth.ReadScope)))...)
		ctx, call := connect.NewClientContext(t.Context())
		call.RequestHeader().Set(logging.RequestIDHeader, "erp-42")
		_, err := client.ListShops(ctx, &apiv1.ListShopsRequest{})
		require.NoError(t, err)
		assert.Equal(t, "erp-42", call.ResponseHeader().Get(logging.RequestIDHeader))
	})
}
