package snapshot

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store keeps snapshots and their entries.
type store struct{ db *database.DB }

// lockedSource is a source system whose row is locked.
type lockedSource struct {
	id     uuid.UUID
	code   string
	open   uuid.UUID // its open snapshot; Nil when none is open
	pushes int64     // grows with every push
}

// lock locks the source system's row until the transaction ends, as pushes do, so that they follow one
// another in all processes.
func (s *store) lock(ctx context.Context, sourceID uuid.UUID) (lockedSource, error) {
	client := s.db.Client(ctx)
	affected, err := client.SourceSystem.Update().Where(sourcesystem.ID(sourceID)).AddPushes(0).Save(ctx)
	if err != nil {
		return lockedSource{}, fmt.Errorf("lock source system %s: %w", sourceID, err)
	}
	if affected != 1 {
		return lockedSource{}, fmt.Errorf("lock source system %s: it is gone", sourceID)
	}
	row, err := client.SourceSystem.Get(ctx, sourceID)
	if err != nil {
		return lockedSource{}, fmt.Errorf("read source system %s: %w", sourceID, err)
	}
	locked := lockedSource{id: row.ID, code: row.Code, pushes: row.Pushes}
	if row.SnapshotRunID != nil {
		locked.open = *row.SnapshotRunID
	}
	return locked, nil
}

// countPushes returns a number that grows with every push of the source system.
func (s *store) countPushes(ctx context.Context, sourceID uuid.UUID) (int64, error) {
	row, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.ID(sourceID)).Select(sourcesystem.FieldPushes).Only(ctx)
	if err != nil {
		return 0, fmt.Errorf("read source system %s: %w", sourceID, err)
	}
	return row.Pushes, nil
}

// insertRun opens a snapshot.
func (s *store) insertRun(ctx context.Context, r run, caller auth.Identity, requestID string) error {
	client := s.db.Client(ctx)
	builder := client.SyncRun.Create().
		SetID(r.id).SetSourceSystemID(r.sourceID).SetKind(string(source.SnapshotRun)).SetState(string(r.state)).
		SetStartedAt(r.startedAt).SetRequestID(requestID).SetBatches(0)
	if caller.ID != uuid.Nil {
		builder.SetAPIKeyID(caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return fmt.Errorf("begin snapshot %s: %w", r.id, err)
	}
	if err := client.SourceSystem.UpdateOneID(r.sourceID).SetSnapshotRunID(r.id).Exec(ctx); err != nil {
		return fmt.Errorf("open snapshot %s: %w", r.id, err)
	}
	return nil
}

// findRun returns a snapshot; nil when there is none with the id.
func (s *store) findRun(ctx context.Context, runID uuid.UUID) (*run, error) {
	query := s.db.Client(ctx).SyncRun.Query().Where(syncrun.ID(runID), syncrun.Kind(string(source.SnapshotRun)))
	query.Select(runColumns...)
	row, err := query.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find snapshot %s: %w", runID, err)
	}
	found := fromRow(row)
	return &found, nil
}

// await makes the sweep wait for a person.
func (s *store) await(ctx context.Context, runID uuid.UUID, absent int64, token string) error {
	return s.update(ctx, runID, func(u *ent.SyncRunUpdate) {
		u.SetState(string(source.AwaitingConfirmation)).SetAbsentCount(absent).SetConfirmToken(token)
	})
}

// startSweep records the operation that blocks the absent contractors.
func (s *store) startSweep(ctx context.Context, runID uuid.UUID, absent int64, operationID uuid.UUID) error {
	return s.update(ctx, runID, func(u *ent.SyncRunUpdate) {
		u.SetState(string(source.Sweeping)).SetAbsentCount(absent).SetConfirmToken("").SetOperationID(operationID)
	})
}

// endRun closes a snapshot.
func (s *store) endRun(ctx context.Context, runID uuid.UUID, state source.RunState, now time.Time) error {
	err := s.update(ctx, runID, func(u *ent.SyncRunUpdate) { u.SetState(string(state)).SetConfirmToken("").SetEndedAt(now) })
	if err != nil {
		return err
	}
	err = s.db.Client(ctx).SourceSystem.Update().Where(sourcesystem.SnapshotRunID(runID)).ClearSnapshotRunID().Exec(ctx)
	if err != nil {
		return fmt.Errorf("close snapshot %s: %w", runID, err)
	}
	return nil
}

func (s *store) update(ctx context.Context, runID uuid.UUID, change func(*ent.SyncRunUpdate)) error {
	update := s.db.Client(ctx).SyncRun.Update().Where(syncrun.ID(runID))
	change(update)
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("save snapshot %s: %w", runID, err)
	}
	return nil
}

// openRuns returns the open snapshots in any state. A source system has one at most.
func (s *store) openRuns(ctx context.Context) ([]run, error) {
	client := s.db.Client(ctx)
	systems, err := client.SourceSystem.Query().Where(sourcesystem.SnapshotRunIDNotNil()).
		Select(sourcesystem.FieldSnapshotRunID).All(ctx)
	if err != nil || len(systems) == 0 {
		return nil, wrapOpen(err)
	}
	ids := make([]uuid.UUID, len(systems))
	for i, system := range systems {
		ids[i] = *system.SnapshotRunID
	}
	query := client.SyncRun.Query().Where(syncrun.IDIn(ids...))
	query.Select(runColumns...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, wrapOpen(err)
	}
	open := make([]run, len(rows))
	for i, row := range rows {
		open[i] = fromRow(row)
	}
	return open, nil
}

func wrapOpen(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("find open snapshots: %w", err)
}

// runColumns are the columns that fromRow reads.
var runColumns = []string{
	syncrun.FieldID, syncrun.FieldSourceSystemID, syncrun.FieldState, syncrun.FieldStartedAt,
}

func fromRow(row *ent.SyncRun) run {
	return run{
		id: row.ID, sourceID: row.SourceSystemID, state: source.RunState(row.State),
		startedAt: row.StartedAt.UTC(),
	}
}
