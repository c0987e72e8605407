package ownership_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/ownership"
)

func TestATableSaysOnlyWhatIsNotUsual(t *testing.T) {
	t.Parallel()
	var usual ownership.Table
	assert.Equal(t, ownership.Shared, usual.Owner("name", ownership.Domestic))
	assert.Equal(t, ownership.ERP, usual.Owner("taxId", ownership.ExtraEU))

	abroad := usual.With("name", ownership.ExtraEU, ownership.ERP)
	assert.Equal(t, ownership.ERP, abroad.Owner("name", ownership.ExtraEU))
	assert.Equal(t, ownership.Shared, abroad.Owner("name", ownership.IntraEU))
	assert.Empty(t, usual, "a table is not changed, another one is made")

	both := abroad.With("name", ownership.IntraEU, ownership.Shop)
	assert.Equal(t, ownership.ERP, both.Owner("name", ownership.ExtraEU))
	assert.Equal(t, ownership.Shop, both.Owner("name", ownership.IntraEU))
	assert.Equal(t, abroad, both.With("name", ownership.IntraEU, ownership.Shared))
	assert.Empty(t, abroad.With("name", ownership.ExtraEU, ownership.Shared))
}

func TestOwned(t *testing.T) {
	t.Parallel()
	table := ownership.Table{}.With("note", ownership.Domestic, ownership.Shop)
	assert.Equal(t, []string{"shopIds", "note"}, table.Owned(ownership.Shop, ownership.Domestic))
	assert.Equal(t, []string{"shopIds"}, table.Owned(ownership.Shop, ownership.IntraEU))
	for _, region := range ownership.Regions() {
		var all []string
		for _, owner := range []ownership.Owner{ownership.ERP, ownership.Shop, ownership.Shared} {
			all = append(all, table.Owned(owner, region)...)
		}
		assert.ElementsMatch(t, ownership.Fields(), all, "every field has one owner")
	}
}
