package push

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const (
	// keepRuns is how long reports of pushes are kept.
	keepRuns = 90 * 24 * time.Hour
	// purgedRuns is how many old reports a push clears away.
	purgedRuns = 20
	// maxViolations is how many violations a run tells of.
	maxViolations = 100
	// longestDuration is the power of two of the slowest batches that are told apart, in milliseconds.
	longestDuration = 17
)

// The kinds and states of runs, as their columns hold them.
const (
	kindPush       = "push"
	kindUpload     = "upload"
	stateRunning   = "running"
	stateCompleted = "completed"
	stateAborted   = "aborted"
)

// batchReport is what one batch adds to its run.
type batchReport struct {
	requestID  string
	bytes      int64
	summary    *apiv1.PushSummary
	at         time.Time
	duration   time.Duration
	violations []runViolation
}

// runViolation is one violation in the violations column of a run.
type runViolation struct {
	ExternalID  string `json:"externalId"`
	Field       string `json:"field"`
	Reason      string `json:"reason"`
	Description string `json:"description"`
}

// insertRun reports a push by itself.
func (s *store) insertRun(ctx context.Context, runID uuid.UUID, caller auth.Identity, done batchReport) error {
	violations, err := json.Marshal(done.violations)
	if err != nil {
		return fmt.Errorf("report push: %w", err)
	}
	builder := s.db.Client(ctx).SyncRun.Create().
		SetID(runID).SetSourceSystemID(caller.SourceSystemID).SetRequestID(done.requestID).
		SetKind(kindPush).SetState(stateCompleted).
		SetStartedAt(done.at).SetLastBatchAt(done.at).SetEndedAt(done.at.Add(done.duration)).
		SetBytes(done.bytes).SetDurationMs(milliseconds(done.duration)).SetDurations(countDuration(nil, done.duration)).
		SetCreated(done.summary.GetCreated()).SetUpdated(done.summary.GetUpdated()).SetUnchanged(done.summary.GetUnchanged()).
		SetStale(done.summary.GetStale()).SetConflict(done.summary.GetConflict()).SetRejected(done.summary.GetRejected()).
		SetUnprocessed(done.summary.GetUnprocessed()).SetViolations(violations)
	if caller.ID != uuid.Nil {
		builder.SetAPIKeyID(caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return fmt.Errorf("report push: %w", err)
	}
	return s.purgeRuns(ctx, caller.SourceSystemID, done.at)
}

// addToRun adds a batch to a run of many. The lock on the source system keeps batches apart.
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
		AddCreated(done.summary.GetCreated()).AddUpdated(done.summary.GetUpdated()).AddUnchanged(done.summary.GetUnchanged()).
		AddStale(done.summary.GetStale()).AddConflict(done.summary.GetConflict()).AddRejected(done.summary.GetRejected()).
		AddUnprocessed(done.summary.GetUnprocessed()).SetViolations(violations).Exec(ctx)
	if err != nil {
		return fmt.Errorf("report batch of run %s: %w", runID, err)
	}
	return nil
}

// ensureUpload makes the run of an upload, or finds it running again.
func (s *store) ensureUpload(ctx context.Context, runID uuid.UUID, caller auth.Identity, requestID string, now time.Time) error {
	client := s.db.Client(ctx)
	found, err := client.SyncRun.Update().Where(syncrun.ID(runID)).SetState(stateRunning).ClearEndedAt().Save(ctx)
	if err != nil || found == 1 {
		return wrap("report upload", err)
	}
	builder := client.SyncRun.Create().SetID(runID).SetSourceSystemID(caller.SourceSystemID).SetRequestID(requestID).
		SetKind(kindUpload).SetState(stateRunning).SetStartedAt(now).SetBatches(0)
	if caller.ID != uuid.Nil {
		builder.SetAPIKeyID(caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return wrap("report upload", err)
	}
	// Uploads that broke and were never sent again do not run for ever.
	err = client.SyncRun.Update().
		Where(syncrun.SourceSystemID(caller.SourceSystemID), syncrun.Kind(kindUpload), syncrun.State(stateRunning),
			syncrun.StartedAtLT(now.Add(-uploadLife))).
		SetState(stateAborted).SetEndedAt(now).Exec(ctx)
	return wrap("end old uploads", err)
}

// endUpload closes the run of an upload and returns its counts.
func (s *store) endUpload(ctx context.Context, runID uuid.UUID, now time.Time) (*apiv1.PushSummary, error) {
	row, err := s.db.Client(ctx).SyncRun.UpdateOneID(runID).SetState(stateCompleted).SetEndedAt(now).Save(ctx)
	if err != nil {
		return nil, wrap("report upload", err)
	}
	return summaryFrom(row), nil
}

func summaryFrom(row *ent.SyncRun) *apiv1.PushSummary {
	return &apiv1.PushSummary{
		Created: row.Created, Updated: row.Updated, Unchanged: row.Unchanged, Stale: row.Stale,
		Conflict: row.Conflict, Rejected: row.Rejected, Unprocessed: row.Unprocessed,
	}
}

// purgeRuns clears away a few of the reports that are too old, so that none stays for good.
func (s *store) purgeRuns(ctx context.Context, source uuid.UUID, now time.Time) error {
	client := s.db.Client(ctx)
	old, err := client.SyncRun.Query().
		Where(syncrun.SourceSystemID(source), syncrun.StartedAtLT(now.Add(-keepRuns))).
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

func joinViolations(saved json.RawMessage, more []runViolation) (json.RawMessage, error) {
	var all []runViolation
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
