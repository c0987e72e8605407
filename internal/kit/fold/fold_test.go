package fold_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"Polish", "Zażółć Gęślą JAŹŃ", "zazolc gesla jazn"},
		{"Polish city", "ŁÓDŹ", "lodz"},
		{"Czech", "Žofie Příliš Žluťoučká", "zofie prilis zlutoucka"},
		{"Greek tonos", "Ελένη", "ελενη"},
		{"Greek capitals", "ΕΛΈΝΗ ΠΑΠΑΔΟΠΟΎΛΟΥ", "ελενη παπαδοπουλου"},
		{"Greek final sigma", "Νίκος ΝΊΚΟΣ", "νικοσ νικοσ"},
		{"Greek dialytika", "Προΐκα", "προικα"},
		{"German", "Straße GROẞ Müller", "strasse gross muller"},
		{"Scandinavian", "Ørsted Ærø Åse Þórður Đorđe", "orsted aero ase thordur dorde"},
		{"French", "Œuvre Façade", "oeuvre facade"},
		{"Turkish", "İstanbul ıspanak", "istanbul ispanak"},
		{"Maltese", "Ħal Għaxaq", "hal ghaxaq"},
		{"Ukrainian", "Їжак ҐАНОК", "іжак ґанок"},
		{"full-width and ligatures", "ＡＢＣ ﬁrma ①", "abc firma 1"},
		{"typographic signs", "O’Neil O´Neil „A” – B", `o'neil o'neil "a" - b`},
		{"white space", "  a\t\r\n b\u00a0\u2003c\u2028 ", "a b c"},
		{"control characters", "\x00a\x07b\u0085", "a b"},
		{"invisible characters", "a\u200b\u00ad\ufeffb\u202e", "ab"},
		{"invalid UTF-8", "a\xffb", "a b"},
		{"only marks", "\u0301\u0300", ""},
		{"nothing", "", ""},
	} {
		t.Run("folds "+c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, fold.Text(c.in))
		})
	}
}

func TestTextOfEveryCharacter(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf) {
			continue
		}
		once := fold.Text("x" + string(r) + "y")
		require.Equal(t, once, fold.Text(once), "folding %U twice", r)
	}
}

func TestTextProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		folded := fold.Text(s)
		require.Equal(t, folded, fold.Text(folded), "idempotent")
		require.Equal(t, folded, fold.Text(norm.NFD.String(s)), "blind to decomposition")
		require.Equal(t, folded, fold.Text(norm.NFC.String(s)), "blind to composition")
		require.Equal(t, folded, fold.Text("\t"+s+"  "), "blind to margins")
		require.NotContains(t, folded, "  ")
		require.NotContains(t, folded, "\x00")
	})
}

func TestTextIsBlindToCaseInTheLanguagesOfTheShops(t *testing.T) {
	t.Parallel()
	letters := []rune("aąbcćdeęfghijklłmnńoóprsśtuwyzźżáčďéěíňřšťúůýžαβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋßäöüàâèêçñøåæœабвгґдеєжзиіїйклмнопрстуфхцчшщьюя ")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom(letters)).Draw(t, "text")
		require.Equal(t, fold.Text(s), fold.Text(strings.ToUpper(s)))
	})
}

func TestWords(t *testing.T) {
	t.Parallel()
	t.Run("splits at white space and folds", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"jan", "lukasik"}, fold.Words(" Jan\u00a0\tŁukasik "))
	})
	t.Run("finds none in blanks", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, fold.Words(" \t\u200b "))
	})
	t.Run("keeps eight words", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, strings.Fields("1 2 3 4 5 6 7 8"), fold.Words("1 2 3 4 5 6 7 8 9 10"))
	})
	t.Run("cuts a long word at 64 characters", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{strings.Repeat("ж", 64)}, fold.Words(strings.Repeat("Ж", 65)))
	})
	t.Run("is bounded whatever comes", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			words := fold.Words(rapid.String().Draw(t, "query"))
			require.LessOrEqual(t, len(words), 8)
			for _, word := range words {
				require.NotEmpty(t, word)
				require.LessOrEqual(t, utf8.RuneCountInString(word), 64)
			}
		})
	})
}

func TestKey(t *testing.T) {
	t.Parallel()
	t.Run("sorts Polish letters with their plain relatives", func(t *testing.T) {
		t.Parallel()
		assert.Negative(t, bytes.Compare(fold.Key("Łódź"), fold.Key("Lublin")))
		assert.Negative(t, bytes.Compare(fold.Key("Łódź"), fold.Key("Zamość")))
		assert.Negative(t, bytes.Compare(fold.Key("żaba"), fold.Key("Żuk")))
	})
	t.Run("is empty, not nil, for an empty name", func(t *testing.T) {
		t.Parallel()
		assert.NotNil(t, fold.Key(""))
		assert.Empty(t, fold.Key(""))
	})
	t.Run("does not halve a character", func(t *testing.T) {
		t.Parallel()
		key := fold.Key("x" + strings.Repeat("ж", 150))
		assert.Len(t, key, 199)
		assert.True(t, utf8.Valid(key))
	})
	t.Run("is bounded and valid whatever comes", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			key := fold.Key(rapid.StringN(0, 300, -1).Draw(t, "name"))
			require.LessOrEqual(t, len(key), 200)
			require.True(t, utf8.Valid(key))
		})
	})
}

func TestLikePattern(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"jan", `%jan%`},
		{"50%", `%50\%%`},
		{"a_b", `%a\_b%`},
		{`c:\d`, `%c:\\d%`},
		{fold.Text("％"), `%\%%`},
	} {
		t.Run("escapes "+c.in, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, fold.LikePattern(c.in))
		})
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, query string
		isFound     bool
	}{
		{"Żółw i Gęś Sp. z o.o.", "żółw sp z oo", true},
		{"Żółw i Gęś Sp z oo", "zolw sp. z o.o.", true},
		{"Żółw i Gęś Sp. z o.o.", "zolwi", false},
		{"Müller", "Mueller", true},
		{"Müller", "Muller", true},
		{"MU\u0308LLER", "mueller", true},
		{"Smith-Jones", "smithjones", true},
		{"O’Brien", "obrien", true},
		{"jan@firma.example", "firma.example", true},
		{"A/12-B", "a12b", true},
		{"50% taniej", "50%", true},
		{"500 taniej", "50%", false},
		{"a_b", "a_b", true},
		{"axb", "a_b", false},
		{"Bäcker & Söhne", "backer & sohne", true},
		{"☕", "☕", true},
		{"Kawa", "☕", false},
	} {
		text := fold.Search(c.name)
		isFound := true
		for _, word := range fold.Words(c.query) {
			isFound = isFound && strings.Contains(text, word)
		}
		assert.Equal(t, c.isFound, isFound, "%s by %s", c.name, c.query)
	}
	assert.Equal(t, "muller\nmueller\n12", fold.Search("Müller", "", "12", "12."))
	assert.Empty(t, fold.Search(" ", ""))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		text := fold.Search(name)
		for _, word := range fold.Words(name) {
			require.Contains(t, text, word, "a thing is found by its name")
		}
		require.Equal(t, text, fold.Search(strings.Split(text, "\n")...), "idempotent")
	})
}
