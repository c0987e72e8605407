package push

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contractor"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

// report updates the run, the open snapshot and the list of rejected records, and returns the run.
func (a *attempt) report(ctx context.Context) (uuid.UUID, error) {
	if err := a.markSnapshot(ctx); err != nil {
		return uuid.Nil, err
	}
	runID, err := a.reportRun(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	return runID, a.reportRejects(ctx, runID)
}

// markSnapshot records in the open snapshot which contractors exist: all that were pushed, whether
// accepted or not.
func (a *attempt) markSnapshot(ctx context.Context) error {
	if a.settings.snapshot == uuid.Nil {
		return nil
	}
	var named []string
	for i := range a.records {
		if a.isNamed(i) {
			named = append(named, a.records[i].ExternalID)
		}
	}
	received := a.request.SnapshotRunID == a.settings.snapshot
	return a.Snapshots.Mark(ctx, a.settings.snapshot, named, received)
}

// reportRun adds the batch to its run. A push on its own is a run of its own.
func (a *attempt) reportRun(ctx context.Context) (uuid.UUID, error) {
	done := batchReport{
		requestID: a.request.ID, bytes: a.request.Bytes, summary: summarize(a.results),
		at: a.now, duration: a.Clock.Now().Sub(a.now), violations: a.violations(),
	}
	switch {
	case a.request.UploadRunID != uuid.Nil:
		return a.request.UploadRunID, a.store.addToRun(ctx, a.request.UploadRunID, done)
	case a.request.SnapshotRunID != uuid.Nil:
		return a.settings.snapshot, a.store.addToRun(ctx, a.settings.snapshot, done)
	default:
		runID := id.New()
		return runID, a.store.insertRun(ctx, runID, a.source, done)
	}
}

func (a *attempt) violations() []source.RunViolation {
	var all []source.RunViolation
	for i, r := range a.results {
		name := ""
		if a.isNamed(i) {
			name = r.ExternalID
		}
		for _, wrong := range r.Violations {
			all = append(all, source.RunViolation{ExternalID: name, Field: wrong})
		}
	}
	return all[:min(len(all), maxViolations)]
}

func (a *attempt) reportRejects(ctx context.Context, runID uuid.UUID) error {
	settled := reject.Push{SourceID: a.source.SourceSystemID, Kind: reject.Contractor, RunID: runID, At: a.now}
	for i, r := range a.results {
		if r.isAccepted() {
			settled.Accepted = append(settled.Accepted, r.ExternalID)
		} else if a.isNamed(i) {
			settled.Rejected = append(settled.Rejected, reject.Record{ExternalID: r.ExternalID, Outcome: r.Outcome, Violations: r.Violations})
		}
	}
	return a.Rejects.Settle(ctx, settled)
}

// isNamed reports whether the record has a valid external id that no earlier record of the batch has.
func (a *attempt) isNamed(i int) bool {
	r := a.records[i]
	return contractor.IsExternalID(r.ExternalID) &&
		!slices.ContainsFunc(r.Violations, func(v fault.Field) bool { return v.Reason == "DUPLICATE_IN_BATCH" })
}
