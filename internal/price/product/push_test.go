package product_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/price/product"
)

func TestPushOfTheSameTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		assert.Equal(t, []string{"created", "created"}, b.push(t, draft("A"), draft("B")))
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"unchanged", "updated"}, b.push(t,
			draft("A", named("  Piła A ")), draft("B", func(d *product.Draft) { d.Active = false })))
		page, err := b.List(b.ctx, product.ListQuery{})
		require.NoError(t, err)
		require.Len(t, page.Products, 1, "what is not sold is not listed")
		saved := page.Products[0]
		assert.Equal(t, int64(1), saved.Version)
		assert.True(t, noon.Equal(saved.UpdatedAt))
		assert.Equal(t, []string{"A", "Piła A", "Narzędzia\x1fPiły", "Łoś", "100.00", "PLN", "23.00"}, []string{
			saved.SKU, saved.Name, saved.Category, saved.Brand, saved.BasePrice.String(), saved.BasePrice.Currency, saved.TaxRate.String(),
		})
	})
}

func TestOneThatIsNotValidStopsNoOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		long := strings.Repeat("ż", 101)
		wrong := map[string]func(d *product.Draft){
			"sku:SKU_REQUIRED":                    func(d *product.Draft) { d.SKU = " " },
			"sku:TOO_LONG":                        func(d *product.Draft) { d.SKU = long },
			"sku:CHARACTERS_INVALID":              func(d *product.Draft) { d.SKU = "a\x00b" },
			"sku:SKU_DOUBLED":                     func(d *product.Draft) { d.SKU = "first" },
			"name:NAME_REQUIRED":                  func(d *product.Draft) { d.Name = " \u200b" },
			"name:TOO_LONG":                       func(d *product.Draft) { d.Name = strings.Repeat("x", 251) },
			"category[1]:CATEGORY_INVALID":        func(d *product.Draft) { d.Category = []string{"a", " "} },
			"category[0]:CATEGORY_INVALID":        func(d *product.Draft) { d.Category = []string{"a\x1fb"} },
			"category:CATEGORY_INVALID":           func(d *product.Draft) { d.Category = strings.Split("a b c d e f g h i j k", " ") },
			"brand:TOO_LONG":                      func(d *product.Draft) { d.Brand = long },
			"basePrice.currency:CURRENCY_UNKNOWN": func(d *product.Draft) { d.Currency = "XXX" },
			"basePrice.amount:AMOUNT_INVALID":     func(d *product.Draft) { d.Amount = "0" },
			"taxRate:PERCENT_INVALID":             func(d *product.Draft) { d.TaxRate = "100.01" },
		}
		batch, want := []product.Draft{draft("first")}, []string{"created"}
		for reason, spoil := range wrong {
			batch = append(batch, draft(reason, spoil))
			want = append(want, "rejected "+reason)
		}
		batch, want = append(batch, draft("last")), append(want, "created")
		assert.Equal(t, want, b.push(t, batch...))
		for _, amount := range []string{"", "-1", "1e3", "1.00001", "1,5"} {
			assert.Equal(t, []string{"rejected basePrice.amount:AMOUNT_INVALID"}, b.push(t, draft("C", func(d *product.Draft) { d.Amount = amount })))
		}
		deep := strings.Split(strings.TrimSuffix(strings.Repeat(strings.Repeat("字", 100)+" ", 7), " "), " ")
		assert.Equal(t, []string{"rejected category:CATEGORY_INVALID"}, b.push(t, draft("C", in(deep...))), "more than an index takes")
		assert.Equal(t, []string{"created"}, b.push(t, draft("C", in(deep[:6]...))))
		assert.Equal(t, []string{"created"}, b.push(t, draft("D", in(), by(""), func(d *product.Draft) { d.TaxRate = "" })))
		assert.ElementsMatch(t, []string{"first", "last", "C", "D"}, b.skus(t, product.ListQuery{}))
	})
}

func TestAPushHasALimit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, err := b.Push(b.ctx, nil)
		faulttest.Require(t, err, fault.Invalid, "BATCH_EMPTY")
		batch := make([]product.Draft, product.MaxBatch+1)
		for i := range batch {
			batch[i] = draft(fmt.Sprint("SKU-", i), in(fmt.Sprint("category ", i)))
		}
		_, err = b.Push(b.ctx, batch)
		faulttest.Require(t, err, fault.Invalid, "BATCH_TOO_LARGE")
		for _, outcome := range b.push(t, batch[:product.MaxBatch]...) {
			assert.Equal(t, "created", outcome)
		}
	})
}

func TestWhatAProductWasIsKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.push(t, draft("A"))
		for i, change := range []func(d *product.Draft){
			func(d *product.Draft) { d.Amount = "90.5" },
			func(d *product.Draft) { d.Category, d.Brand = nil, "Ryś" },
			func(d *product.Draft) { d.TaxRate = "" },
		} {
			b.clock.Advance(time.Hour)
			assert.Equal(t, []string{"updated"}, b.push(t, draft("A", change)), i)
		}
		rows, err := b.db.Client(b.ctx).PastProduct.Query().Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
		require.NoError(t, err)
		past := make([]string, len(rows))
		for i, row := range rows {
			past[i] = fmt.Sprint(row.Sku, " ", row.Since.Sub(noon).Hours(), " to ", row.Until.Sub(noon).Hours(), " ",
				row.Brand, " ", row.BasePriceE4, " ", row.TaxRateE2 == nil)
		}
		assert.Equal(t, []string{"A 0 to 1 Łoś 1000000 false", "A 1 to 2 Łoś 905000 false", "A 2 to 3 Ryś 1000000 false"}, past)
	})
}

// Nobody waits for somebody who waits for him, in whatever order the products come.
func TestPushesInOtherOrdersAtOnceAllSucceed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		var all sync.WaitGroup
		errs := make([]error, 8)
		for worker := range errs {
			all.Go(func() {
				for round := range 3 {
					drafts := make([]product.Draft, 200)
					for i := range drafts {
						drafts[i] = draft(fmt.Sprint("SKU ", i), named(fmt.Sprint("Piła ", worker, round)))
						drafts[i].Brand, drafts[i].Category = fmt.Sprint("Marka ", i, round), []string{fmt.Sprint("Dział ", i, round)}
					}
					if worker%2 == 1 {
						slices.Reverse(drafts)
					}
					if _, err := b.Push(b.ctx, drafts); err != nil && !fault.Is(err, "CONCURRENT_CHANGE") {
						errs[worker] = err
					}
				}
			})
		}
		all.Wait()
		for _, err := range errs {
			assert.NoError(t, err)
		}
	})
}

// The clocks of two processes differ: what is written later is later nevertheless.
func TestTimeDoesNotGoBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		for i, back := range []time.Duration{0, -time.Second, 0, -time.Minute} {
			b.clock.Set(noon.Add(back))
			b.push(t, draft("A", named(fmt.Sprint("Piła ", i))))
		}
		rows, err := b.db.Client(b.ctx).PastProduct.Query().Order(entsql.OrderByField("until").ToFunc()).All(b.ctx)
		require.NoError(t, err)
		require.Len(t, rows, 3)
		since := noon
		for _, row := range rows {
			assert.Equal(t, since, row.Since.UTC())
			assert.True(t, row.Until.After(row.Since), "%s to %s", row.Since, row.Until)
			since = row.Until.UTC()
		}
	})
}

func TestPushesAtOnceAllCount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		var all sync.WaitGroup
		errs := make([]error, 4)
		for worker := range errs {
			all.Go(func() {
				for i := range 5 {
					drafts := []product.Draft{draft("shared", named(fmt.Sprint("Piła ", worker, i))), draft(fmt.Sprint("own ", worker, i))}
					if _, err := b.Push(b.ctx, drafts); err != nil {
						errs[worker] = err
					}
				}
			})
		}
		all.Wait()
		for _, err := range errs {
			if err != nil {
				faulttest.Require(t, err, fault.Conflict, "CONCURRENT_CHANGE")
			}
		}
		count, err := b.db.Client(b.ctx).PastProduct.Query().Count(b.ctx)
		require.NoError(t, err)
		page, err := b.List(b.ctx, product.ListQuery{SKUs: []string{"shared"}})
		require.NoError(t, err)
		require.Len(t, page.Products, 1)
		assert.Equal(t, int64(count)+1, page.Products[0].Version, "no change is lost")
	})
}
