package audit_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestHistoryIsReadNewestFirst(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		at := clock.NewManual(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC))
		log, customer := audit.NewLog(db, at), id.New()
		erp := db.Client(t.Context()).SourceSystem.Create().SetCode("OPTIMA").SetName("Comarch Optima").
			SetCreatedAt(at.Now()).SetUpdatedAt(at.Now()).SaveX(t.Context())
		ctx := auth.With(t.Context(), auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: erp.ID})

		require.NoError(t, log.Record(ctx), "nothing to record is fine")
		for _, name := range []string{"One", "Two", "Three"} {
			require.NoError(t, log.Record(ctx, audit.Entry{
				CustomerID: customer, SubjectID: customer, Action: "CUSTOMER_UPDATED",
				Changes: []audit.Change{{Field: "name", Old: audit.Text("Zero"), New: audit.Text(name)}},
			}))
			at.Advance(time.Second)
		}
		require.NoError(t, log.Record(ctx, audit.Entry{SubjectID: id.New(), Action: "SHOP_UPDATED"}))

		subject := audit.Subject{Noun: audit.Customer, ID: customer}
		page, next, err := log.List(t.Context(), subject, 2, "")
		require.NoError(t, err)
		assert.Equal(t, []string{"Three", "Two"}, news(page))
		rest, last, err := log.List(t.Context(), subject, 2, next)
		require.NoError(t, err)
		assert.Empty(t, last)
		assert.Equal(t, []string{"One"}, news(rest))
		first := rest[0]
		assert.Equal(t, []any{auth.ERP, erp.ID, "Comarch Optima"}, []any{first.ActorKind, first.ActorID, first.ActorName},
			"the actor is the source system, whichever of its keys was used")
		assert.Equal(t, []audit.Change{{Field: "name", Old: audit.Text("Zero"), New: audit.Text("One")}}, first.Changes)
	})
}

func TestHistoryOutlivesItsActor(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		log, customer := audit.NewLog(db, clock.System), id.New()
		for _, kind := range []auth.Kind{auth.Staff, auth.APIKey, auth.Program} {
			ctx := auth.With(t.Context(), auth.Identity{Kind: kind, ID: id.New()})
			require.NoError(t, log.Record(ctx, audit.Entry{CustomerID: customer, SubjectID: customer, Action: "CUSTOMER_UPDATED"}))
		}
		entries, _, err := log.List(t.Context(), audit.Subject{Noun: audit.Customer, ID: customer}, 10, "")
		require.NoError(t, err)
		require.Len(t, entries, 3)
		for _, entry := range entries {
			assert.NotEqual(t, uuid.Nil, entry.ActorID)
			assert.Empty(t, entry.ActorName)
		}
	})
}

func news(entries []audit.Entry) []string {
	var all []string
	for _, entry := range entries {
		for _, change := range entry.Changes {
			all = append(all, change.New.Text)
		}
	}
	return all
}

func TestValuesComeBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	amount, err := money.Parse("25000.00", "PLN")
	require.NoError(t, err)
	percent, err := money.ParsePercent("12.5")
	require.NoError(t, err)
	values := []audit.Value{
		audit.Text("Łódź, \"Centrum\""), audit.Flag(false), audit.Integer(14), audit.Decimal("0.5"), audit.Money(amount),
		audit.Percent(percent), audit.Day("2026-12-31"), audit.Time(time.Date(2026, 11, 21, 12, 0, 0, 1000, time.UTC)), audit.Code("intra_eu"),
		audit.Country("PL"), audit.Language("pl"), audit.Reference(audit.Group, id.New(), "VIP"), audit.ListOf([]string{"a", "b"}, audit.Text[string]),
		audit.Record(audit.NamedPart{Name: "scope", Value: audit.Code("login")}, audit.NamedPart{Name: "reason"}),
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		log, subject := audit.NewLog(db, clock.System), audit.Subject{Noun: audit.Group, ID: id.New()}
		entry := audit.Entry{SubjectID: subject.ID, Action: "GROUP_UPDATED"}
		for _, value := range values {
			entry.Changes = append(entry.Changes, audit.Change{Field: string(value.Kind), New: value})
		}
		require.NoError(t, log.Record(t.Context(), entry))
		found, _, err := log.List(t.Context(), subject, 0, "")
		require.NoError(t, err)
		require.Len(t, found, 1)
		for i, value := range values {
			assert.True(t, found[0].Changes[i].Old.IsNone())
			assert.True(t, value.Equal(found[0].Changes[i].New), "%s %s", value.Kind, found[0].Changes[i].New)
			assert.Equal(t, value, found[0].Changes[i].New)
		}
	})
}

func TestHistoryNamesWhatItRefersTo(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		log, now := audit.NewLog(db, clock.System), time.Now().UTC().Truncate(time.Microsecond)
		there := db.Client(t.Context()).Shop.Create().SetCode("pl").SetName("Kawa").SetDomain("kawa.example").SetCountry("PL").SetLanguage("pl").
			SetCurrency("PLN").SetTimeZone("Europe/Warsaw").SetCreatedAt(now).SetUpdatedAt(now).SaveX(t.Context())
		subject := audit.Subject{Noun: audit.Group, ID: id.New()}
		shops := audit.List(audit.Reference(audit.Shop, there.ID, "as it was"), audit.Reference(audit.Shop, id.New(), "gone"))
		require.NoError(t, log.Record(t.Context(), audit.Entry{
			SubjectID: subject.ID, Action: "GROUP_UPDATED", Changes: []audit.Change{{Field: "shops", New: shops}},
		}))
		found, _, err := log.List(t.Context(), subject, 0, "")
		require.NoError(t, err)
		assert.Equal(t, "Kawa, gone", found[0].Changes[0].New.String(), "the name of now, or the last one known")
	})
}

func TestHistoryOfOneNounIsNotReadAsThatOfAnother(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		log, staff := audit.NewLog(db, clock.System), id.New()
		require.NoError(t, log.Record(t.Context(), audit.Entry{SubjectID: staff, Action: "STAFF_PASSWORD_CHANGED"}))
		for _, noun := range []audit.Noun{audit.Customer, audit.Group, audit.Shop, audit.Discount} {
			_, _, err := log.List(t.Context(), audit.Subject{Noun: noun, ID: staff}, 0, "")
			assert.True(t, fault.Is(err, "SUBJECT_NOT_FOUND"), noun)
		}
		found, _, err := log.List(t.Context(), audit.Subject{Noun: audit.Staff, ID: staff}, 0, "")
		require.NoError(t, err)
		assert.Len(t, found, 1)
	})
}
