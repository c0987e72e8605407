package push

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

// report brings the run, the open snapshot and the list of records that stand rejected up to date,
// and returns the run.
func (b *batch) report(ctx context.Context) (uuid.UUID, error) {
	if err := b.markSnapshot(ctx); err != nil {
		return uuid.Nil, err
	}
	runID, err := b.reportRun(ctx)
	if err != nil {
		return uuid.Nil, err
	}
	return runID, b.reportRejects(ctx, runID)
}

// markSnapshot notes in the open snapshot which contractors there are: whoever is pushed exists,
// accepted or not.
func (b *batch) markSnapshot(ctx context.Context) error {
	if b.settings.snapshot == uuid.Nil {
		return nil
	}
	var named []string
	for i := range b.records {
		if b.isNamed(i) {
			named = append(named, b.records[i].externalID)
		}
	}
	received := id.OrNil(b.request.GetSnapshotRunId()) == b.settings.snapshot
	return b.Snapshots.Mark(ctx, b.settings.snapshot, named, received)
}

// reportRun adds the batch to the run that it belongs to; a push by itself is a run of its own.
func (b *batch) reportRun(ctx context.Context) (uuid.UUID, error) {
	done := batchReport{
		requestID: b.request.GetRequestId(), bytes: int64(proto.Size(b.request)), summary: summaryOf(b.results),
		at: b.now, duration: b.Clock.Now().Sub(b.now), violations: b.violations(),
	}
	switch {
	case b.uploadRun != uuid.Nil:
		return b.uploadRun, b.store.addToRun(ctx, b.uploadRun, done)
	case b.request.GetSnapshotRunId() != "":
		return b.settings.snapshot, b.store.addToRun(ctx, b.settings.snapshot, done)
	default:
		runID := id.New()
		return runID, b.store.insertRun(ctx, runID, b.source, done)
	}
}

func (b *batch) violations() []runViolation {
	var all []runViolation
	for i, r := range b.results {
		for _, v := range r.violations {
			if len(all) == maxViolations {
				return all
			}
			name := b.records[i].externalID
			if !b.isNamed(i) {
				name = ""
			}
			all = append(all, runViolation{ExternalID: name, Field: v.GetField(), Reason: v.GetReason(), Description: v.GetDescription()})
		}
	}
	return all
}

func (b *batch) reportRejects(ctx context.Context, runID uuid.UUID) error {
	settled := reject.Push{SourceID: b.source.SourceSystemID, Kind: reject.Contractor, RunID: runID, At: b.now}
	for i, r := range b.results {
		if r.isAccepted() {
			settled.Accepted = append(settled.Accepted, b.records[i].externalID)
		} else if b.isNamed(i) {
			settled.Rejected = append(settled.Rejected, r.standing(b.records[i].externalID))
		}
	}
	return b.Rejects.Settle(ctx, settled)
}

func (r *result) standing(externalID string) reject.Record {
	record := reject.Record{ExternalID: externalID, Outcome: reject.Rejected, Violations: make([]reject.Violation, len(r.violations))}
	if r.outcome == apiv1.Outcome_OUTCOME_CONFLICT {
		record.Outcome = reject.Conflict
	}
	for i, v := range r.violations {
		record.Violations[i] = reject.Violation{Field: v.GetField(), Reason: v.GetReason(), Description: v.GetDescription()}
	}
	return record
}

// isNamed leaves out records without a usable external id, or with one that an earlier record of the
// batch has.
func (b *batch) isNamed(i int) bool {
	return b.records[i].hasName() &&
		!slices.ContainsFunc(b.records[i].violations, func(v *apiv1.FieldViolation) bool { return v.GetReason() == "DUPLICATE_IN_BATCH" })
}
