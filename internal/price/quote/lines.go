package quote

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// lines adds to what the caller names what is known of the products, and says all that is wrong with it.
func (s *Service) lines(ctx context.Context, at moment, asked []Line) ([]engine.Line, error) {
	skus := skusOf(asked)
	known, err := s.store.products(ctx, skus)
	if err == nil && at.isPast {
		err = s.store.pastProducts(ctx, at.At, skus, known)
	}
	if err != nil {
		return nil, err
	}
	lines := make([]engine.Line, len(asked))
	var wrong []fault.Field
	for i, line := range asked {
		b := builder{index: i, currency: at.Rules.Currency}
		if found, ok := known[line.SKU]; ok {
			b.known = &found
		}
		lines[i] = b.build(line)
		wrong = append(wrong, b.wrong...)
	}
	return lines, fault.InvalidFields(wrong)
}

// skusOf are the SKUs of lines that a product may have, each once.
func skusOf(lines []Line) []string {
	skus, seen := make([]string, 0, len(lines)), make(map[string]bool, len(lines))
	for _, line := range lines {
		if !seen[line.SKU] && engine.CheckSKU("sku", line.SKU) == nil {
			seen[line.SKU] = true
			skus = append(skus, line.SKU)
		}
	}
	return skus
}

// builder makes one line.
type builder struct {
	index    int
	currency string   // of the shop
	known    *product // nil when it is not
	wrong    []fault.Field
}

func (b *builder) refuse(field, reason, text string) {
	b.wrong = append(b.wrong, fault.Field{Path: b.path(field), Reason: reason, Text: text})
}

func (b *builder) path(field string) string { return fmt.Sprintf("lines[%d].%s", b.index, field) }

func (b *builder) build(asked Line) engine.Line {
	line := engine.Line{SKU: asked.SKU, Quantity: b.quantity(asked.Quantity)}
	if b.known != nil {
		line.Category, line.Brand, line.TaxRate = b.known.category, b.known.brand, b.known.taxRate
	} else {
		line.Category, line.Brand = b.place(asked)
	}
	line.Base = b.base(asked)
	return line
}

// place reads where a product stands that is not known here, and wants a price of it.
func (b *builder) place(asked Line) (category, brand string) {
	unfit := engine.CheckSKU(b.path("sku"), asked.SKU)
	b.wrong = append(b.wrong, unfit...)
	if unfit == nil && asked.Base == nil {
		b.refuse("sku", "SKU_UNKNOWN", "There is no such product; name a base price.")
	}
	names, unfit := engine.CleanCategory(b.path("category"), asked.Category)
	b.wrong = append(b.wrong, unfit...)
	brand, unfit = engine.CleanBrand(b.path("brand"), asked.Brand)
	b.wrong = append(b.wrong, unfit...)
	return engine.CategoryKey(names), brand
}

func (b *builder) quantity(text string) decimal.Decimal {
	quantity, err := money.ParseQuantity(text)
	if err != nil || !quantity.IsPositive() {
		b.refuse("quantity", "QUANTITY_INVALID", "A quantity is above 0 to 1,000,000,000 with at most 4 decimals.")
	}
	return quantity
}

func (b *builder) base(asked Line) decimal.Decimal {
	switch {
	case asked.Base != nil:
		return b.amount(*asked.Base)
	case b.known == nil:
		return decimal.Zero // which place has refused
	case b.known.base.Currency != b.currency:
		b.refuse("basePrice", "CURRENCY_MISMATCH", "The price of the product is not in the currency of the shop; name one that is.")
	default:
		return b.known.base.Amount
	}
	return decimal.Zero
}

func (b *builder) amount(asked Amount) decimal.Decimal {
	base, err := money.Parse(asked.Amount, asked.Currency)
	switch {
	case errors.Is(err, money.ErrCurrency):
		b.refuse("basePrice.currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	case errors.Is(err, money.ErrDecimals):
		b.refuse("basePrice.amount", "TOO_MANY_DECIMALS", "A price has at most 4 decimals.")
	case err != nil || !base.Amount.IsPositive():
		b.refuse("basePrice.amount", "AMOUNT_INVALID", "A price is above 0 with at most 4 decimals.")
	case base.Currency != b.currency:
		b.refuse("basePrice.currency", "CURRENCY_MISMATCH", "A price is in the currency of the shop.")
	}
	return base.Amount
}
