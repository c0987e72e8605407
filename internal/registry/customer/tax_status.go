package customer

import (
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/country"
)

// taxAreas are the countries whose VAT another country levies as its own. The territories of France and Åland need
// no word here: their codes are not those of member states, and they stand outside the VAT of the Union.
var taxAreas = map[country.Code]country.Code{"MC": "FR", "IM": "GB"}

func taxArea(c country.Code) country.Code {
	if area, ok := taxAreas[c]; ok {
		return area
	}
	return c
}

// IsTaxStatusLikely reports whether the tax status fits the tax country, seen from the country of the shop.
func (c *Customer) IsTaxStatusLikely(home country.Code) bool {
	of, at := taxArea(c.TaxCountry), taxArea(home)
	if of == "" || at == "" {
		return true
	}
	switch c.TaxStatus {
	case Domestic:
		return of == at
	case IntraEU:
		return of != at && at.InEU() && (of.InEU() || c.isNorthernIrish())
	default:
		// The Canaries, Ceuta and Melilla have the code of Spain and stand outside the VAT of the Union.
		return of == "ES" || of != at && (!of.InEU() || !at.InEU())
	}
}

// isNorthernIrish reports whether the tax ID is one for trade in goods with the Union.
func (c *Customer) isNorthernIrish() bool {
	return c.TaxCountry == "GB" && strings.HasPrefix(strings.ToUpper(c.TaxID), "XI")
}
