package erpsync

import (
	"context"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/text"
)

// report writes the run and brings the list of records that stand rejected up to date.
func (b *batch) report(ctx context.Context, runID uuid.UUID) error {
	source := b.source.SourceSystemID
	var accepted []string
	var rejects []reject
	for i, r := range b.results {
		switch r.outcome {
		case apiv1.Outcome_OUTCOME_REJECTED, apiv1.Outcome_OUTCOME_CONFLICT:
			if b.isReportable(i) {
				rejects = append(rejects, reject{b.records[i].externalID, r.outcome, r.violations})
			}
		default:
			accepted = append(accepted, b.records[i].externalID)
		}
	}
	if err := b.store.clearRejects(ctx, source, accepted); err != nil {
		return err
	}
	if err := b.store.saveRejects(ctx, source, runID, rejects, b.now); err != nil {
		return err
	}
	return b.store.insertRun(ctx, run{
		id: runID, caller: b.source, requestID: b.request.GetRequestId(),
		startedAt: b.now, duration: b.Clock.Now().Sub(b.now), summary: summaryOf(b.results),
	})
}

// isReportable leaves out records that cannot be named: without a usable external id, or with one
// that an earlier record of the batch has.
func (b *batch) isReportable(i int) bool {
	name := b.records[i].externalID
	if name == "" || text.Check("externalId", name, maxExternalID) != nil {
		return false
	}
	for _, earlier := range b.records[:i] {
		if earlier.externalID == name {
			return false
		}
	}
	return true
}
