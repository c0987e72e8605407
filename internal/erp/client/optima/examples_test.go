package optima_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

const examples = "../../../../examples/erp"

var update = flag.Bool("update", false, "write the JSON examples anew from the XML ones")

func TestExamples(t *testing.T) {
	t.Parallel()
	t.Run("hold ten contractors that are all read whole", func(t *testing.T) {
		t.Parallel()
		records := readExample(t, "optima-contractors.xml")
		require.Len(t, records, 10)
		for i, record := range records {
			assert.Equal(t, i+1, record.Number)
			assert.True(t, record.IsSendable(), "record %d", record.Number)
			assert.Empty(t, record.Warnings, "record %d", record.Number)
		}
		assert.Equal(t, 7, records[0].Line)
		assert.Equal(t, "ŻÓŁW", records[0].Contractor.GetCode())
		assert.False(t, records[6].Contractor.GetActive())
		assert.Equal(t, "GR", records[4].Contractor.GetTaxCountry())
		assert.Equal(t, `Auto-Teile & Co <Import> "Süd" GmbH`, records[9].Contractor.GetName())
	})
	t.Run("hold four bad contractors that are left to the server", func(t *testing.T) {
		t.Parallel()
		records := readExample(t, "optima-contractors-bad.xml")
		require.Len(t, records, 4)
		for _, record := range records {
			assert.True(t, record.IsSendable(), "record %d", record.Number)
		}
		assert.Len(t, records[1].Contractor.GetName(), 251)
		assert.Equal(t, "XX", records[2].Contractor.GetTaxCountry())
	})
	t.Run("are the same in JSON for curl", func(t *testing.T) {
		t.Parallel()
		requireSameRequest(t, "optima-contractors.xml", "contractors.json")
		requireSameRequest(t, "optima-contractors-bad.xml", "contractors-bad.json")
	})
	t.Run("are the same in JSON lines", func(t *testing.T) {
		t.Parallel()
		want := contractorsOf(readExample(t, "optima-contractors.xml"))
		path := filepath.Join(examples, "contractors.jsonl")
		if *update {
			var lines []byte
			for _, contractor := range want {
				lines = append(append(lines, compact(t, contractor)...), '\n')
			}
			require.NoError(t, os.WriteFile(path, lines, 0o644))
		}
		in, err := os.Open(path)
		require.NoError(t, err)
		defer in.Close()
		requireSame(t, want, contractorsOf(drain(t, contractorfile.NewJSONLines(in))))
	})
}

func readExample(t *testing.T, name string) []contractorfile.Record {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(examples, name))
	require.NoError(t, err)
	records, err := readAll(bytes.NewReader(text))
	require.NoError(t, err)
	return records
}

func requireSameRequest(t *testing.T, source, name string) {
	t.Helper()
	want := contractorsOf(readExample(t, source))
	path := filepath.Join(examples, name)
	if *update {
		var indented bytes.Buffer
		require.NoError(t, json.Indent(&indented, compact(t, &apiv1.PushContractorsRequest{Contractors: want}), "", "  "))
		require.NoError(t, os.WriteFile(path, append(indented.Bytes(), '\n'), 0o644))
	}
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var got apiv1.PushContractorsRequest
	require.NoError(t, protojson.Unmarshal(text, &got))
	requireSame(t, want, got.GetContractors())
}

// compact writes JSON without the blanks that protojson scatters at random.
func compact(t *testing.T, message proto.Message) []byte {
	t.Helper()
	text, err := protojson.Marshal(message)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, json.Compact(&out, text))
	return out.Bytes()
}

func requireSame(t *testing.T, want, got []*apiv1.Contractor) {
	t.Helper()
	require.NotEmpty(t, want)
	require.Empty(t, cmp.Diff(want, got, protocmp.Transform()))
}

func drain(t *testing.T, reader contractorfile.Reader) []contractorfile.Record {
	t.Helper()
	var records []contractorfile.Record
	for {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return records
		}
		require.NoError(t, err)
		require.Empty(t, record.Problems)
		records = append(records, record)
	}
}

func contractorsOf(records []contractorfile.Record) []*apiv1.Contractor {
	var contractors []*apiv1.Contractor
	for _, record := range records {
		contractors = append(contractors, record.Contractor)
	}
	return contractors
}
