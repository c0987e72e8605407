package ownership_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/ownership"
)

func TestATableSaysOnlyWhatIsNotUsual(t *testing.T) {
	t.Parallel()
	var usual ownership.Table
	name, taxID := ownership.Field{Name: "name", Usual: ownership.Shared}, ownership.Field{Name: "taxId", Usual: ownership.ERP}
	assert.Equal(t, ownership.Shared, usual.Owner(name, ownership.Domestic))
	assert.Equal(t, ownership.ERP, usual.Owner(taxID, ownership.ExtraEU))

	abroad := usual.With(name, ownership.ExtraEU, ownership.ERP)
	assert.Equal(t, ownership.ERP, abroad.Owner(name, ownership.ExtraEU))
	assert.Equal(t, ownership.Shared, abroad.Owner(name, ownership.IntraEU))
	assert.Empty(t, usual, "a table is not changed, another one is made")

	both := abroad.With(name, ownership.IntraEU, ownership.Shop)
	assert.Equal(t, ownership.ERP, both.Owner(name, ownership.ExtraEU))
	assert.Equal(t, ownership.Shop, both.Owner(name, ownership.IntraEU))
	assert.Equal(t, abroad, both.With(name, ownership.IntraEU, ownership.Shared))
	assert.Empty(t, abroad.With(name, ownership.ExtraEU, ownership.Shared))
}
