package push

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const (
	// keepRuns is how long reports of pushes are kept.
	keepRuns = 90 * 24 * time.Hour
	// purgedRuns is how many old reports one push deletes.
	purgedRuns = 20
	// maxViolations is how many violations a run keeps.
	maxViolations = 100
	// longestDuration is the power of two, in milliseconds, from which on slow batches are counted
	// together.
	longestDuration = 17
)

// batchReport is what one batch adds to its run.
type batchReport struct {
	requestID  string
	bytes      int64
	summary    source.Summary
	at         time.Time
	duration   time.Duration
	violations []source.RunViolation
}

// insertRun adds the report of a push on its own.
func (s *store) insertRun(ctx context.Context, runID uuid.UUID, caller auth.Identity, done batchReport) error {
	violations, err := json.Marshal(done.violations)
	if err != nil {
		return fmt.Errorf("report push: %w", err)
	}
	builder := s.db.Client(ctx).SyncRun.Create().
		SetID(runID).SetSourceSystemID(caller.SourceSystemID).SetRequestID(done.requestID).
		SetKind(string(source.PushRun)).SetState(string(source.Completed)).
		SetStartedAt(done.at).SetLastBatchAt(done.at).SetEndedAt(done.at.Add(done.duration)).
		SetBytes(done.bytes).SetDurationMs(milliseconds(done.duration)).SetDurations(countDuration(nil, done.duration)).
		SetCreated(done.summary.Created).SetUpdated(done.summary.Updated).SetUnchanged(done.summary.Unchanged).
		SetStale(done.summary.Stale).SetConflict(done.summary.Conflict).SetRejected(done.summary.Rejected).
		SetUnprocessed(done.summary.Unprocessed).SetViolations(violations)
	if caller.ID != uuid.Nil {
		builder.SetAPIKeyID(caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return fmt.Errorf("report push: %w", err)
	}
	return s.purgeRuns(ctx, caller.SourceSystemID, done.at)
}

// addToRun adds a batch to a run of several. The lock on the source system prevents concurrent updates.
func (s *store) addToRun(ctx context.Context, runID uuid.UUID, done batchReport) error {
	row, err := s.db.Client(ctx).SyncRun.Get(ctx, runID)
	if err != nil {
		return fmt.Errorf("report batch of run %s: %w", runID, err)
	}
	violations, err := joinViolations(row.Violations, done.violations)
	if err != nil {
		return fmt.Errorf("report batch of run %s: %w", runID, err)
	}
	err = s.db.Client(ctx).SyncRun.UpdateOneID(runID).
		AddBatches(1).AddBytes(done.bytes).SetLastBatchAt(done.at).
		AddDurationMs(milliseconds(done.duration)).SetDurations(countDuration(row.Durations, done.duration)).
		AddCreated(done.summary.Created).AddUpdated(done.summary.Updated).AddUnchanged(done.summary.Unchanged).
		AddStale(done.summary.Stale).AddConflict(done.summary.Conflict).AddRejected(done.summary.Rejected).
		AddUnprocessed(done.summary.Unprocessed).SetViolations(violations).Exec(ctx)
	if err != nil {
		return fmt.Errorf("report batch of run %s: %w", runID, err)
	}
	return nil
}

// ensureUpload creates the run of an upload, or reopens it.
func (s *store) ensureUpload(ctx context.Context, runID uuid.UUID, caller auth.Identity, requestID string, now time.Time) error {
	client := s.db.Client(ctx)
	found, err := client.SyncRun.Update().Where(syncrun.ID(runID)).SetState(string(source.Running)).ClearEndedAt().Save(ctx)
	if err != nil || found == 1 {
		return wrap("report upload", err)
	}
	builder := client.SyncRun.Create().SetID(runID).SetSourceSystemID(caller.SourceSystemID).SetRequestID(requestID).
		SetKind(string(source.UploadRun)).SetState(string(source.Running)).SetStartedAt(now).SetBatches(0)
	if caller.ID != uuid.Nil {
		builder.SetAPIKeyID(caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return wrap("report upload", err)
	}
	// Uploads that broke and were not sent again do not stay running.
	err = client.SyncRun.Update().
		Where(syncrun.SourceSystemID(caller.SourceSystemID), syncrun.Kind(string(source.UploadRun)), syncrun.State(string(source.Running)),
			syncrun.StartedAtLT(now.Add(-uploadLife))).
		SetState(string(source.Aborted)).SetEndedAt(now).Exec(ctx)
	return wrap("end old uploads", err)
}

// endUpload closes the run of an upload and returns its counts.
func (s *store) endUpload(ctx context.Context, runID uuid.UUID, now time.Time) (source.Summary, error) {
	row, err := s.db.Client(ctx).SyncRun.UpdateOneID(runID).SetState(string(source.Completed)).SetEndedAt(now).Save(ctx)
	if err != nil {
		return source.Summary{}, wrap("report upload", err)
	}
	return source.Summary{
		Created: row.Created, Updated: row.Updated, Unchanged: row.Unchanged, Stale: row.Stale,
		Conflict: row.Conflict, Rejected: row.Rejected, Unprocessed: row.Unprocessed,
	}, nil
}

// purgeRuns deletes a few of the expired reports, so that none stays forever.
func (s *store) purgeRuns(ctx context.Context, systemID uuid.UUID, now time.Time) error {
	client := s.db.Client(ctx)
	old, err := client.SyncRun.Query().
		Where(syncrun.SourceSystemID(systemID), syncrun.StartedAtLT(now.Add(-keepRuns))).
		Order(syncrun.ByID()).Limit(purgedRuns).IDs(ctx)
	if err != nil {
		return fmt.Errorf("find old reports: %w", err)
	}
	if len(old) == 0 {
		return nil
	}
	_, err = client.SyncRun.Delete().Where(syncrun.IDIn(old...)).Exec(ctx)
	return wrap("clear old reports", err)
}

func joinViolations(saved json.RawMessage, more []source.RunViolation) (json.RawMessage, error) {
	var all []source.RunViolation
	if len(saved) > 0 {
		if err := json.Unmarshal(saved, &all); err != nil {
			return nil, err
		}
	}
	if room := maxViolations - len(all); len(more) > room {
		more = more[:room]
	}
	return json.Marshal(append(all, more...))
}

// countDuration counts a batch among those that took up to 1, 2, 4, 8 and so on milliseconds.
func countDuration(counts []int32, took time.Duration) []int32 {
	power := min(bits.Len64(uint64(max(milliseconds(took)-1, 0))), longestDuration)
	for len(counts) <= power {
		counts = append(counts, 0)
	}
	counts[power]++
	return counts
}

func milliseconds(d time.Duration) int32 {
	const most = 1 << 30
	return int32(min((d+time.Millisecond-1)/time.Millisecond, most))
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
