package customer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestIsTaxStatusLikely(t *testing.T) {
	t.Parallel()
	all := []customer.TaxStatus{customer.Domestic, customer.IntraEU, customer.ExtraEU}
	for name, c := range map[string]struct {
		home, of country.Code
		taxID    string
		likely   string
	}{
		"at home":                            {home: "PL", of: "PL", likely: "domestic"},
		"in another member state":            {home: "PL", of: "DE", likely: "intra_eu"},
		"in Greece":                          {home: "PL", of: "GR", likely: "intra_eu"},
		"beyond the Union":                   {home: "PL", of: "UA", likely: "extra_eu"},
		"in Great Britain":                   {home: "PL", of: "GB", taxID: "980780684", likely: "extra_eu"},
		"in Northern Ireland":                {home: "PL", of: "GB", taxID: "xi980780684", likely: "intra_eu extra_eu"},
		"in Northern Ireland, from there":    {home: "GB", of: "GB", taxID: "XI980780684", likely: "domestic"},
		"in Monaco":                          {home: "PL", of: "MC", likely: "intra_eu"},
		"in Monaco, from France":             {home: "FR", of: "MC", likely: "domestic"},
		"in France, from Monaco":             {home: "MC", of: "FR", likely: "domestic"},
		"on the Isle of Man":                 {home: "PL", of: "IM", likely: "extra_eu"},
		"on the Isle of Man, from London":    {home: "GB", of: "IM", likely: "domestic"},
		"in French Guiana":                   {home: "PL", of: "GF", likely: "extra_eu"},
		"on Guadeloupe":                      {home: "PL", of: "GP", likely: "extra_eu"},
		"on Martinique":                      {home: "PL", of: "MQ", likely: "extra_eu"},
		"on Réunion, from France":            {home: "FR", of: "RE", likely: "extra_eu"},
		"on Mayotte":                         {home: "PL", of: "YT", likely: "extra_eu"},
		"on Åland":                           {home: "FI", of: "AX", likely: "extra_eu"},
		"in Spain, perhaps on the Canaries":  {home: "PL", of: "ES", likely: "intra_eu extra_eu"},
		"on the Canaries, from the mainland": {home: "ES", of: "ES", likely: "domestic extra_eu"},
		"in the Union, from beyond it":       {home: "UA", of: "PL", likely: "extra_eu"},
		"in no country that is known":        {home: "PL", likely: "domestic intra_eu extra_eu"},
		"seen from nowhere":                  {of: "PL", likely: "domestic intra_eu extra_eu"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var likely []string
			for _, status := range all {
				judged := customer.Customer{TaxCountry: c.of, TaxID: c.taxID, TaxStatus: status}
				if judged.IsTaxStatusLikely(c.home) {
					likely = append(likely, string(status))
				}
			}
			assert.Equal(t, c.likely, strings.Join(likely, " "))
		})
	}
}
