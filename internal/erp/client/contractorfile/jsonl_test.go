package contractorfile_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

func readAll(t *testing.T, in io.Reader) []contractorfile.Record {
	t.Helper()
	var records []contractorfile.Record
	for reader := contractorfile.NewJSONLines(in); ; {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return records
		}
		require.NoError(t, err)
		records = append(records, record)
	}
}

func TestJSONLines(t *testing.T) {
	t.Parallel()
	t.Run("are read in both spellings, blank ones left out", func(t *testing.T) {
		t.Parallel()
		records := readAll(t, strings.NewReader("\ufeff{\"externalId\":\"1\"}\r\n\n  \n{\"external_id\":\"2\",\"kind\":\"CUSTOMER_KIND_PERSON\"}"))
		require.Len(t, records, 2)
		assert.Equal(t, "1", records[0].Contractor.GetExternalId())
		assert.Equal(t, "2", records[1].Contractor.GetExternalId())
		assert.Equal(t, 2, records[1].Number)
		assert.Equal(t, 4, records[1].Line)
		assert.True(t, records[1].IsSendable())
	})
	t.Run("are none in an empty file", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, readAll(t, strings.NewReader("")))
	})
	t.Run("longer than a buffer are read whole", func(t *testing.T) {
		t.Parallel()
		note := strings.Repeat("x", 900<<10)
		records := readAll(t, iotest.HalfReader(strings.NewReader(`{"note":"`+note+`"}`+"\n{}\n")))
		require.Len(t, records, 2)
		assert.Equal(t, note, records[0].Contractor.GetNote())
	})
	t.Run("pass on what the disk says", func(t *testing.T) {
		t.Parallel()
		broken := errors.New("disk on fire")
		reader := contractorfile.NewJSONLines(io.MultiReader(strings.NewReader("{}\n{"), iotest.ErrReader(broken)))
		_, err := reader.Next()
		require.NoError(t, err)
		_, err = reader.Next()
		require.ErrorIs(t, err, broken)
	})
}

func TestUnreadableLines(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ line, path, reason string }{
		"broken JSON":                  {`{"externalId":`, "", "JSON_INVALID"},
		"no object":                    {`["1"]`, "", "JSON_INVALID"},
		"a field that is there twice":  {`{"externalId":"1","external_id":"2"}`, "", "JSON_INVALID"},
		"an unknown field":             {`{"nip":"1","externalId":"1"}`, "nip", "UNKNOWN_FIELD"},
		"an unknown field in a list":   {`{"addresses":[{},{"ulica":"x"}]}`, "addresses[1].ulica", "UNKNOWN_FIELD"},
		"an unknown field in a field":  {`{"creditLimit":{"kwota":"x"}}`, "creditLimit.kwota", "UNKNOWN_FIELD"},
		"a value of another kind":      {`{"active":"tak"}`, "active", "VALUE_INVALID"},
		"an object instead of a list":  {`{"addresses":{}}`, "addresses", "VALUE_INVALID"},
		"a value that no list has":     {`{"kind":"FIRMA"}`, "kind", "VALUE_INVALID"},
		"nesting without end":          {`{"note":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, "note", "VALUE_INVALID"},
		"bytes that are not UTF-8":     {"{\"name\":\"\xaf\xf3\xb3w\"}", "", "ENCODING_WRONG"},
		"more than fits in one record": {`{"note":"` + strings.Repeat("x", 1<<20) + `"}`, "", "RECORD_TOO_LARGE"},
	}
	for name, test := range tests {
		t.Run("do not stop the next for "+name, func(t *testing.T) {
			t.Parallel()
			records := readAll(t, strings.NewReader(`{"externalId":"0"}`+"\n"+test.line+"\n"+`{"externalId":"2"}`))
			require.Len(t, records, 3)
			assert.Equal(t, 2, records[1].Line)
			require.Len(t, records[1].Problems, 1)
			assert.Equal(t, test.path, records[1].Problems[0].Path)
			assert.Equal(t, test.reason, records[1].Problems[0].Reason)
			assert.True(t, records[2].IsSendable())
			assert.Equal(t, "2", records[2].Contractor.GetExternalId())
		})
	}
	t.Run("name every field at once", func(t *testing.T) {
		t.Parallel()
		records := readAll(t, strings.NewReader(`{"b":1,"active":1,"a":1}`))
		var paths []string
		for _, problem := range records[0].Problems {
			paths = append(paths, problem.Path)
		}
		assert.Equal(t, []string{"a", "active", "b"}, paths)
	})
}

func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(`{"externalId":"1","addresses":[{"type":"ADDRESS_TYPE_BILLING","city":"Łódź"}],"creditLimit":{"amount":"1"}}`))
	f.Add([]byte("{\"a\":1}\n\n{\"addresses\":[{\"b\":2}]}\n["))
	f.Fuzz(func(t *testing.T, text []byte) {
		for i, record := range readAll(t, strings.NewReader(string(text))) {
			require.Equal(t, i+1, record.Number)
			require.Positive(t, record.Line)
		}
	})
}
