package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const syncService = "/kartoteka.v1.ContractorSyncService/"

// withKey sends a key with every request, streams too.
type withKey struct {
	http.RoundTripper

	key string
}

func (w withKey) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("Authorization", "Bearer "+w.key)
	return w.RoundTripper.RoundTrip(request)
}

// call posts JSON with the key and reads the answer into a map.
func (r *running) call(t *testing.T, key, procedure, body string) map[string]any {
	t.Helper()
	got := r.post(t, procedure, strings.NewReader(body), "Authorization", "Bearer "+key)
	require.Equal(t, http.StatusOK, got.status, got.body)
	var answer map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.body), &answer))
	return answer
}

// newCustomer adds a customer as staff do and returns its id.
func (r *running) newCustomer(t *testing.T, key string) string {
	t.Helper()
	answer := r.call(t, key, kartotekav1connect.CustomerServiceCreateCustomerProcedure,
		`{"customer":{"kind":"CUSTOMER_KIND_PERSON","lastName":"Nowak","email":"`+uuid.NewString()+`@example.com"}}`)
	return answer["customer"].(map[string]any)["id"].(string)
}

// An ERP needs no more than an HTTP library to keep up with the shop.
func TestChangesOverPlainHTTP(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		erp, staff := r.key(t, auth.SyncScope), r.key(t, auth.WriteScope, auth.AdminScope)
		before := r.newCustomer(t, staff)

		exported := r.call(t, erp, syncService+"ExportContractors", `{"pageSize":10,"readMask":"customer.id,customer.lastName"}`)
		states := exported["customers"].([]any)
		require.Len(t, states, 1)
		state := states[0].(map[string]any)
		assert.Equal(t, "1", state["version"])
		assert.Equal(t, before, state["customer"].(map[string]any)["id"])
		assert.Equal(t, "Nowak", state["customer"].(map[string]any)["lastName"])
		assert.Empty(t, state["customer"].(map[string]any)["email"])

		after := r.newCustomer(t, staff)
		pulled := r.call(t, erp, syncService+"PullChanges", `{"cursor":"`+exported["feedCursor"].(string)+`","waitSeconds":5}`)
		events := pulled["changes"].([]any)
		require.Len(t, events, 1)
		assert.Equal(t, after, events[0].(map[string]any)["customerId"])
		assert.Equal(t, "CHANGE_KIND_UPSERT", events[0].(map[string]any)["kind"])
		assert.Equal(t, false, pulled["hasMore"])

		cursor := pulled["nextCursor"].(string)
		acked := r.call(t, erp, syncService+"AckChanges", `{"consumer":"optima","cursor":"`+cursor+`"}`)
		assert.Equal(t, cursor, acked["cursor"])

		got := r.post(t, syncService+"PullChanges", strings.NewReader(`{"cursor":"`+cursor+`","includeOwn":true}`), "Authorization", "Bearer "+erp)
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.Equal(t, "CURSOR_MISMATCH", got.reason(t))
		got = r.post(t, syncService+"PullChanges", strings.NewReader(`{"readMask":"customer.secret"}`), "Authorization", "Bearer "+erp)
		assert.Equal(t, "MASK_UNKNOWN", got.reason(t))
		got = r.post(t, syncService+"PullChanges", strings.NewReader(`{"limit":1001}`), "Authorization", "Bearer "+erp)
		assert.Equal(t, http.StatusBadRequest, got.status)
	})
}

// Staff see who reads, and can send a reader away that is gone.
func TestFeedConsumers(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		erp, staff := r.key(t, auth.SyncScope), r.key(t, auth.WriteScope, auth.AdminScope)
		source, err := r.Services().Sources.EnsureByCode(auth.With(t.Context(), auth.System()), "ERP")
		require.NoError(t, err)
		start := r.call(t, erp, syncService+"PullChanges", `{}`)["nextCursor"].(string)
		r.call(t, erp, syncService+"AckChanges", `{"consumer":"optima","cursor":"`+start+`"}`)
		r.newCustomer(t, staff)

		const service = "/kartoteka.v1.SourceSystemService/"
		listed := r.call(t, staff, service+"ListFeedConsumers", `{"sourceSystemId":"`+source.ID.String()+`"}`)
		require.Len(t, listed["consumers"], 1)
		consumer := listed["consumers"].([]any)[0].(map[string]any)
		assert.Equal(t, "optima", consumer["name"])
		assert.Equal(t, "1", consumer["backlog"])
		assert.NotEmpty(t, consumer["ackTime"])
		assert.NotEmpty(t, consumer["oldestTime"])

		deletion := `{"sourceSystemId":"` + source.ID.String() + `","name":"optima"}`
		r.call(t, staff, service+"DeleteFeedConsumer", deletion)
		got := r.post(t, service+"DeleteFeedConsumer", strings.NewReader(deletion), "Authorization", "Bearer "+staff)
		assert.Equal(t, "CONSUMER_NOT_FOUND", got.reason(t))
	})
}

func TestWatchChanges(t *testing.T) {
	t.Parallel()
	for _, via := range transports() {
		t.Run(via.name, func(t *testing.T) {
			t.Parallel()
			r := start(t, sqlite(t))
			erp, staff := r.key(t, auth.SyncScope), r.key(t, auth.WriteScope)
			client := via.client(t)
			client.Transport = withKey{client.Transport, erp}
			stream, err := kartotekav1connect.NewContractorSyncServiceClient(client, r.url, via.options...).
				WatchChanges(t.Context(), &apiv1.WatchChangesRequest{})
			require.NoError(t, err)
			require.True(t, stream.Receive(), stream.Err())
			assert.Empty(t, stream.Msg().GetChanges())
			assert.NotEmpty(t, stream.Msg().GetNextCursor())

			added := r.newCustomer(t, staff)
			require.True(t, stream.Receive(), stream.Err())
			require.Len(t, stream.Msg().GetChanges(), 1)
			assert.Equal(t, added, stream.Msg().GetChanges()[0].GetCustomerId())
			assert.Equal(t, "Nowak", stream.Msg().GetChanges()[0].GetState().GetCustomer().GetLastName())

			stopped := make(chan error, 1)
			go func() { stopped <- r.stop() }()
			require.False(t, stream.Receive())
			info, _, retry := detailsOf(t, stream.Err())
			assert.Equal(t, connect.CodeUnavailable, connect.CodeOf(stream.Err()))
			assert.Equal(t, "SERVER_STOPPING", info.GetReason())
			assert.Positive(t, retry.GetRetryDelay().AsDuration())
			require.NoError(t, stream.Close())
			require.NoError(t, <-stopped)
		})
	}
}

// A call that waits for changes does not hold up the stop of the server.
func TestDrainEndsAPullThatWaits(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	body, sender := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+syncService+"PullChanges", body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+r.key(t, auth.SyncScope))
	// The body is not sent before the server asks for it, and so has taken the request.
	request.Header.Set("Expect", "100-continue")
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	status := make(chan int, 1)
	go func() {
		response, err := client.Do(request)
		if assert.NoError(t, err) {
			_ = response.Body.Close()
			status <- response.StatusCode
		}
		close(status)
	}()
	_, err = io.WriteString(sender, `{"waitSeconds":30`)
	require.NoError(t, err)

	stopped := make(chan error, 1)
	go func() { stopped <- r.stop() }()
	_, err = io.WriteString(sender, "}")
	require.NoError(t, err)
	require.NoError(t, sender.Close())
	assert.Equal(t, http.StatusOK, <-status)
	require.NoError(t, <-stopped)
	assert.NotContains(t, r.log.String(), "requests cut off")
}
