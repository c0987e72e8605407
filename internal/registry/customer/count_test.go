package customer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestCountIsExactUpToABound(t *testing.T) {
	t.Parallel()
	eachWatched(t, func(t *testing.T, w watched) {
		w.fill(t, 1_000)
		companies := where("kind", "company")
		count := func(filter customer.Filter) customer.Count {
			counted, err := w.Count(w.ctx, filter)
			require.NoError(t, err)
			return counted
		}
		assert.Equal(t, customer.Count{Total: 1_000, Precision: customer.Exact}, count(customer.Filter{}))
		assert.Equal(t, customer.Count{Total: 1_000, Precision: customer.Exact}, count(companies))
		assert.Equal(t, customer.Count{Total: 10, Precision: customer.Exact}, count(customer.Filter{Query: "nowak"}))

		w.CountAtMost(999)
		if w.db.IsPostgres() {
			assert.Equal(t, customer.Count{Total: 1_000, Precision: customer.Estimate}, count(customer.Filter{}), "the table was analysed just now")
			assert.Equal(t, customer.Count{Total: 1_000, Precision: customer.Estimate}, count(companies))
		} else {
			assert.Equal(t, customer.Count{Total: 1_000, Precision: customer.Exact}, count(customer.Filter{}), "all are counted at once")
			assert.Equal(t, customer.Count{Total: 999, Precision: customer.AtLeast}, count(companies))
		}

		w.CountAtMost(9)
		searched := count(customer.Filter{Query: "nowak"})
		assert.GreaterOrEqual(t, searched.Total, 9, "never less than was counted")
		assert.NotEqual(t, customer.Exact, searched.Precision)
		w.CountAtMost(10)
		assert.Equal(t, customer.Count{Total: 10, Precision: customer.Exact}, count(customer.Filter{Query: "nowak"}), "the bound itself is exact")
	})
}

func TestHandlerCounts(t *testing.T) {
	t.Parallel()
	eachWatched(t, func(t *testing.T, w watched) {
		w.fill(t, 20)
		count := func(filter *apiv1.CustomerFilter) *apiv1.CountCustomersResponse {
			answer, err := w.handler.CountCustomers(w.ctx, &apiv1.CountCustomersRequest{Filter: filter})
			require.NoError(t, err)
			return answer
		}
		companies := &apiv1.CustomerFilter{Conditions: []*apiv1.Condition{{Field: "kind", AnyOf: []string{"company"}}}}
		assert.Empty(t, diffProto(&apiv1.CountCustomersResponse{Count: 20, Precision: apiv1.CountPrecision_COUNT_PRECISION_EXACT}, count(nil)))
		assert.Empty(t, diffProto(&apiv1.CountCustomersResponse{Count: 20, Precision: apiv1.CountPrecision_COUNT_PRECISION_EXACT}, count(companies)))
		w.CountAtMost(10)
		want := &apiv1.CountCustomersResponse{Count: 10, Precision: apiv1.CountPrecision_COUNT_PRECISION_AT_LEAST}
		if w.db.IsPostgres() {
			want = &apiv1.CountCustomersResponse{Count: 20, Precision: apiv1.CountPrecision_COUNT_PRECISION_ESTIMATE}
		}
		assert.Empty(t, diffProto(want, count(companies)))
	})
}
