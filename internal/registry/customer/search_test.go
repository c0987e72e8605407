package customer_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// corpus is who the searches look for, by a short name.
func (b bundle) corpus(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]*customer.Customer{
		"łódź":    b.newCustomer(t, named("Hurtownia Łódź Sp. z o.o."), mailed("biuro@lodzka.example"), taxed("PL", "525-000-10-26"), phoned("601 602 603")),
		"ελένη":   b.newCustomer(t, person("Ελένη", "Παπαδοπούλου"), mailed("eleni@kafes.example"), taxed("GR", "EL094259216"), phoned("+30 210 1234567")),
		"žofie":   b.newCustomer(t, person("Žofie", "Nováková"), mailed("Zofie.Novakova@Seznam.example"), taxed("CZ", "CZ25596641")),
		"straße":  b.newCustomer(t, named("Café Straße"), mailed("strasse@kaffee.example")),
		"percent": b.newCustomer(t, named(`100% Arabica_Blend C:\kawa`), mailed("arabica@kawa.example")),
		"quotes":  b.newCustomer(t, named(`Kawa "Pod Aniołem" AND OR NOT NEAR(x) * ^ - col:x`), mailed("aniol@kawa.example")),
		"zo":      b.newCustomer(t, named("Zo"), mailed("zo@wu.example")),
		"plain":   b.newCustomer(t, named("1000 arabicaxblend"), mailed("plain@kawa.example"), phoned("brak")),
		"idn":     b.newCustomer(t, named("Żółw"), mailed("biuro@żółw.example")),
		"company": b.newCustomer(t, named("Gęś Sp. z o.o."), mailed("biuro@ges.example"), registered("472200100")),
		"umlaut":  b.newCustomer(t, named("Müller Bäckerei"), mailed("info@wurst.example")),
	}
	b.knows(t, b.newSource(t, "optima"), all["straße"].ID, "K/007 x")
	b.hire(t, all["percent"].ID, "magazyn@herbata.example")
	names := map[string]string{}
	for name, c := range all {
		names[c.Number()] = name
	}
	return names
}

// searches says who is found by what.
var searches = []struct {
	want    []string
	queries []string
}{
	// case and accents, words in any order over all fields, fragments, a word of two letters
	{[]string{"łódź"}, []string{"lodz", "ŁÓDŹ", "Łódź", "lodz hurtownia", "lodz 601602603", "hurt lodzka 5250001026", "urtown", "ŁÓ"}},
	{[]string{"ελένη"}, []string{"ελενη", "ΕΛΈΝΗ", "παπαδοπουλου", "eleni@kafes"}},
	{[]string{"žofie"}, []string{"zofie", "ŽOFIE", "novakova zofie", "seznam", "ZOFIE.NOVAKOVA@SEZNAM.EXAMPLE"}},
	{[]string{"straße"}, []string{"strasse", "STRAẞE", "cafe", "ff"}},
	{[]string{"zo", "žofie", "idn"}, []string{"zo", "ZO"}},
	{[]string{"idn"}, []string{"zolw", "biuro@żółw.example", "BIURO@ŻÓŁW.example"}},
	// what a query language would take for its own
	{[]string{"percent"}, []string{"100%", "１００％", "%", "_", "arabica_blend", `c:\kawa`, "blend ckawa"}},
	{[]string{"quotes"}, []string{`"pod`, "near(x)", "AND", "kawa AND aniol", "col:x", "kawa -aniolem", `aniolem" OR "x`}},
	// whatever punctuation stands around words or in them, on either side
	{[]string{"company"}, []string{"gęś sp z oo", "ges sp. z o.o.", "ges (sp) z o-o", "GĘŚ, SP Z OO", "472200100", "472-200-100", "4722"}},
	{[]string{"umlaut"}, []string{"Müller", "Mueller", "muller", "MUELLER", "baeckerei"}},
	// phones
	{[]string{"łódź"}, []string{"601602603", "+48 601-602-603", "(601) 602 603", "0048601602603", "48601602603", "602603", "601 602", "601.602.603", "601-602", "602.603"}},
	{[]string{"ελένη"}, []string{"+30 2101234567", "210 123", "2101234567"}},
	// tax IDs
	{[]string{"łódź"}, []string{"5250001026", "525-000-10-26", "PL5250001026", "PL 525-000-10-26", "pl 525 000 10 26"}},
	{[]string{"ελένη"}, []string{"EL094259216", "GR 094259216", "094 259 216", "094259216", "EL 094-259-216"}},
	{[]string{"žofie"}, []string{"CZ 255 96 641", "25596641", "CZ-255-96-641"}},
	// employees and source systems
	{[]string{"percent"}, []string{"magazyn@herbata.example", "herbata", "arabica herbata"}},
	{[]string{"straße"}, []string{"K/007 x", "k/007", "A-K/007"}},
	// nobody
	{[]string{}, []string{
		"lodz zofie", "Ω", `""`, "'", `\`, `"`, "*", "^", "10%", "ispz", "gessp", "999999999", "qq\x00zz", "\u0301", "nobody", "żżż", "arabica%blend",
	}},
}

func TestSearch(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		names := b.corpus(t)
		for _, c := range searches {
			for _, query := range c.queries {
				got := []string{}
				for _, number := range b.find(t, query) {
					got = append(got, names[number])
				}
				assert.ElementsMatch(t, c.want, got, "%q", query)
				count, err := b.Count(b.ctx, customer.Filter{Query: query})
				require.NoError(t, err)
				assert.Equal(t, customer.Count{Total: len(c.want)}, count, "%q is counted as it is listed", query)
			}
		}
		for _, query := range []string{"", " ", "\t\n", "\u00a0", "\x00"} {
			assert.Len(t, b.find(t, query), len(names), "%q asks for nothing", query)
		}
		for number, name := range names {
			assert.Equal(t, []string{number}, b.find(t, number), name)
		}
	})
}

func TestExactMatchesComeFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		exact := b.newCustomer(t, named("Ząb"), mailed("jan@kawa.example"), taxed("PL", "5250001026"), phoned("601602603"))
		b.knows(t, b.newSource(t, "optima"), exact.ID, "K-1")
		b.hire(t, exact.ID, "ewa@kawa.example")
		for _, query := range []string{
			"jan@kawa.example", "JAN@KAWA.example", "ewa@kawa.example", "5250001026", "PL 525-000-10-26", "601602603", "+48 601 602 603", exact.Number(), "K-1",
		} {
			b.newCustomer(t, named("A "+query+" 1"))
		}
		for _, query := range []string{
			"jan@kawa.example", "Jan@Kawa.Example", "ewa@kawa.example", "5250001026", "PL 525-000-10-26", "601602603", "+48 601 602 603", exact.Number(), "K-1",
		} {
			for _, order := range []string{"name", "number desc"} {
				in := customer.ListInput{Filter: customer.Filter{Query: query}, OrderBy: order, PageSize: 1}
				shown := b.pages(t, in, func(int) {})
				require.Greater(t, len(shown), 1, "%q", query)
				assert.Equal(t, exact.ID, shown[0], "%q by %s", query, order)
				assert.NotContains(t, shown[1:], exact.ID, "%q is not repeated", query)
				in.PageSize = 200
				assert.Equal(t, shown, b.pages(t, in, func(int) {}), "%q", query)
			}
		}
	})
}

// TestMoreExactMatchesThanAPageHolds has 25 customers with one tax ID: no page size loses any.
func TestMoreExactMatchesThanAPageHolds(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.insertMany(t, 25, func(c *customer.Customer, i int) {
			c.Name, c.TaxKey, c.TaxID = fmt.Sprintf("Z %02d", 99-i), "PL5250001026", "5250001026"
		})
		b.insertMany(t, 5, func(c *customer.Customer, _ int) { c.Note = "525-000-10-26" })
		for _, size := range []int32{1, 3, 20, 21, 200} {
			shown := b.pages(t, customer.ListInput{Filter: customer.Filter{Query: "PL 525-000-10-26"}, PageSize: size}, func(int) {})
			distinct := map[uuid.UUID]bool{}
			for _, id := range shown {
				distinct[id] = true
			}
			assert.Equal(t, []int{25, 25}, []int{len(shown), len(distinct)}, "by %d", size)
		}
	})
}

// TestExactMatchesThatChangeBetweenPages deletes an exact match after the first page, and turns to
// larger pages: those who stay are shown once.
func TestExactMatchesThatChangeBetweenPages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		same := b.insertMany(t, 4, func(c *customer.Customer, _ int) { c.TaxKey, c.TaxID = "PL5250001026", "5250001026" })
		in := customer.ListInput{Filter: customer.Filter{Query: "5250001026"}, PageSize: 1}
		first, next, err := b.List(b.ctx, in)
		require.NoError(t, err)
		require.Equal(t, same[0].ID, first[0].ID)
		require.NoError(t, b.Delete(b.ctx, same[0].ID, ""))
		in.PageToken, in.PageSize = next, 50
		assert.Equal(t, []uuid.UUID{same[1].ID, same[2].ID, same[3].ID}, b.pages(t, in, func(int) {}))
	})
}
