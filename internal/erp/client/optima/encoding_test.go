package optima_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// polish has the code in which the encodings differ most on line 3.
func polish(declaration string) string {
	return declaration + file(record("<FINALNY>Nie</FINALNY>"), record("<AKRONIM>ZAŻÓŁĆ GĘŚLĄ JAŹŃ</AKRONIM>"))
}

func declared(label string) string {
	return `<?xml version="1.0" encoding="` + label + `"?>`
}

func encoded(t *testing.T, encoding encoding.Encoding, text string) string {
	t.Helper()
	out, err := encoding.NewEncoder().String(text)
	require.NoError(t, err)
	return out
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	littleEndian := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	bigEndian := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	files := map[string]string{
		"windows-1250":                     encoded(t, charmap.Windows1250, polish(declared("Windows-1250"))),
		"ISO-8859-2":                       encoded(t, charmap.ISO8859_2, polish(declared("ISO-8859-2"))),
		"code page 852":                    encoded(t, charmap.CodePage852, polish(declared("ibm852"))),
		"UTF-8":                            polish(declared("UTF-8")),
		"UTF-8 with a byte order mark":     "\ufeff" + polish(declared("utf-8")),
		"UTF-8 that is not declared":       polish(""),
		"UTF-8 with a mark, not declared":  "\ufeff" + polish(""),
		"UTF-16 little-endian":             encoded(t, littleEndian, "\ufeff"+polish(declared("UTF-16"))),
		"UTF-16 big-endian":                encoded(t, bigEndian, "\ufeff"+polish(declared("utf-16"))),
		"UTF-16 without a byte order mark": encoded(t, littleEndian, polish(declared("utf-16le"))),
		"UTF-16 that is not declared":      encoded(t, bigEndian, polish("")),
	}
	for name, text := range files {
		t.Run("read "+name, func(t *testing.T) {
			t.Parallel()
			records, err := readAll(strings.NewReader(text))
			require.NoError(t, err)
			require.Len(t, records, 2)
			assert.Equal(t, "ZAŻÓŁĆ GĘŚLĄ JAŹŃ", records[1].Contractor.GetCode())
			assert.Equal(t, 3, records[1].Line)
		})
	}
	t.Run("do not take windows-1250 for UTF-8 by accident", func(t *testing.T) {
		t.Parallel()
		text := encoded(t, charmap.Windows1250, declared("windows-1250")+file(record("<AKRONIM>SPÓŁKA</AKRONIM>")))
		records, err := readAll(strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, "SPÓŁKA", records[0].Contractor.GetCode())
	})
}

func TestWrongEncodings(t *testing.T) {
	t.Parallel()
	windows := charmap.Windows1250
	tests := map[string]struct {
		text string
		line int
	}{
		"windows-1250 declared as UTF-8":           {encoded(t, windows, polish(declared("utf-8"))), 3},
		"windows-1250 that is not declared":        {encoded(t, windows, polish("")), 3},
		"windows-1250 declared as ISO-8859-2":      {encoded(t, windows, polish(declared("iso-8859-2"))), 3},
		"UTF-8 declared as windows-1250":           {polish(declared("windows-1250")), 3},
		"UTF-8 with a mark, declared otherwise":    {"\ufeff" + polish(declared("windows-1250")), 1},
		"one byte a letter declared as UTF-16":     {encoded(t, windows, polish(declared("utf-16"))), 1},
		"UTF-16 declared as UTF-8":                 {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), polish(declared("utf-8"))), 1},
		"UTF-16 declared with the other order":     {encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), polish(declared("utf-16be"))), 1},
		"a byte that windows-1250 does not have":   {declared("windows-1250") + file(record(""), record("<AKRONIM>\x81</AKRONIM>")), 3},
		"UTF-8 that breaks off within a letter":    {polish("") + "\n\xc5", 4},
		"UTF-16 that breaks off within a letter":   {encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), polish("")) + "\x00\n\x00", 4},
		"letters that another program lost before": {file(record("<AKRONIM>\ufffd</AKRONIM>")), 2},
	}
	for name, test := range tests {
		t.Run("refuse "+name, func(t *testing.T) {
			t.Parallel()
			_, err := readAll(strings.NewReader(test.text))
			requireRefused(t, err, "ENCODING_WRONG", test.line)
		})
	}
	t.Run("refuse an encoding that nobody here knows", func(t *testing.T) {
		t.Parallel()
		_, err := readAll(strings.NewReader(polish(declared("ebcdic-cp-us"))))
		requireRefused(t, err, "ENCODING_UNKNOWN", 1)
	})
}
