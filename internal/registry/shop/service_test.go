package shop_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// bundle is a service on a database of its own.
type bundle struct {
	*shop.Service

	db    *database.DB
	clock *clock.Manual
	ctx   context.Context
}

// each runs the test on both databases, each time as a staff member.
func each(t *testing.T, test func(t *testing.T, b bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		clock := clock.NewManual(noon)
		service := shop.NewService(shop.Dependencies{DB: db, Clock: clock, History: audit.NewLog(db, clock)})
		ctx := auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()})
		test(t, bundle{Service: service, db: db, clock: clock, ctx: ctx})
	})
}

// create adds a shop and moves the clock on.
func (b bundle) create(t *testing.T, with ...func(*shop.Change)) shop.Shop {
	t.Helper()
	created, err := b.Create(b.ctx, newShop(with...))
	require.NoError(t, err)
	b.clock.Advance(time.Hour)
	return created
}

// listed is the shop as it is read back.
func (b bundle) listed(t *testing.T, wanted shop.Shop) shop.Shop {
	t.Helper()
	shops, err := b.List(b.ctx)
	require.NoError(t, err)
	for _, s := range shops {
		if s.ID == wanted.ID {
			s.CreatedAt, s.UpdatedAt = s.CreatedAt.UTC(), s.UpdatedAt.UTC()
			return s
		}
	}
	require.Fail(t, "the shop is not listed")
	return shop.Shop{}
}

// history is what was recorded, oldest first: action and changed fields.
func (b bundle) history(t *testing.T) []string {
	t.Helper()
	entries := audittest.Written(b.ctx, t, b.db)
	lines := audittest.Lines(entries)
	for i, entry := range entries {
		assert.Equal(t, uuid.Nil, entry.CustomerID, "no customer's history shows a shop")
		lines[i] = string(entry.ActorKind) + " " + lines[i]
	}
	return lines
}

func TestCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.create(t, func(s *shop.Change) { s.ApprovalRequired = new(true) })
		assert.Equal(t, noon, created.CreatedAt)
		assert.Equal(t, "1", created.ETag())
		assert.Equal(t, created, b.listed(t, created), "it is read back as it was saved")
		assert.Equal(t, []string{"staff SHOP_CREATED code:→cz name:→Kávovar domain:→kavovar.example country:→CZ " +
			"language:→cs currency:→CZK timeZone:→Europe/Prague approvalRequired:false→true " +
			"pricing.shopDiscounts:→one pricing.floorPercent:→0"}, b.history(t))

		_, err := b.Create(b.ctx, newShop())
		faulttest.Require(t, err, fault.AlreadyExists, "SHOP_CODE_TAKEN", "shop.code")
		_, err = b.Create(b.ctx, newShop(func(s *shop.Change) { s.Code, s.Country = new("gr"), new("EL") }))
		faulttest.Require(t, err, fault.Invalid, "COUNTRY_UNKNOWN")
		assert.Len(t, b.history(t), 1, "what is refused leaves no trace")
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.create(t)
		change := shop.Change{Name: new(" Kafe "), ApprovalRequired: new(true)}
		changed, err := b.Update(b.ctx, created.ID, created.ETag(), change)
		require.NoError(t, err)
		want := created
		want.Name, want.ApprovalRequired = "Kafe", true
		want.Version, want.UpdatedAt = 2, noon.Add(time.Hour)
		assert.Equal(t, want, b.listed(t, changed))
		assert.Equal(t, "staff SHOP_UPDATED name:Kávovar→Kafe approvalRequired:false→true", b.history(t)[1])

		_, err = b.Update(b.ctx, created.ID, created.ETag(), change)
		f := faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, "2", f.Metadata["etag"])

		unchanged, err := b.Update(b.ctx, created.ID, "", change)
		require.NoError(t, err)
		assert.Equal(t, "2", unchanged.ETag(), "an update that changes nothing writes nothing")
		assert.Len(t, b.history(t), 2)
	})
}

func TestUpdateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.create(t)
		_, err := b.Update(b.ctx, id.New(), "", shop.Change{Name: new("x")})
		faulttest.Require(t, err, fault.NotFound, "SHOP_NOT_FOUND")
		_, err = b.Update(b.ctx, created.ID, "", shop.Change{TimeZone: new("")})
		faulttest.Require(t, err, fault.Invalid, "TIME_ZONE_UNKNOWN", "shop.timeZone")
		for reason, paths := range map[string][]string{"MASK_REQUIRED": nil, "MASK_UNKNOWN": {"code"}} {
			_, err := shop.NewHandler(b.Service).UpdateShop(b.ctx, &apiv1.UpdateShopRequest{
				Shop: &apiv1.Shop{Id: created.ID.String()}, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths},
			})
			faulttest.Require(t, err, fault.Invalid, reason)
		}
		assert.Equal(t, created, b.listed(t, created))
	})
}

func TestUpdatesAtOnceAllCount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.create(t)
		var all sync.WaitGroup
		for _, change := range []shop.Change{{Name: new("Nowy")}, {Domain: new("nowy.example")}, {Country: new("PL")}} {
			all.Go(func() {
				_, err := b.Update(b.ctx, created.ID, "", change)
				assert.NoError(t, err)
			})
		}
		all.Wait()
		got := b.listed(t, created)
		assert.Equal(t, []any{"Nowy", "nowy.example", "PL", int64(4)}, []any{got.Name, got.Domain, string(got.Country), got.Version})
	})
}

func TestEnsureDefault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, err := b.Default(b.ctx)
		faulttest.Require(t, err, fault.NotFound, "SHOP_NOT_FOUND")

		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { assert.NoError(t, b.EnsureDefault(t.Context())) })
		}
		all.Wait()
		shops, err := b.List(b.ctx)
		require.NoError(t, err)
		require.Len(t, shops, 1, "processes that start at once create one shop")
		assert.Equal(t, "main", shops[0].Code)
		assert.Equal(t, "Europe/Warsaw", shops[0].TimeZone)
		assert.Contains(t, b.history(t)[0], "rule SHOP_CREATED")

		b.clock.Advance(time.Hour)
		b.create(t, func(s *shop.Change) { s.Code = new("a") })
		require.NoError(t, b.EnsureDefault(b.ctx))
		found, err := b.Default(b.ctx)
		require.NoError(t, err)
		assert.Equal(t, "main", found.Code, "the first created stays the default")
	})
}

func TestHandler(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler := shop.NewHandler(b.Service)
		sent := &apiv1.Shop{
			Code: "cz", Name: "Kávovar", Domain: "kavovar.example",
			Country: "CZ", Language: "cs", Currency: "CZK", TimeZone: "Europe/Prague", ApprovalRequired: true,
		}
		created, err := handler.CreateShop(b.ctx, &apiv1.CreateShopRequest{Shop: sent})
		require.NoError(t, err)
		assert.Equal(t, noon, created.GetShop().GetCreateTime().AsTime())

		sent.Id, sent.Etag, sent.Name = created.GetShop().GetId(), created.GetShop().GetEtag(), "Kafe"
		_, err = handler.UpdateShop(b.ctx, &apiv1.UpdateShopRequest{
			Shop: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"name", "approval_required"}},
		})
		require.NoError(t, err)
		sent.Id = "no id"
		_, err = handler.UpdateShop(b.ctx, &apiv1.UpdateShopRequest{Shop: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"name"}}})
		faulttest.Require(t, err, fault.NotFound, "SHOP_NOT_FOUND")

		b.create(t, func(s *shop.Change) { s.Code = new("CZ") })
		listed, err := handler.ListShops(b.ctx, &apiv1.ListShopsRequest{})
		require.NoError(t, err)
		require.Len(t, listed.GetShops(), 2)
		assert.Equal(t, "CZ", listed.GetShops()[0].GetCode(), "codes sort byte by byte on both databases")
		got := listed.GetShops()[1]
		assert.Equal(t, []any{"cz", "Kafe", "kavovar.example", "CZ", "cs", "CZK", "Europe/Prague", true, "2"}, []any{
			got.GetCode(), got.GetName(), got.GetDomain(), got.GetCountry(), got.GetLanguage(), got.GetCurrency(),
			got.GetTimeZone(), got.GetApprovalRequired(), got.GetEtag(),
		})
	})
}
