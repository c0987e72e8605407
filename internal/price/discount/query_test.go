package discount_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// names lists all pages of a query, newest first.
func (b bundle) names(t *testing.T, query discount.ListQuery) []string {
	t.Helper()
	var names []string
	for pages := 0; ; pages++ {
		require.Less(t, pages, 50, "the list does not end")
		found, next, err := b.List(b.ctx, query)
		require.NoError(t, err)
		for _, d := range found {
			names = append(names, d.Name)
		}
		if next == "" {
			return names
		}
		require.Len(t, found, int(query.PageSize), "only the last page may be short")
		query.PageToken = next
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		customer, stranger := b.newCustomer(t), b.newCustomer(t)
		hurt, vip := b.newGroup(t, "Hurt", customer), b.newGroup(t, "VIP", stranger)
		b.grant(t, named("klient"), forCustomer(customer), days("", "2026-11-20"))
		b.grant(t, named("hurt"), forGroup(hurt), onSKU("SAW"), days("2026-11-21", "2026-11-21"))
		b.grant(t, named("vip"), forGroup(vip), onBrand("Ryś"), days("2026-11-22", ""))
		b.grant(t, named("wszyscy"), onCategory("Narzędzia"))
		b.grant(t, named("Piły ręczne"), onCategory("Narzędzia", "Piły"))
		_, err := b.End(b.ctx, b.grant(t, named("koniec")).ID, "")
		require.NoError(t, err)
		b.pushOne(erp, t, "R1", named("erp"))

		all := []string{"erp", "koniec", "Piły ręczne", "wszyscy", "vip", "hurt", "klient"}
		for size := range int32(9) {
			assert.Equal(t, all, b.names(t, discount.ListQuery{PageSize: size}), "page size %d", size)
		}
		for name, c := range map[string]struct {
			query discount.ListQuery
			want  []string
		}{
			"a customer's own":                       {discount.ListQuery{CustomerID: customer}, []string{"klient"}},
			"what a customer inherits":               {discount.ListQuery{CustomerID: customer, Inherited: true}, []string{"erp", "koniec", "Piły ręczne", "wszyscy", "hurt"}},
			"a group's":                              {discount.ListQuery{GroupID: vip}, []string{"vip"}},
			"everyone's":                             {discount.ListQuery{Everyone: true, PageSize: 1}, []string{"erp", "koniec", "Piły ręczne", "wszyscy"}},
			"nobody is both":                         {discount.ListQuery{CustomerID: customer, GroupID: hurt}, nil},
			"what touches a product":                 {discount.ListQuery{SKU: "AXE"}, []string{"erp", "koniec", "wszyscy", "vip", "klient"}},
			"what touches a product of a category":   {discount.ListQuery{SKU: "SAW"}, []string{"erp", "koniec", "Piły ręczne", "wszyscy", "hurt", "klient"}},
			"what touches a product that is unknown": {discount.ListQuery{SKU: "NEW"}, []string{"erp", "koniec", "klient"}},
			"no SKU":                                 {discount.ListQuery{SKU: "\x00"}, nil},
			"the ERP's":                              {discount.ListQuery{Origin: engine.ByERP}, []string{"erp"}},
			"the shop's":                             {discount.ListQuery{Origin: engine.ByShop, Words: "pily RECZ"}, []string{"Piły ręczne"}},
			"words as they are":                      {discount.ListQuery{Words: "%"}, nil},
			"those that count today":                 {discount.ListQuery{States: []discount.State{discount.Active}}, []string{"erp", "Piły ręczne", "wszyscy", "hurt"}},
			"those that count on a day":              {discount.ListQuery{States: []discount.State{discount.Active}, Day: "2026-11-22", PageSize: 2}, []string{"erp", "Piły ręczne", "wszyscy", "vip"}},
			"upcoming ones":                          {discount.ListQuery{States: []discount.State{discount.Upcoming}}, []string{"vip"}},
			"expired and ended ones":                 {discount.ListQuery{States: []discount.State{discount.Expired, discount.Ended}}, []string{"koniec", "klient"}},
			"a calendar from a day on":               {discount.ListQuery{FromDay: "2026-11-22"}, []string{"erp", "Piły ręczne", "wszyscy", "vip"}},
			"a calendar up to a day":                 {discount.ListQuery{ToDay: "2026-11-20"}, []string{"erp", "koniec", "Piły ręczne", "wszyscy", "klient"}},
		} {
			assert.Equal(t, c.want, b.names(t, c.query), name)
		}
	})
}

func TestTheDayIsThatOfTheFirstShop(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.grant(t, named("a"), days("2026-11-22", ""))
		active := discount.ListQuery{States: []discount.State{discount.Active}}
		b.clock.Set(time.Date(2026, 11, 21, 22, 59, 59, 0, time.UTC))
		assert.Empty(t, b.names(t, active))
		b.clock.Set(time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC))
		assert.Equal(t, []string{"a"}, b.names(t, active), "it is midnight in Warsaw")
	})
}

func TestListRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, _, err := b.List(b.ctx, discount.ListQuery{Day: "today", FromDay: "2026-13-01", ToDay: "1"})
		assert.Equal(t, []string{"day DATE_INVALID", "fromDay DATE_INVALID", "toDay DATE_INVALID"}, faulttest.Violations(err))
		b.grant(t)
		b.grant(t)
		_, next, err := b.List(b.ctx, discount.ListQuery{PageSize: 1})
		require.NoError(t, err)
		_, _, err = b.List(b.ctx, discount.ListQuery{PageSize: 1, Everyone: true, PageToken: next})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		_, _, err = b.List(b.ctx, discount.ListQuery{PageToken: "?"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		_, err = b.Get(b.ctx, id.New())
		faulttest.Require(t, err, fault.NotFound, "DISCOUNT_NOT_FOUND")
	})
}
