package discount

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Groups finds the groups that a source system means by names or codes; the groups do.
type Groups interface {
	FindForSource(ctx context.Context, sourceID uuid.UUID, names []string) (map[string]uuid.UUID, error)
}

// Prices tells what a discount does to prices; the quotes do.
type Prices interface {
	Samples(ctx context.Context, in SampleInput) (Samples, error)
}

// SampleInput says which prices to tell.
type SampleInput struct {
	Draft    engine.Discount // with the id of the saved one that it would take the place of, Nil for none
	ShopID   uuid.UUID       // the first shop when Nil
	SKUs     []string        // up to five that it touches when empty
	Language engine.Language
}

// Samples are prices of a few products.
type Samples struct {
	Day    engine.Day // of the prices, in the time zone of the shop
	Prices []Sample
}

// Sample is what a discount does to the price of a unit of a product, and why.
type Sample struct {
	SKU, ProductName string
	Quantity         decimal.Decimal
	BasePrice        money.Money
	Before, After    decimal.Decimal // exact, in the currency of the base price
	Verdict          engine.Verdict
	Text             string // the verdict in words
}
