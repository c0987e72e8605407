package discount

import (
	"cmp"
	"errors"

	"github.com/shopspring/decimal"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

const (
	maxName     = 100
	maxPriority = 1_000_000
)

// Draft is a discount as typed.
type Draft struct {
	Name               string
	Target             engine.Target // of no kind when none is said
	Scope              ScopeDraft
	Percent            *string
	FixedPrice         *Amount
	MinQuantity        string
	Priority           int32
	ValidFrom, ValidTo string
}

// ScopeDraft is what a discount is on, as typed; one of these is set.
type ScopeDraft struct {
	Everything bool
	Category   []string
	Brand      *string
	SKU        *string
}

// Amount is money as typed.
type Amount struct{ Amount, Currency string }

// editable are the fields that an update can name. A percentage takes the place of a fixed price, and
// the other way round.
var editable = mask.Table[Draft, Draft]{
	"name":   func(d *Draft, values Draft) { d.Name = values.Name },
	"target": func(d *Draft, values Draft) { d.Target = values.Target },
	"scope":  func(d *Draft, values Draft) { d.Scope = values.Scope },
	"percent": func(d *Draft, values Draft) {
		d.Percent = values.Percent
		if values.Percent != nil {
			d.FixedPrice = nil
		}
	},
	"fixed_price": func(d *Draft, values Draft) {
		d.FixedPrice = values.FixedPrice
		if values.FixedPrice != nil {
			d.Percent = nil
		}
	},
	"min_quantity": func(d *Draft, values Draft) { d.MinQuantity = values.MinQuantity },
	"priority":     func(d *Draft, values Draft) { d.Priority = values.Priority },
	"valid_from":   func(d *Draft, values Draft) { d.ValidFrom = values.ValidFrom },
	"valid_to":     func(d *Draft, values Draft) { d.ValidTo = values.ValidTo },
}

// draft is the discount as somebody would type it.
func (d *Discount) draft() Draft {
	draft := Draft{
		Name: d.Name, Target: d.Target, MinQuantity: d.MinQuantity.String(), Priority: d.Priority,
		ValidFrom: string(d.ValidFrom), ValidTo: string(d.ValidTo),
	}
	if category, ok := d.Scope.Category(); ok {
		draft.Scope.Category = category
	} else if brand, ok := d.Scope.Brand(); ok {
		draft.Scope.Brand = &brand
	} else if sku, ok := d.Scope.Product(); ok {
		draft.Scope.SKU = &sku
	} else {
		draft.Scope.Everything = true
	}
	if d.IsFixed() {
		draft.FixedPrice = &Amount{Amount: d.FixedPrice.String(), Currency: d.FixedPrice.Currency}
	} else {
		percent := d.Percent.String()
		draft.Percent = &percent
	}
	return draft
}

// reading is a draft being read; it collects what is wrong.
type reading struct {
	prefix string // of the paths of fields
	wrong  []fault.Field
}

func (r *reading) refuse(field, reason, description string) {
	r.wrong = append(r.wrong, fault.Field{Path: r.prefix + field, Reason: reason, Text: description})
}

// read returns what the draft grants, every value in the form in which it is read back, or all that is wrong with it as far
// as that can be told without the database. The target is left to the caller.
func (d Draft) read(prefix string) (engine.Discount, []fault.Field) {
	r := &reading{prefix: prefix}
	granted := engine.Discount{Target: d.Target, Priority: cmp.Or(d.Priority, defaultPriority)}
	var unfit []fault.Field
	granted.Name, unfit = text.Clean(prefix+"name", d.Name, maxName)
	r.wrong = append(r.wrong, unfit...)
	granted.Scope = r.scope(d.Scope)
	r.reduction(d, &granted)
	granted.MinQuantity = r.quantity(d.MinQuantity)
	if d.Priority < 0 || d.Priority > maxPriority {
		r.refuse("priority", "PRIORITY_INVALID", "A priority is 1 to 1,000,000.")
	}
	granted.ValidFrom = r.day("validFrom", d.ValidFrom)
	granted.ValidTo = r.day("validTo", d.ValidTo)
	if granted.ValidTo != "" && granted.ValidTo < granted.ValidFrom {
		r.refuse("validTo", "END_BEFORE_START", "The last day comes before the first.")
	}
	return granted, r.wrong
}

func (r *reading) scope(typed ScopeDraft) engine.Scope {
	switch {
	case len(typed.Category) > 0:
		category, unfit := engine.CleanCategory(r.prefix+"scope.category.names", typed.Category)
		r.wrong = append(r.wrong, unfit...)
		return engine.ScopeCategory(category)
	case typed.Brand != nil:
		brand, unfit := engine.CleanBrand(r.prefix+"scope.brand", *typed.Brand)
		if r.wrong = append(r.wrong, unfit...); brand == "" {
			r.refuse("scope.brand", "BRAND_REQUIRED", "A brand is required.")
		}
		return engine.ScopeBrand(brand)
	case typed.SKU != nil:
		r.wrong = append(r.wrong, engine.CheckSKU(r.prefix+"scope.sku", *typed.SKU)...)
		return engine.ScopeProduct(*typed.SKU)
	case !typed.Everything:
		r.refuse("scope", "SCOPE_REQUIRED", "Say what the discount is on.")
	}
	return engine.Everything
}

func (r *reading) reduction(d Draft, granted *engine.Discount) {
	switch {
	case d.Percent != nil:
		percent, err := money.ParsePercent(*d.Percent)
		if err != nil || percent.E2() == 0 {
			r.refuse("percent", "PERCENT_INVALID", "A percentage is above 0 to 100 with at most two decimals.")
		}
		granted.Percent = percent
	case d.FixedPrice != nil:
		if granted.Scope == engine.Everything {
			r.refuse("scope", "FIXED_PRICE_NEEDS_PRODUCT", "A fixed price is on a product, a brand or a category, not on everything.")
		}
		granted.FixedPrice = r.price(*d.FixedPrice)
	default:
		r.refuse("percent", "AMOUNT_REQUIRED", "A percentage or a fixed price is required.")
	}
}

func (r *reading) price(typed Amount) money.Money {
	price, err := money.ParseWhole(typed.Amount, typed.Currency)
	switch {
	case errors.Is(err, money.ErrCurrency):
		r.refuse("fixedPrice.currency", "CURRENCY_UNKNOWN", "There is no such currency.")
	case errors.Is(err, money.ErrDecimals):
		r.refuse("fixedPrice.amount", "TOO_MANY_DECIMALS", "The price has more decimals than its currency.")
	case err != nil || !price.Amount.IsPositive():
		r.refuse("fixedPrice.amount", "AMOUNT_INVALID", "A fixed price is a plain decimal above 0.")
	}
	return money.FromE4(price.E4(), price.Currency)
}

func (r *reading) quantity(typed string) decimal.Decimal {
	quantity, err := money.ParseQuantity(cmp.Or(typed, "0"))
	if err != nil {
		r.refuse("minQuantity", "QUANTITY_INVALID", "A quantity is 0 to 1,000,000,000 with at most four decimals.")
	}
	return money.QuantityFromE4(money.QuantityE4(quantity))
}

func (r *reading) day(field, typed string) engine.Day {
	day, ok := engine.ParseDay(typed)
	if !ok {
		r.refuse(field, "DATE_INVALID", "This is not a day, such as 2026-11-22.")
		return ""
	}
	return day
}
