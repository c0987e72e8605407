package push_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestATaxStatusThatDoesNotFitTheCountryIsAWarning(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		german := func(status apiv1.TaxStatus) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) {
				c.TaxId, c.TaxCountry, c.TaxStatus = new("DE136695976"), new("DE"), status.Enum()
			})
		}
		assert.Equal(t, []string{"TAX_STATUS_UNLIKELY:taxStatus"}, b.result(t, german(apiv1.TaxStatus_TAX_STATUS_DOMESTIC)).GetWarnings())
		assert.Empty(t, b.result(t, german(apiv1.TaxStatus_TAX_STATUS_INTRA_EU)).GetWarnings())
		phone := company(1, func(c *apiv1.Contractor) { c.Phone = new("601 602 603") })
		assert.Empty(t, b.result(t, phone).GetWarnings(), "what says nothing of taxes is not warned of")
	})
}
