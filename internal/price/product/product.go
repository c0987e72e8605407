// Package product keeps what discounts and prices need to know of products: shops and ERPs push it,
// and manage it there. It knows no discounts.
package product

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

const maxName = 250

// Product is what discounts and prices need to know of a product.
type Product struct {
	ID      uuid.UUID
	Version int64
	Serial  int64 // row key of the full-text index

	SKU       string
	Name      string
	Category  string // as engine.CategoryKey makes it
	Brand     string
	BasePrice money.Money // net, of one unit
	TaxRate   *money.Percent
	Active    bool

	CreatedAt, UpdatedAt time.Time
}

// says is what a push says of a product, in a form that compares.
func (p *Product) says() [7]string {
	rate, active := "", "sold"
	if p.TaxRate != nil {
		rate = p.TaxRate.String()
	}
	if !p.Active {
		active = ""
	}
	return [...]string{p.Name, p.Category, p.Brand, p.BasePrice.String(), p.BasePrice.Currency, rate, active}
}

// searchText is what the search box finds the product by, folded; a word never matches across parts.
func (p *Product) searchText() string {
	return fold.Search(p.SKU, p.Name, p.Brand)
}

// Draft is a product as pushed.
type Draft struct {
	SKU, Name, Brand string
	Category         []string
	Amount, Currency string
	TaxRate          string // unknown when empty
	Active           bool
	Undecoded        []fault.Field // what could not be decoded; then nothing but the SKU is known
}

// read returns the product with every value as it is kept, or all that is wrong with it.
func (d Draft) read() (Product, []fault.Field) {
	if d.Undecoded != nil {
		return Product{}, d.Undecoded
	}
	p := Product{SKU: d.SKU, Active: d.Active}
	wrong := engine.CheckSKU("sku", d.SKU)
	var unfit []fault.Field
	p.Name, unfit = text.Clean("name", d.Name, maxName)
	if unfit == nil && len(fold.Key(p.Name)) == 0 {
		unfit = []fault.Field{{Path: "name", Reason: "NAME_REQUIRED", Text: "A name is required."}}
	}
	wrong = append(wrong, unfit...)
	category, unfit := engine.CleanCategory("category", d.Category)
	p.Category = engine.CategoryKey(category)
	wrong = append(wrong, unfit...)
	p.Brand, unfit = engine.CleanBrand("brand", d.Brand)
	wrong = append(wrong, unfit...)
	p.BasePrice, unfit = d.basePrice()
	wrong = append(wrong, unfit...)
	p.TaxRate, unfit = d.taxRate()
	return p, append(wrong, unfit...)
}

func (d Draft) basePrice() (money.Money, []fault.Field) {
	if _, err := money.ParseCurrency(d.Currency); err != nil {
		return money.Money{}, []fault.Field{{Path: "basePrice.currency", Reason: "CURRENCY_UNKNOWN", Text: "There is no such currency."}}
	}
	price, err := money.Parse(d.Amount, d.Currency)
	if err != nil || !price.Amount.IsPositive() {
		return money.Money{}, []fault.Field{{
			Path: "basePrice.amount", Reason: "AMOUNT_INVALID", Text: "A base price is above 0 and has at most four decimals.",
		}}
	}
	return price, nil
}

func (d Draft) taxRate() (*money.Percent, []fault.Field) {
	if d.TaxRate == "" {
		return nil, nil
	}
	rate, err := money.ParsePercent(d.TaxRate)
	if err != nil {
		return nil, []fault.Field{{
			Path: "taxRate", Reason: "PERCENT_INVALID", Text: "A tax rate is 0 to 100 per cent with at most two decimals.",
		}}
	}
	return &rate, nil
}

// ancestors are the keys of a category and all above it.
func ancestors(category string) []string {
	path := engine.CategoryPath(category)
	keys := make([]string, len(path))
	for i := range path {
		keys[i] = engine.CategoryKey(path[:i+1])
	}
	return keys
}
