// Package coupon keeps codes that take something off a total, and counts their uses (DISC-6). It does
// not know prices: whoever redeems names the total.
package coupon

import (
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

const (
	maxName  = 100
	mostUses = 1_000_000_000
)

// Coupon is a code that takes something off a total.
type Coupon struct {
	ID      uuid.UUID
	Version int64

	Code       string
	Name       string
	Percent    money.Percent // zero for an amount
	Amount     money.Money   // zero for a percentage
	ValidFrom  engine.Day    // none when empty
	ValidTo    engine.Day    // inclusive; none when empty
	MaxUses    int32         // without limit when 0
	Uses       int32
	CustomerID uuid.UUID // the only one who may use it; anybody when Nil
	EndedAt    time.Time // zero while it was not ended

	CustomerName string // as it is now; filled when read

	CreatedAt, UpdatedAt time.Time
}

// ETag names the coupon's version to callers. Uses do not change it.
func (c Coupon) ETag() string { return entity.ETag(c.Version) }

// IsAmount reports whether the coupon takes an amount off, and not a percentage.
func (c Coupon) IsAmount() bool { return c.Percent.E2() == 0 }

// Key is how the code of a coupon is compared: whatever its case.
func Key(code string) string { return strings.ToUpper(clean(code)) }

// Draft is what staff say of a coupon, as they wrote it.
type Draft struct {
	Code, Name         string
	Percent            string // one of percent and amount
	Amount, Currency   string
	HasAmount          bool
	ValidFrom, ValidTo string
	MaxUses            *int32 // without limit when nil
	CustomerID         string
}

// editable are the fields that an update can name.
var editable = mask.Table[Draft, Draft]{
	"name":        func(d *Draft, values Draft) { d.Name = values.Name },
	"percent":     takeReduction,
	"amount":      takeReduction,
	"valid_from":  func(d *Draft, values Draft) { d.ValidFrom = values.ValidFrom },
	"valid_to":    func(d *Draft, values Draft) { d.ValidTo = values.ValidTo },
	"max_uses":    func(d *Draft, values Draft) { d.MaxUses = values.MaxUses },
	"customer_id": func(d *Draft, values Draft) { d.CustomerID = values.CustomerID },
}

// takeReduction takes percentage and amount together: one takes the place of the other.
func takeReduction(d *Draft, values Draft) {
	d.Percent, d.HasAmount, d.Amount, d.Currency = values.Percent, values.HasAmount, values.Amount, values.Currency
}

// draft is the coupon as staff would write it.
func (c Coupon) draft() Draft {
	d := Draft{Code: c.Code, Name: c.Name, ValidFrom: string(c.ValidFrom), ValidTo: string(c.ValidTo), MaxUses: orNull(c.MaxUses)}
	if c.IsAmount() {
		d.HasAmount, d.Amount, d.Currency = true, c.Amount.String(), c.Amount.Currency
	} else {
		d.Percent = c.Percent.String()
	}
	if c.CustomerID != uuid.Nil {
		d.CustomerID = c.CustomerID.String()
	}
	return d
}

var codes = regexp.MustCompile(`^[A-Za-z0-9_-]{3,50}$`)

// clean returns a code as it is kept.
func clean(typed string) string { return strings.TrimSpace(text.Visible(typed)) }

// isCode reports whether a coupon may have the code.
func isCode(typed string) bool { return codes.MatchString(clean(typed)) }

// read returns the coupon that a draft describes, or all that is wrong with it.
func (d Draft) read() (Coupon, error) {
	r := reader{}
	c := Coupon{Code: clean(d.Code)}
	form.Set(&c.MaxUses, d.MaxUses)
	if !isCode(c.Code) {
		r.refuse("code", "CODE_INVALID", "A code is 3 to 50 letters, digits, dashes and underscores.")
	}
	var unfit []fault.Field
	c.Name, unfit = text.Clean("coupon.name", d.Name, maxName)
	r.wrong = append(r.wrong, unfit...)
	c.Percent, c.Amount = r.reduction(d)
	c.ValidFrom, c.ValidTo = r.day("validFrom", d.ValidFrom), r.day("validTo", d.ValidTo)
	if c.ValidTo != "" && c.ValidTo < c.ValidFrom {
		r.refuse("validTo", "END_BEFORE_START", "The last day is before the first.")
	}
	if d.MaxUses != nil && (c.MaxUses < 1 || c.MaxUses > mostUses) {
		r.refuse("maxUses", "OUT_OF_RANGE", "A coupon has 1 to 1,000,000,000 uses, or any number when this is absent.")
	}
	c.CustomerID = r.customer(d.CustomerID)
	return c, fault.InvalidFields(r.wrong)
}
