package optima_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/client/optima"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

func TestHostileFiles(t *testing.T) {
	t.Parallel()
	good := file(record(""))
	tests := map[string]struct {
		text, reason string
		line         int
	}{
		"a document type":               {"<?xml version=\"1.0\"?>\n<!DOCTYPE ROOT>" + good, "DOCTYPE_REFUSED", 2},
		"entities that grow":            {`<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + good, "DOCTYPE_REFUSED", 1},
		"an entity of its own":          {file(record("<AKRONIM>\n&xxe;</AKRONIM>")), "XML_INVALID", 3},
		"elements without end":          {file(strings.Repeat("<KONTRAHENT>", 40)), "TOO_DEEP", 2},
		"depth in what is not read":     {file(record(strings.Repeat("<ATRYBUTY>", 40))), "TOO_DEEP", 2},
		"a text without end":            {file(record("<OPIS>" + strings.Repeat("x", 2<<20))), "TOO_LONG", 2},
		"a tag without end":             {file(`<KONTRAHENT a="` + strings.Repeat("x", 2<<20)), "TOO_LONG", 2},
		"a comment without end":         {"<!--" + strings.Repeat("x", 2<<20), "TOO_LONG", 1},
		"something after the end":       {good + "\n\nx", "STRAY_CONTENT", 2},
		"another root":                  {good + "\n<ROOT/>", "STRAY_CONTENT", 3},
		"something before the start":    {"x" + good, "STRAY_CONTENT", 1},
		"an end that is missing":        {strings.TrimSuffix(good, "</ROOT>") + "\n", "XML_INVALID", 3},
		"an element that is not closed": {file("<KONTRAHENT><NIP>1</KONTRAHENT>"), "XML_INVALID", 2},
		"a control character":           {file(record("<AKRONIM>\x00</AKRONIM>")), "XML_INVALID", 2},
		"another format":                {"<html/>", "FORMAT_UNKNOWN", 1},
		"nothing":                       {"", "FORMAT_UNKNOWN", 1},
		"blanks":                        {" \n ", "FORMAT_UNKNOWN", 1},
		"a picture":                     {"\x89PNG\r\n\x1a\n", "ENCODING_WRONG", 1},
	}
	for name, test := range tests {
		t.Run("are refused for "+name, func(t *testing.T) {
			t.Parallel()
			_, err := readAll(strings.NewReader(test.text))
			requireRefused(t, err, test.reason, test.line)
		})
	}
	t.Run("are refused for their size", func(t *testing.T) {
		t.Parallel()
		endless := io.MultiReader(strings.NewReader("<ROOT>"), endlessBlanks{})
		_, err := readAll(endless)
		faulttest.Require(t, err, fault.Invalid, "FILE_TOO_LARGE")
	})
	t.Run("stay refused, after the records before the fault", func(t *testing.T) {
		t.Parallel()
		reader := optima.NewReader(iotest.OneByteReader(strings.NewReader(good + "x" + good)))
		_, err := reader.Next()
		require.NoError(t, err)
		for range 2 {
			_, err = reader.Next()
			requireRefused(t, err, "STRAY_CONTENT", 2)
		}
	})
}

func TestUnreadableRecords(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ elements, path, reason string }{
		"an element is there twice":               {"<AKRONIM>A</AKRONIM>\n<AKRONIM>B</AKRONIM>", "KONTRAHENT/AKRONIM", "DUPLICATE_ELEMENT"},
		"an element of an address is there twice": {"<ADRES><NIP>1</NIP><NIP>2</NIP></ADRES>", "KONTRAHENT/ADRES/NIP", "DUPLICATE_ELEMENT"},
		"a list is there twice":                   {"<GRUPY><GRUPA>A</GRUPA></GRUPY><GRUPY><GRUPA>B</GRUPA></GRUPY>", "KONTRAHENT/GRUPY", "DUPLICATE_ELEMENT"},
		"a text is too long":                      {"<OPIS>" + strings.Repeat("ż", 40<<10) + "</OPIS>", "KONTRAHENT/OPIS", "TOO_LONG"},
		"a text is too long in pieces":            {"<OPIS>" + strings.Repeat("xxxxxxxxxxxxxxx<!---->", 5<<10) + "</OPIS>", "KONTRAHENT/OPIS", "TOO_LONG"},
		"the record is too large":                 {strings.Repeat("<GRUPA>"+strings.Repeat("g", 60<<10)+"</GRUPA>", 20), "KONTRAHENT/GRUPA", "RECORD_TOO_LARGE"},
		"the record has too many elements":        {"<GRUPY>" + strings.Repeat("<GRUPA/>", 20<<10) + "</GRUPY>", "KONTRAHENT/GRUPY/GRUPA", "RECORD_TOO_LARGE"},
	}
	for name, test := range tests {
		t.Run("do not stop the next when "+name, func(t *testing.T) {
			t.Parallel()
			records, err := readAll(strings.NewReader(file(record(""), record(test.elements), record("<AKRONIM>Z</AKRONIM>"))))
			require.NoError(t, err)
			require.Len(t, records, 3)
			assert.Equal(t, 2, records[1].Number)
			assert.Equal(t, 3, records[1].Line)
			require.Len(t, records[1].Problems, 1)
			assert.Equal(t, test.path, records[1].Problems[0].Path)
			assert.Equal(t, test.reason, records[1].Problems[0].Reason)
			assert.True(t, records[2].IsSendable())
			assert.Equal(t, "Z", records[2].Contractor.GetCode())
		})
	}
	t.Run("name the line of what is there twice", func(t *testing.T) {
		t.Parallel()
		problems := readOne(t, "<AKRONIM>A</AKRONIM>\n\n<AKRONIM>B</AKRONIM>").Problems
		require.Len(t, problems, 1)
		assert.Contains(t, problems[0].Text, "line 4")
	})
	t.Run("have no more problems than a person reads", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, readOne(t, strings.Repeat("<AKRONIM>A</AKRONIM><AKRONIM>B</AKRONIM>", 2500)).Problems, 50)
	})
}

func TestDialects(t *testing.T) {
	t.Parallel()
	const one = "<KONTRAHENT><ID_ZRODLA>1</ID_ZRODLA></KONTRAHENT>"
	files := map[string]string{
		"no namespace":            "<ROOT><KONTRAHENCI>" + one + "</KONTRAHENCI></ROOT>",
		"another namespace":       `<ROOT xmlns="urn:x"><KONTRAHENCI>` + one + "</KONTRAHENCI></ROOT>",
		"a prefix":                `<o:ROOT xmlns:o="http://www.cdn.com.pl/optima/offline"><o:KONTRAHENCI><o:KONTRAHENT><o:ID_ZRODLA>1</o:ID_ZRODLA></o:KONTRAHENT></o:KONTRAHENCI></o:ROOT>`,
		"no root around the list": "<KONTRAHENCI>" + one + "</KONTRAHENCI>",
		"other parts":             "<ROOT><KATEGORIE><KONTRAHENCI>x</KONTRAHENCI></KATEGORIE><KONTRAHENCI>" + one + "</KONTRAHENCI></ROOT>",
		"comments":                "<!-- a --><ROOT><!-- b --><KONTRAHENCI><?c d?>" + one + "</KONTRAHENCI></ROOT><!-- e -->\n",
	}
	for name, text := range files {
		t.Run("are read with "+name, func(t *testing.T) {
			t.Parallel()
			records, err := readAll(strings.NewReader(text))
			require.NoError(t, err)
			require.Len(t, records, 1)
			assert.Equal(t, "1", records[0].Contractor.GetExternalId())
		})
	}
}

func TestDiskErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk on fire")
	for name, head := range map[string]string{"at once": "", "on the way": "<ROOT>\n"} {
		t.Run("are passed on "+name, func(t *testing.T) {
			t.Parallel()
			_, err := readAll(io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken)))
			require.ErrorIs(t, err, broken)
		})
	}
}

// endlessBlanks never ends.
type endlessBlanks struct{}

func (endlessBlanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	copy(p, "<a/>")
	return len(p), nil
}
