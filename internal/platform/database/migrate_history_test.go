package database_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/database/migrations"
)

// TestTheHistoryOfBeforeGetsTypes migrates entries as the program wrote them when every value was a text.
func TestTheHistoryOfBeforeGetsTypes(t *testing.T) {
	t.Parallel()
	staff, shop := uuid.MustParse("01a22eee-8c30-76b4-ad22-265610b35eed"), uuid.MustParse("01a22eee-8c30-76b4-ad22-265610b35eee")
	other := uuid.MustParse("01a22eee-8c30-76b4-ad22-265610b35eef")
	block := func(parts ...audit.NamedPart) audit.Value { return audit.Record(parts...) }
	part := func(name string, value audit.Value) audit.NamedPart { return audit.NamedPart{Name: name, Value: value} }
	fields := []struct {
		field, text string
		want        audit.Value
	}{
		{"name", `Łódź, "Centrum"`, audit.Text(`Łódź, "Centrum"`)},
		{"taxStatus", "intra_eu", audit.Code("intra_eu")},
		{"taxCountry", "PL", audit.Country("PL")},
		{"language", "cs", audit.Language("cs")},
		{"creditLimit", "2500.50 PLN", audit.Value{Kind: audit.KindMoney, Text: "2500.50", Currency: "PLN"}},
		{"creditLimit", "a lot", audit.Text("a lot")},
		{"erpDiscountPercent", "5.00", audit.PercentText("5.00")},
		{"paymentTermsDays", "14", audit.Integer(14)},
		{"validTo", "2026-12-31", audit.Day("2026-12-31")},
		{"endTime", "2026-11-21T12:00:00Z", audit.Time(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))},
		{"approvalRequired", "false", audit.Flag(false)},
		{"isDefault", "anna@acme.example", audit.Text("anna@acme.example")},
		{"accountManagerId", staff.String(), audit.Reference(audit.Staff, staff, "")},
		{"shopIds", shop.String() + ", " + other.String(), audit.List(audit.Reference(audit.Shop, shop, ""), audit.Reference(audit.Shop, other, ""))},
		{"paymentMethods", `cash, "card, online"`, audit.List(audit.Text("cash"), audit.Text("card, online"))},
		{"blocks", `"staff login owes us, \"twice\"", staff ordering, erp MAIN login DEACTIVATED`, audit.List(
			block(part("source", audit.Code("staff")), part("scope", audit.Code("login")), part("reason", audit.Text(`owes us, "twice"`))),
			block(part("source", audit.Code("staff")), part("scope", audit.Code("ordering"))),
			block(part("source", audit.Code("erp")), part("sourceSystem", audit.Text("MAIN")), part("scope", audit.Code("login")),
				part("reason", audit.Text("DEACTIVATED"))),
		)},
		{"scopes", "sync, read", audit.List(audit.Code("sync"), audit.Code("read"))},
		{"codes", "OPTIMA: Hurt: A\nXL: B", audit.List(
			block(part("sourceSystem", audit.Text("OPTIMA")), part("code", audit.Text("Hurt: A"))),
			block(part("sourceSystem", audit.Text("XL")), part("code", audit.Text("B"))),
		)},
		{"ownership.email.domestic", "erp", audit.Code("erp")},
		{"somethingNew", "x", audit.Text("x")},
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const entries = 2500 // more than the migration reads at once
		subject := audit.Subject{Noun: audit.Group, ID: uuid.New()}
		err := db.InTx(t.Context(), func(ctx context.Context) error {
			for i := range entries {
				f := fields[i%len(fields)]
				writeTextEntry(ctx, t, db.Tx(ctx), subject.ID, f.field, f.text)
			}
			return migrations.TypeHistory(ctx, db.Tx(ctx))
		})
		require.NoError(t, err)

		log, seen, token := audit.NewLog(db, clock.System), 0, ""
		for {
			page, next, err := log.List(t.Context(), subject, 200, token)
			require.NoError(t, err)
			for _, entry := range page {
				require.Len(t, entry.Changes, 1)
				f := fields[(entries-1-seen)%len(fields)]
				assert.Equal(t, audit.Change{Field: f.field, New: f.want}, entry.Changes[0], "%s %s", f.field, f.text)
				seen++
			}
			if token = next; next == "" {
				break
			}
		}
		assert.Equal(t, entries, seen)
	})
}

// writeTextEntry writes an entry as the program did before values had types.
func writeTextEntry(ctx context.Context, t *testing.T, tx *sql.Tx, subject uuid.UUID, field, text string) {
	t.Helper()
	changes, err := json.Marshal([]map[string]string{{"f": field, "n": text}})
	require.NoError(t, err)
	_, err = tx.ExecContext(ctx, "INSERT INTO history (id, subject_id, action, actor_kind, at, changes) VALUES ($1, $2, 'GROUP_UPDATED', 'rule', $3, $4)",
		id.New().String(), subject.String(), time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), string(changes))
	require.NoError(t, err)
}
