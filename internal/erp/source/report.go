package source

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// byteOrderMark tells spreadsheets that a file is in UTF-8.
const byteOrderMark = "\ufeff"

// line is a name and a value of a report.
type line struct{ name, value string }

// lines are the head of a report, in order.
func (r *Run) lines() []line {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	all := []line{
		{"run", r.ID.String()},
		{"kind", string(r.Kind)},
		{"state", string(r.State)},
		{"startTime", timeText(r.StartedAt)},
		{"lastBatchTime", timeText(r.LastBatchAt)},
		{"endTime", timeText(r.EndedAt)},
		{"requestId", r.RequestID},
		{"batches", number(int64(r.Batches))},
		{"bytes", number(r.Bytes)},
		{"durationMs", number(int64(r.Milliseconds))},
		{"p99Ms", number(int64(r.P99()))},
		{"created", number(int64(r.Summary.Created))},
		{"updated", number(int64(r.Summary.Updated))},
		{"unchanged", number(int64(r.Summary.Unchanged))},
		{"stale", number(int64(r.Summary.Stale))},
		{"conflict", number(int64(r.Summary.Conflict))},
		{"rejected", number(int64(r.Summary.Rejected))},
		{"unprocessed", number(int64(r.Summary.Unprocessed))},
	}
	if r.Kind == SnapshotRun {
		all = append(all,
			line{"receivedCount", number(r.Snapshot.ReceivedCount)},
			line{"absentCount", number(r.Snapshot.AbsentCount)},
			line{"blockedCount", number(r.Snapshot.BlockedCount)})
	}
	return all
}

// CSV writes the report as two tables, the facts of the run and its violations, with an empty line
// between them.
func (r *Run) CSV() ([]byte, error) {
	var file bytes.Buffer
	file.WriteString(byteOrderMark)
	writer := csv.NewWriter(&file)
	rows := [][]string{{"name", "value"}}
	for _, line := range r.lines() {
		rows = append(rows, []string{line.name, inert(line.value)})
	}
	rows = append(rows, nil, []string{"externalId", "field", "reason", "description"})
	for _, v := range r.Violations {
		rows = append(rows, []string{inert(v.ExternalID), inert(v.Path), inert(v.Reason), inert(v.Text)})
	}
	if err := writer.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write report of run %s: %w", r.ID, err)
	}
	return file.Bytes(), nil
}

// inert prevents a spreadsheet from reading a text as a formula.
func inert(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}

// XML writes the report as an element "syncRun".
func (r *Run) XML() ([]byte, error) {
	var file bytes.Buffer
	file.WriteString(xml.Header)
	encoder := xml.NewEncoder(&file)
	encoder.Indent("", "  ")
	report, violations := element("syncRun"), element("violations")
	failures := []error{encoder.EncodeToken(report)}
	for _, line := range r.lines() {
		failures = append(failures, encoder.EncodeElement(line.value, element(line.name)))
	}
	failures = append(failures, encoder.EncodeToken(violations))
	for _, v := range r.Violations {
		failures = append(failures, encoder.EncodeElement(xmlViolation{v.ExternalID, v.Path, v.Reason, v.Text}, element("violation")))
	}
	failures = append(failures, encoder.EncodeToken(violations.End()), encoder.EncodeToken(report.End()), encoder.Close())
	if err := errors.Join(failures...); err != nil {
		return nil, fmt.Errorf("write report of run %s: %w", r.ID, err)
	}
	file.WriteByte('\n')
	return file.Bytes(), nil
}

func element(name string) xml.StartElement { return xml.StartElement{Name: xml.Name{Local: name}} }

type xmlViolation struct {
	ExternalID  string `xml:"externalId"`
	Field       string `xml:"field"`
	Reason      string `xml:"reason"`
	Description string `xml:"description"`
}

// timeText returns the empty text for the zero time.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
