package server_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// A request of few bytes can hold messages and values that take hundreds of times as much memory:
// they are counted before they are read.
func TestARequestOfTooManyPartsIsRefused(t *testing.T) {
	t.Parallel()
	many := func(count int) []*apiv1.Address {
		addresses := make([]*apiv1.Address, count)
		for i := range addresses {
			addresses[i] = &apiv1.Address{}
		}
		return addresses
	}
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		for name, request := range map[string]*apiv1.CreateCustomerRequest{
			"messages": {Addresses: many(40_000)},
			"values":   {Customer: &apiv1.Customer{PaymentMethods: make([]string, 300_000)}},
		} {
			binary, err := proto.Marshal(request)
			require.NoError(t, err)
			text, err := protojson.Marshal(request)
			require.NoError(t, err)
			for _, body := range []raw{{"proto", binary}, {"json", text}} {
				info, _, _ := detailsOf(t, sendRaw(t.Context(), t, r, via, body))
				assert.Equal(t, "BATCH_TOO_LARGE", info.GetReason(), "%s in %s", name, body.name)
			}
		}
	})
}

func TestFiveHundredContractorsWithEverythingAreNotTooMuch(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString()}
		for number := range 500 {
			pushed := noted(fmt.Sprint(number), 100)
			pushed.Name = proto.String(strings.Repeat("x", 251)) // rejected, but read
			for range 50 {
				pushed.Addresses = append(pushed.Addresses, &apiv1.Address{Recipient: uuid.NewString()})
			}
			request.Contractors = append(request.Contractors, pushed)
		}
		client := kartotekav1connect.NewContractorSyncServiceClient(via.client(t), r.url, append(via.options, bearer(r.key(t, auth.SyncScope)))...)
		answer, err := client.PushContractors(t.Context(), request)
		require.NoError(t, err)
		assert.EqualValues(t, 500, answer.GetSummary().GetRejected())
	})
}
