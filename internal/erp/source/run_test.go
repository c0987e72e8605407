package source_test

import (
	"encoding/csv"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

func TestP99(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		durations []int32
		want      int32
	}{
		"no batches":                        {nil, 0},
		"one fast batch":                    {[]int32{1}, 1},
		"one slow batch":                    {[]int32{0, 0, 0, 1}, 8},
		"one of a hundred is let off":       {[]int32{0, 99, 0, 0, 1}, 2},
		"two of a hundred are not":          {[]int32{0, 98, 0, 0, 2}, 16},
		"one of ninety-nine is not":         {[]int32{0, 98, 0, 0, 1}, 16},
		"empty steps beyond the last count": {[]int32{3, 0, 0, 0}, 1},
	} {
		run := source.Run{Durations: c.durations}
		assert.Equal(t, c.want, run.P99(), name)
	}
}

// reported is a run whose violations a spreadsheet would take for formulas.
func reported() source.Run {
	run := source.Run{
		ID: uuid.MustParse("01900000-0000-7000-8000-000000000001"), Kind: source.SnapshotRun, State: source.Completed,
		StartedAt: noon, EndedAt: noon.Add(time.Minute), Durations: []int32{0, 0, 1}, RequestID: "=r",
		Summary: source.Summary{Created: 3, Rejected: 7}, Snapshot: source.SnapshotProgress{AbsentCount: 5},
	}
	for _, hostile := range []string{`=HYPERLINK("x")`, "+48601", "-5", "@SUM(A1)", "\t=1", "\r=1", "Łódź;,\"x\"", "<&>"} {
		run.Violations = append(run.Violations, source.RunViolation{
			ExternalID: hostile, Field: fault.Field{Path: "taxId", Reason: "TAX_ID_CHECKSUM", Text: "Wrong."},
		})
	}
	return run
}

func TestCSVIsInert(t *testing.T) {
	t.Parallel()
	run := reported()
	file, err := run.CSV()
	require.NoError(t, err)
	text, marked := strings.CutPrefix(string(file), "\ufeff")
	assert.True(t, marked, "spreadsheets are told that it is UTF-8")
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	require.NoError(t, err)
	var externalIDs []string
	values := map[string]string{}
	for _, row := range rows {
		for _, cell := range row {
			assert.NotContains(t, []string{"=", "+", "-", "@", "\t", "\r"}, (cell + " ")[:1], cell)
		}
		if len(row) == 4 {
			externalIDs = append(externalIDs, strings.TrimPrefix(row[0], "'"))
		} else {
			values[row[0]] = row[1]
		}
	}
	require.Len(t, externalIDs, 1+len(run.Violations))
	for i, violation := range run.Violations {
		assert.Equal(t, violation.ExternalID, externalIDs[i+1])
	}
	assert.Equal(t, []string{"snapshot", "completed", "3", "7", "4", "5", "2026-03-29T12:01:00Z", "'=r"}, []string{
		values["kind"], values["state"], values["created"], values["rejected"], values["p99Ms"], values["absentCount"], values["endTime"], values["requestId"],
	})
}

func TestXML(t *testing.T) {
	t.Parallel()
	run := reported()
	file, err := run.XML()
	require.NoError(t, err)
	var read struct {
		XMLName    xml.Name `xml:"syncRun"`
		Kind       string   `xml:"kind"`
		Created    int      `xml:"created"`
		Violations []struct {
			ExternalID string `xml:"externalId"`
			Reason     string `xml:"reason"`
		} `xml:"violations>violation"`
	}
	require.NoError(t, xml.Unmarshal(file, &read))
	assert.Equal(t, "snapshot", read.Kind)
	assert.Equal(t, 3, read.Created)
	require.Len(t, read.Violations, len(run.Violations))
	for i, violation := range run.Violations {
		assert.Equal(t, violation.ExternalID, read.Violations[i].ExternalID)
		assert.Equal(t, "TAX_ID_CHECKSUM", read.Violations[i].Reason)
	}
}
