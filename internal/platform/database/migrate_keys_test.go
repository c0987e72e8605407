package database_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/database/migrations"
)

// TestKeysOfBeforeAreMadeAnew migrates rows as the program wrote them when accents decided nothing and punctuation
// everything.
func TestKeysOfBeforeAreMadeAnew(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const customers = 1001 // more than the migration reads at once
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			client, at := db.Client(ctx), time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
			client.Group.Create().SetName("Sądy").SetNameKey(fold.Key("Sądy")).SetSearchText(fold.Text("Sądy")).SetCreatedAt(at).SetUpdatedAt(at).ExecX(ctx)
			for i := range customers {
				name := "Żółw i Müller Sp. z o.o."
				client.Customer.Create().SetSerial(int64(i + 1)).SetNumber(strconv.Itoa(i)).SetStatus("active").SetKind("company").SetName(name).SetNameKey(fold.Key(name)).
					SetSearchText(fold.Text(name) + "\njan@firma.example").SetRegistrationNumber("472200100").
					SetTaxStatus("domestic").SetAccountState("contact").SetApproval("approved").SetOrigin("staff").SetCreatedAt(at).SetUpdatedAt(at).ExecX(ctx)
			}
			client.Brand.Create().SetName("Śnieżka").SetNameKey(fold.Key("Śnieżka")).SetSearchText("sniezka").ExecX(ctx)
			client.Category.Create().SetPath("Farby\x1fDo drewna (ext.)").SetPathKey([]byte("x")).SetSearchText("do drewna (ext.)").ExecX(ctx)
			return migrations.RenewKeys(ctx, db.Tx(ctx))
		})
		require.NoError(t, err)
		client := db.Client(t.Context())
		group := client.Group.Query().OnlyX(t.Context())
		assert.Equal(t, fold.UniqueKey("Sądy"), group.NameKey)
		assert.NotEqual(t, fold.UniqueKey("Sady"), group.NameKey, "both spellings are possible")
		assert.Equal(t, "sady", group.SearchText)
		for _, customer := range client.Customer.Query().AllX(t.Context()) {
			require.NotEqual(t, uuid.Nil, customer.ID)
			require.Equal(t, "zolw i muller sp z oo\nzolw i mueller sp z oo\n472200100\njanfirmaexample", customer.SearchText)
		}
		assert.Equal(t, "sniezka", client.Brand.Query().OnlyX(t.Context()).SearchText)
		assert.Equal(t, "do drewna ext", client.Category.Query().OnlyX(t.Context()).SearchText)
	})
}
