package database_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// TestDiscountsOfContractorsAreTakenOver runs the migration on customers of before.
func TestDiscountsOfContractorsAreTakenOver(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx, client := t.Context(), db.Client(t.Context())
		changed := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
		source := client.SourceSystem.Create().SetCode("OPTIMA").SetName("Optima").SetCreatedAt(changed).SetUpdatedAt(changed).SaveX(ctx)
		add := func(serial int64, discount *int32, externalIDs ...string) uuid.UUID {
			customer := client.Customer.Create().SetSerial(serial).SetNumber(uuid.NewString()).SetKind("company").SetName("A").SetNameKey([]byte("a")).
				SetTaxStatus("domestic").SetAccountState("registered").SetApproval("approved").SetStatus("active").SetOrigin("erp").
				SetNillableErpDiscountE2(discount).SetCreatedAt(changed).SetUpdatedAt(changed).SaveX(ctx)
			for i, externalID := range externalIDs {
				at := changed.Add(time.Duration(i) * time.Hour)
				client.Identity.Create().SetCustomerID(customer.ID).SetSourceSystemID(source.ID).SetExternalID(externalID).
					SetContentHash([]byte{1}).SetHashVersion(1).SetCreatedAt(at).SetPushedAt(at).SaveX(ctx)
			}
			return customer.ID
		}
		granted := add(1, new(int32(1250)), "K2", "K1")
		add(2, new(int32(0)), "K3")
		add(3, nil, "K4")

		folder := "sqlite"
		if db.IsPostgres() {
			folder = "postgres"
		}
		files, err := filepath.Glob("migrations/" + folder + "/*_contractor_discounts.sql")
		require.NoError(t, err)
		require.Len(t, files, 1)
		migration, err := os.ReadFile(files[0])
		require.NoError(t, err)
		_, err = client.ExecContext(ctx, string(migration))
		require.NoError(t, err)

		rows := client.Discount.Query().AllX(ctx)
		require.Len(t, rows, 1)
		row := rows[0]
		assert.Equal(t, []any{granted, "customer", granted, "", int32(1250), int32(100), "erp", source.ID, "contractor/K2", int64(1)}, []any{
			row.TargetID, row.TargetKind, *row.CustomerID, row.Scope, row.PercentE2, row.Priority, row.Origin,
			*row.SourceSystemID, *row.ExternalID, row.Version,
		})
		assert.True(t, changed.Equal(row.UpdatedAt))
		assert.Nil(t, row.EndedAt)
	})
}
