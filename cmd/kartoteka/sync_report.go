package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
)

// What the server does not say of a record, because it was not sent.
const (
	unreadable = "UNREADABLE"
	skipped    = "SKIPPED"
)

// outcomes are all that may become of a record, in the order of the summary.
var outcomes = []string{"CREATED", "UPDATED", "UNCHANGED", "STALE", "CONFLICT", "REJECTED", "UNPROCESSED", unreadable, skipped}

// report tells what became of each record on out, and how far the push is on err.
type report struct {
	out      io.Writer
	progress progress
	verbose  bool
	total    int
	done     int
	resumed  int // records that were done before
	counts   map[string]int
}

func newReport(s *streams, batch int, verbose bool) *report {
	return &report{
		out: s.out, verbose: verbose, counts: make(map[string]int),
		progress: progress{out: s.err, isTerminal: s.isTerminal, step: batch},
	}
}

func (r *report) start(done, total int) {
	r.done, r.total, r.resumed = done, total, done
	if done > 0 {
		fmt.Fprintf(r.progress.out, "Going on after %d of %d records.\n", done, total)
	}
	r.progress.show(done, total)
}

// add tells of one record.
func (r *report) add(result syncclient.Result) {
	outcome := outcomeOf(result)
	r.counts[outcome]++
	r.done++
	if r.verbose || outcome != "UNCHANGED" {
		r.progress.clear()
		r.print(outcome, result)
	}
	r.progress.show(r.done, r.total)
}

func (r *report) print(outcome string, result syncclient.Result) {
	contractor := result.Record.Contractor
	line := fmt.Sprintf("%-11s  line %-6d  %s  %s", outcome, result.Record.Line, printable(contractor.GetExternalId()), printable(contractor.GetCode()))
	fmt.Fprintln(r.out, strings.TrimRight(line, " "))
	for _, change := range result.Answer.GetChanges() {
		r.detail(fmt.Sprintf("%s  %s → %s", change.GetField(), orNothing(change.GetOldValue()), orNothing(change.GetNewValue())))
	}
	if changed := result.Answer.GetChangedFields(); len(changed) > 0 && len(result.Answer.GetChanges()) == 0 && outcome == "UPDATED" {
		r.detail("changed " + strings.Join(changed, ", "))
	}
	if outcome == skipped {
		r.detail("a supplier is no customer")
	}
	for _, problem := range result.Record.Problems {
		r.detail(problem.Path + "  " + problem.Reason + "  " + problem.Text)
	}
	for _, violation := range result.Answer.GetFieldViolations() {
		r.detail(violation.GetField() + "  " + violation.GetReason() + "  " + violation.GetDescription())
	}
	for _, warning := range result.Record.Warnings {
		r.detail("warning " + warning)
	}
	for _, warning := range result.Answer.GetWarnings() {
		r.detail("warning " + warning)
	}
}

func (r *report) detail(text string) {
	fmt.Fprintf(r.out, "%13s%s\n", "", printable(strings.TrimSpace(text)))
}

// retry tells why nothing moves.
func (r *report) retry(retry syncclient.Retry) {
	r.progress.clear()
	fmt.Fprintf(r.progress.out, "The batch did not go through (%s); attempt %d of %d in %s.\n",
		printable(retry.Reason.Error()), retry.Attempt+1, retry.Of, retry.Wait.Round(time.Second/10))
	r.progress.show(r.done, r.total)
}

// finish sums up.
func (r *report) finish(isDryRun bool) {
	r.progress.clear()
	var counted []string
	for _, outcome := range outcomes {
		if count := r.counts[outcome]; count > 0 {
			counted = append(counted, fmt.Sprintf("%d %s", count, strings.ToLower(outcome)))
		}
	}
	if isDryRun {
		fmt.Fprint(r.out, "Dry run, nothing was saved. ")
	}
	if r.done < r.total {
		fmt.Fprintf(r.out, "Stopped after %d of ", r.done)
	}
	fmt.Fprintf(r.out, "%d records", r.total)
	if len(counted) > 0 {
		fmt.Fprintf(r.out, ": %s", strings.Join(counted, ", "))
	}
	fmt.Fprintln(r.out, ".")
}

// verdict is the status that the command ends with.
func (r *report) verdict() error {
	if refused := r.refused(); refused > 0 {
		return &exitError{status: statusDiffers, err: fmt.Errorf("%d of %d records were not accepted", refused, r.total-r.resumed)}
	}
	return nil
}

// refused counts the records that somebody has to mend.
func (r *report) refused() int {
	return r.counts["REJECTED"] + r.counts["CONFLICT"] + r.counts["UNPROCESSED"] + r.counts[unreadable]
}

func outcomeOf(result syncclient.Result) string {
	name := strings.TrimPrefix(result.Answer.GetOutcome().String(), "OUTCOME_")
	switch {
	case result.Record.Skipped:
		return skipped
	case result.Answer == nil:
		return unreadable
	case !slices.Contains(outcomes, name): // of a newer server
		return "UNPROCESSED"
	}
	return name
}

// orNothing shows that a value is empty.
func orNothing(value string) string {
	if value == "" {
		return "–"
	}
	return value
}

// printable keeps what a file or a server says from writing anything but one line:
// control characters could move the cursor or hide what was printed before.
func printable(s string) string {
	const longest = 300
	visible := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s))
	if len(visible) > longest {
		return string(visible[:longest]) + "…"
	}
	return string(visible)
}
