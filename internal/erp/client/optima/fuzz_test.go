package optima_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// FuzzRead holds whatever the file to what callers rely on: reading ends, faults name
// their reason, records count up and can be sent or say why not.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"optima-contractors.xml", "optima-contractors-bad.xml"} {
		text, err := os.ReadFile(filepath.Join(examples, name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Add([]byte(polish(declared("windows-1250"))))
	f.Add([]byte(file(record("<ADRESY><ADRES>" + seat + "</ADRES>" + mailing + "</ADRESY><FINALNY>Tak</FINALNY>"))))
	f.Add([]byte(file(record("<AKRONIM/><AKRONIM/><TERMIN>x</TERMIN><NIEAKTYWNY>x</NIEAKTYWNY><EKSPORT>x</EKSPORT>"))))
	f.Add([]byte("<!DOCTYPE x [<!ENTITY a 'b'>]><KONTRAHENCI>&a;</KONTRAHENCI>x"))
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(polish(declared("utf-16"))))
	require.NoError(f, err)
	f.Add(utf16)
	f.Fuzz(func(t *testing.T, text []byte) {
		records, err := readAll(bytes.NewReader(text))
		if err != nil {
			refusal, isFault := fault.As(err)
			require.True(t, isFault, "%v", err)
			require.NotEmpty(t, refusal.Reason)
			require.Positive(t, contractorfile.Line(refusal))
		}
		for i, record := range records {
			requireSound(t, i, record)
		}
	})
}

func requireSound(t *testing.T, i int, record contractorfile.Record) {
	t.Helper()
	require.Equal(t, i+1, record.Number)
	require.Positive(t, record.Line)
	require.LessOrEqual(t, proto.Size(record.Contractor), 2<<20)
	_, err := proto.Marshal(record.Contractor) // fails on text that is not UTF-8
	require.NoError(t, err)
	for _, problem := range record.Problems {
		require.NotEmpty(t, problem.Path)
		require.NotEmpty(t, problem.Reason)
	}
}
