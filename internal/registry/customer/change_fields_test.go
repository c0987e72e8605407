package customer_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestAChangeKnowsWhatItSets(t *testing.T) {
	t.Parallel()
	assert.Empty(t, customer.Change{}.Sets())
	for name, change := range changes {
		sets := change.Sets()
		require.Len(t, sets, 1, name)
		assert.Equal(t, customer.Change{}, change.Without(sets), name)
		assert.Equal(t, change, change.Without([]string{"other"}), name)
	}
}

// What Value tells of a field, ChangeTo turns back into the change that gives it.
func TestChangeToPutsAValueBack(t *testing.T) {
	t.Parallel()
	all := map[string]customer.Change{"many methods": {PaymentMethods: &[]string{`on "account"`, "cash, card", "transfer"}}}
	maps.Copy(all, changes)
	for name, change := range all {
		edited, field := newCustomer(), change.Sets()[0]
		require.Empty(t, edited.Apply(change, "PL"), name)
		for _, value := range []string{edited.Value(field), newCustomer().Value(field)} {
			back, err := customer.ChangeTo(field, value)
			require.NoError(t, err, name)
			again := newCustomer()
			require.Empty(t, again.Apply(back, "PL"), name)
			assert.Equal(t, value, again.Value(field), name)
		}
	}
}

// What Value tells of a field has the type that history gives it.
func TestTypedIsWhatHistoryHas(t *testing.T) {
	t.Parallel()
	for name, change := range changes {
		edited, field := newCustomer(), change.Sets()[0]
		require.Empty(t, edited.Apply(change, "PL"), name)
		var kept audit.Value
		for _, told := range customer.Diff(nil, edited) {
			if told.Field == field {
				kept = told.New
			}
		}
		assert.Equal(t, kept, customer.Typed(field, edited.Value(field)), name)
	}
	assert.Equal(t, audit.Text("x"), customer.Typed("paymentTermsDays", "x"), "what cannot be read is shown as it is")
}

func TestChangeToRefusesWhatNoFieldHolds(t *testing.T) {
	t.Parallel()
	for field, value := range map[string]string{"serial": "1", "accountManagerId": "x", "shopIds": "x", "paymentTermsDays": "x"} {
		_, err := customer.ChangeTo(field, value)
		assert.ErrorContains(t, err, field)
	}
}
