package server_test

import (
	"os"
	"sync"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// however a batch arrives, its results are the same.
func TestResultsAreTheSameOverEveryTransport(t *testing.T) {
	t.Parallel()
	request := &apiv1.PushContractorsRequest{}
	for _, file := range []string{"contractors.json", "contractors-bad.json"} {
		text, err := os.ReadFile("../../examples/erp/" + file)
		require.NoError(t, err)
		part := &apiv1.PushContractorsRequest{}
		require.NoError(t, protojson.Unmarshal(text, part))
		proto.Merge(request, part)
	}
	request.ValidateOnly = true
	var mu sync.Mutex
	var first *apiv1.PushContractorsResponse
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		client := kartotekav1connect.NewContractorSyncServiceClient(via.client(t), r.url,
			append(via.options, bearer(r.key(t, auth.SyncScope)), connect.WithSendGzip())...)
		ctx, call := connect.NewClientContext(t.Context())
		answer, err := client.PushContractors(ctx, proto.CloneOf(request))
		require.NoError(t, err)
		assert.Equal(t, call.ResponseHeader().Get(logging.RequestIDHeader), answer.GetTraceId())
		answer.TraceId = "" // of each call its own
		require.Len(t, answer.GetResults(), len(request.GetContractors()))
		assert.EqualValues(t, 10, answer.GetSummary().GetCreated())
		assert.EqualValues(t, 4, answer.GetSummary().GetRejected())
		mu.Lock()
		defer mu.Unlock()
		if first == nil {
			first = answer
		}
		assert.True(t, proto.Equal(first, answer), "%v\n%v", first, answer)
	})
}
