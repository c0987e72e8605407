package enginetest

import (
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Draw draws questions so narrow that discounts meet and tie in every way.
type Draw struct{ *rand.Rand }

// NewDraw draws from the randomness.
func NewDraw(random *rand.Rand) Draw { return Draw{random} }

// Noon is the moment around which everything is drawn: the day on which clocks go back in Europe.
var Noon = time.Date(2026, 10, 25, 12, 0, 0, 0, time.UTC)

var zones = []string{"Europe/Warsaw", "Europe/Athens", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "UTC"}

// Case draws who asks, and what the shop counts.
func (d Draw) Case(customer uuid.UUID, groups []uuid.UUID) engine.Case {
	on := engine.Case{
		Rules: engine.Rules{
			ERPOff: d.IntN(6) == 0, Shop: Pick(d, engine.One, engine.One, engine.Sum, engine.Sum, engine.Off),
			Floor: money.PercentFromE2(Pick[int32](d, 0, 0, 5000, 8500, 9333, 10000)), Currency: "PLN",
		},
		Customer: customer, Groups: map[uuid.UUID]int32{},
		At: Noon.Add(time.Duration(d.IntN(97)-48) * time.Hour / 2), Zone: d.Zone(),
	}
	for _, group := range groups {
		if d.IntN(3) > 0 {
			on.Groups[group] = d.Int32N(2)
		}
	}
	return on
}

// Zone draws a time zone.
func (d Draw) Zone() *time.Location {
	zone, err := time.LoadLocation(Pick(d, zones...))
	if err != nil {
		panic(err)
	}
	return zone
}

var (
	skus       = []string{"A-1", "A-2", "B-1"}
	brands     = []string{"", "Bosch", "Makita"}
	categories = [][]string{nil, {"Tools"}, {"Tools", "Saws"}, {"Tools", "Saws", "Hand"}, {"Tool"}, {"Garden"}}
)

// Line draws a line.
func (d Draw) Line() engine.Line {
	line := engine.Line{
		SKU: Pick(d, skus...), Category: engine.CategoryKey(Pick(d, categories...)), Brand: Pick(d, brands...),
		Quantity: decimal.New(Pick[int64](d, 1, 5000, 10_000, 40_000, 50_000, 100_000, 123_456), -4),
		Base:     decimal.New(Pick[int64](d, 1, 999, 99_999, 100_000, 1_234_567), -4),
	}
	if d.IntN(2) == 0 {
		rate := money.PercentFromE2(Pick[int32](d, 0, 800, 2300))
		line.TaxRate = &rate
	}
	return line
}

// Discount draws a discount of one of the targets.
func (d Draw) Discount(targets []engine.Target) *engine.Discount {
	drawn := &engine.Discount{
		ID: d.ID(), Target: Pick(d, targets...), Scope: d.scope(),
		MinQuantity: decimal.New(Pick[int64](d, 0, 0, 0, 50_000, 100_000), -4), Priority: Pick[int32](d, 1, 1, 2),
		Origin:    Pick(d, engine.ByShop, engine.ByShop, engine.ByERP),
		ValidFrom: Pick[engine.Day](d, "", "", "", "2026-10-24", "2026-10-25", "2026-10-26"),
		ValidTo:   Pick[engine.Day](d, "", "", "", "2026-10-24", "2026-10-25", "2026-10-26"),
	}
	if d.IntN(8) == 0 {
		drawn.EndedAt = Noon.Add(time.Duration(d.IntN(5)-2) * time.Hour)
	}
	if drawn.Scope != engine.Everything && d.IntN(3) == 0 {
		currency := Pick(d, "PLN", "PLN", "PLN", "PLN", "EUR")
		drawn.FixedPrice = money.FromE4(Pick[int64](d, 1, 900, 50_000, 90_000, 99_900), currency)
	} else {
		drawn.Percent = money.PercentFromE2(Pick[int32](d, 1, 1000, 1000, 3333, 5000, 10000))
	}
	return drawn
}

func (d Draw) scope() engine.Scope {
	switch d.IntN(5) {
	case 0:
		return engine.ScopeBrand(Pick(d, brands[1:]...))
	case 1, 2:
		return engine.ScopeCategory(Pick(d, categories[1:]...))
	case 3:
		return engine.ScopeProduct(Pick(d, skus...))
	default:
		return engine.Everything
	}
}

// ID draws an id.
func (d Draw) ID() (drawn uuid.UUID) {
	for i := range drawn {
		drawn[i] = byte(d.IntN(256))
	}
	drawn[6], drawn[8] = 0x70|drawn[6]&0x0f, 0x80|drawn[8]&0x3f
	return drawn
}

// Pick draws one of the values.
func Pick[T any](d Draw, values ...T) T { return values[d.IntN(len(values))] }
