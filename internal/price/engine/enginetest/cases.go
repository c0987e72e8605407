package enginetest

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Worked is a case of docs/pricing-cases.json, worked by hand. What is sent to the API stands in it as the API
// spells it, but for targets and winners, which go by name.
type Worked struct {
	Title string `json:"title"`
	Shop  struct {
		Currency string `json:"currency"`
		TimeZone string `json:"timeZone"`
		Pricing  struct {
			ERPDiscountsOff bool   `json:"erpDiscountsOff"`
			ShopDiscounts   string `json:"shopDiscounts"`
			FloorPercent    string `json:"floorPercent"`
		} `json:"pricing"`
	} `json:"shop"`
	Groups []struct {
		Name      string `json:"name"`
		SortOrder int32  `json:"sortOrder"`
		Joined    bool   `json:"joined"` // whether the customer is in it
	} `json:"groups"`
	Products  []WorkedProduct  `json:"products"`
	Discounts []WorkedDiscount `json:"discounts"` // the oldest first
	Coupon    json.RawMessage  `json:"coupon,omitempty"`
	AsOf      string           `json:"asOf"`
	Lines     []struct {
		SKU      string `json:"sku"`
		Quantity string `json:"quantity"`
	} `json:"lines"`
	Expect Expected `json:"expect"`
}

// WorkedMoney is money as the API spells it.
type WorkedMoney struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// WorkedProduct is a product as it is pushed.
type WorkedProduct struct {
	SKU       string      `json:"sku"`
	Name      string      `json:"name"`
	Category  []string    `json:"category"`
	Brand     string      `json:"brand,omitempty"`
	BasePrice WorkedMoney `json:"basePrice"`
	TaxRate   string      `json:"taxRate"`
}

// WorkedDiscount is a discount for "customer", "everyone" or the group of the name.
type WorkedDiscount struct {
	Origin   string `json:"origin"`
	Target   string `json:"target"`
	Discount struct {
		Name        string       `json:"name"`
		Scope       WorkedScope  `json:"scope"`
		Percent     string       `json:"percent,omitempty"`
		FixedPrice  *WorkedMoney `json:"fixedPrice,omitempty"`
		MinQuantity string       `json:"minQuantity,omitempty"`
		Priority    int32        `json:"priority,omitempty"`
		ValidFrom   string       `json:"validFrom,omitempty"`
		ValidTo     string       `json:"validTo,omitempty"`
	} `json:"discount"`
	Ended bool `json:"ended,omitempty"`
}

// WorkedScope is what a discount is on.
type WorkedScope struct {
	Everything bool   `json:"everything,omitempty"`
	Brand      string `json:"brand,omitempty"`
	SKU        string `json:"sku,omitempty"`
	Category   *struct {
		Names []string `json:"names"`
	} `json:"category,omitempty"`
}

// Expected is the answer, the same from engine, API and screen.
type Expected struct {
	Lines           []ExpectedLine `json:"lines"`
	Total           string         `json:"total"`
	CouponReduction string         `json:"couponReduction,omitempty"`
	Payable         string         `json:"payable,omitempty"`
}

// ExpectedLine is the price of a line and why; words are by language.
type ExpectedLine struct {
	UnitPrice        string              `json:"unitPrice"`
	LineTotal        string              `json:"lineTotal"`
	LineTotalWithTax string              `json:"lineTotalWithTax,omitempty"`
	Winners          []string            `json:"winners"`
	Losers           []ExpectedLoser     `json:"losers"`
	Summary          map[string]string   `json:"summary"`
	Steps            map[string][]string `json:"steps"`
}

// ExpectedLoser is a discount that does not make the price. In its words the day on which it was ended is {ended}.
type ExpectedLoser struct {
	Name    string            `json:"name"`
	Verdict string            `json:"verdict"`
	Text    map[string]string `json:"text"`
}

// Cases reads the worked cases.
func Cases(tb testing.TB, path string) []Worked {
	tb.Helper()
	text, err := os.ReadFile(path) //nolint:gosec // a file of the repository
	require.NoError(tb, err)
	var cases []Worked
	require.NoError(tb, json.Unmarshal(text, &cases))
	return cases
}
