package optima_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/optima"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

// file wraps records into a file, of which the first stands on line 2.
func file(records ...string) string {
	return "<ROOT xmlns=\"http://www.cdn.com.pl/optima/offline\"><KONTRAHENCI>\n" +
		strings.Join(records, "\n") + "</KONTRAHENCI></ROOT>"
}

// record wraps elements into a record with an address that has a name and a street.
func record(elements string) string {
	return "<KONTRAHENT><ID_ZRODLA>1</ID_ZRODLA>" + elements + "</KONTRAHENT>"
}

// readAll reads to the end of the file or to what stops it.
func readAll(in io.Reader) ([]contractorfile.Record, error) {
	var records []contractorfile.Record
	reader := optima.NewReader(in)
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return records, err
		}
		records = append(records, record)
	}
}

func readOne(t *testing.T, elements string) contractorfile.Record {
	t.Helper()
	records, err := readAll(strings.NewReader(file(record(elements))))
	require.NoError(t, err)
	require.Len(t, records, 1)
	return records[0]
}

func requireRefused(t *testing.T, err error, reason string, line int) {
	t.Helper()
	refusal := faulttest.Require(t, err, fault.Invalid, reason)
	require.Equal(t, line, contractorfile.Line(refusal))
}
