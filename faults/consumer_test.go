package faults_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

// An ERP that pulls what others push, over a line that cuts replies, from a server that is killed, and
// that dies itself before it has saved its cursor, ends with what the server has.
func TestAConsumerEndsEqualToTheServer(t *testing.T) {
	t.Parallel()
	onEach(t, "R-13", func(t *testing.T, c *scale.Case, database string) {
		rounds := scale.Of(2, 100)
		erp := newLedger(c.Stream(0))
		key := makeKey(t, database)
		server := newProgram(t, database, nil, nil)
		server.start()
		reader := &consumer{
			erp: newLine(t, server, c.Stream(1), cutFew).erp(key), random: c.Stream(2), states: map[string]*apiv1.CustomerState{},
		}
		for range rounds {
			ctx, cancel := context.WithCancel(t.Context())
			pushed := make(chan error, 1)
			go func() { pushed <- erp.push(ctx, server.erp(key), pushClients) }()
			for range 20 {
				_, err := reader.pull(t.Context())
				require.NoError(t, err)
			}
			server.kill()
			server.start()
			cancel()
			require.NoError(t, <-pushed)
		}
		require.NoError(t, erp.settleAll(t.Context(), server.erp(key)))
		assert.Empty(t, reader.audit(t, server.erp(key)))
		c.Saw("%d kills of the server, %d of the client, %d changes applied, equal at the end", rounds, reader.deaths, reader.applied)
	})
}

// consumer is an ERP that builds its view of the customers from the change feed.
type consumer struct {
	erp    kartotekav1connect.ContractorSyncServiceClient
	random *rand.Rand

	cursor  string
	states  map[string]*apiv1.CustomerState // by customer
	applied int
	deaths  int
}

// pull takes a page and applies it. In one of five it dies in between: the cursor is not saved.
func (c *consumer) pull(ctx context.Context) (hasMore bool, err error) {
	page, err := c.erp.PullChanges(ctx, &apiv1.PullChangesRequest{Cursor: c.cursor, Limit: 1 + c.random.Int32N(30), IncludeOwn: true})
	if err != nil {
		if isWorthAnother(err) {
			return true, nil
		}
		return false, err
	}
	changes := page.GetChanges()
	dies := c.random.IntN(5) == 0
	if dies {
		c.deaths++
		changes = changes[:c.random.IntN(len(changes)+1)]
	}
	for _, change := range changes {
		if change.GetVersion() > c.states[change.GetCustomerId()].GetVersion() {
			c.states[change.GetCustomerId()] = change.GetState()
			c.applied++
		}
	}
	if dies {
		return true, nil
	}
	c.cursor = page.GetNextCursor()
	return page.GetHasMore(), nil
}

// audit reads the feed to its end and compares the view with what the server has, asked without a fault between.
func (c *consumer) audit(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient) findings {
	t.Helper()
	for hasMore := true; hasMore; {
		var err error
		hasMore, err = c.pull(t.Context())
		require.NoError(t, err)
	}
	var found findings
	request, there := &apiv1.ExportContractorsRequest{PageSize: 500}, 0
	for {
		page, err := erp.ExportContractors(t.Context(), request)
		require.NoError(t, err)
		for _, state := range page.GetCustomers() {
			there++
			id := state.GetCustomer().GetId()
			found.expect(proto.Equal(state, c.states[id]), "customer %s: the consumer has version %d, the server %d",
				id, c.states[id].GetVersion(), state.GetVersion())
		}
		if request.PageToken = page.GetNextPageToken(); request.GetPageToken() == "" {
			break
		}
	}
	found.expect(there == len(c.states), "the consumer has %d customers, the server %d", len(c.states), there)
	return found
}
