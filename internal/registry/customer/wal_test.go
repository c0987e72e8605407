package customer_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// TestWriteAheadLogStaysSmall creates customers from several callers while others read. A statement
// left open, or a write outside a transaction, would keep SQLite from ever emptying its log.
func TestWriteAheadLogStaysSmall(t *testing.T) {
	t.Parallel()
	url := databasetest.SQLite(t)
	b := setup(t, databasetest.Open(t, url))
	var running sync.WaitGroup
	for caller := range 4 {
		running.Go(func() {
			for i := range 40 {
				request := b.newRequest()
				request.Customer.Email = fmt.Sprintf("a%d-%d@kawa.example", caller, i)
				_, err := b.handler.CreateCustomer(b.ctx, request)
				if !assert.NoError(t, err) {
					return
				}
				_, err = b.handler.ListCustomers(b.ctx, &apiv1.ListCustomersRequest{PageSize: 5, Filter: &apiv1.CustomerFilter{Query: "nowak"}})
				assert.NoError(t, err)
			}
		})
	}
	running.Wait()
	log, err := os.Stat(strings.TrimPrefix(url, "sqlite:") + "-wal")
	require.NoError(t, err)
	assert.LessOrEqual(t, log.Size(), int64(16<<20))
}
