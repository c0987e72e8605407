package source

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
)

// listRuns returns runs without their violations, newest first, because ids grow with time.
func (s *store) listRuns(ctx context.Context, systemID, after uuid.UUID, limit int) ([]Run, error) {
	query := s.db.Client(ctx).SyncRun.Query().
		Where(syncrun.SourceSystemID(systemID)).
		Order(syncrun.ByID(entsql.OrderDesc())).Limit(limit).WithOperation()
	if after != uuid.Nil {
		query.Where(syncrun.IDLT(after))
	}
	query.Select(reportColumns()...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list runs of source system %s: %w", systemID, err)
	}
	runs := make([]Run, len(rows))
	for i, row := range rows {
		runs[i] = fromRunRow(row)
	}
	return runs, nil
}

// getRun returns a run with its violations.
func (s *store) getRun(ctx context.Context, id uuid.UUID) (Run, error) {
	row, err := s.db.Client(ctx).SyncRun.Query().Where(syncrun.ID(id)).WithOperation().Only(ctx)
	if ent.IsNotFound(err) {
		return Run{}, errRunNotFound
	}
	if err != nil {
		return Run{}, fmt.Errorf("get run %s: %w", id, err)
	}
	run := fromRunRow(row)
	if len(row.Violations) > 0 {
		if err := json.Unmarshal(row.Violations, &run.Violations); err != nil {
			return Run{}, fmt.Errorf("read violations of run %s: %w", id, err)
		}
	}
	return run, nil
}

// openSnapshots returns the snapshots that are open, by source system.
func (s *store) openSnapshots(ctx context.Context, systems []*ent.SourceSystem) (map[uuid.UUID]*Run, error) {
	var ids []uuid.UUID
	for _, system := range systems {
		if system.SnapshotRunID != nil {
			ids = append(ids, *system.SnapshotRunID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	query := s.db.Client(ctx).SyncRun.Query().Where(syncrun.IDIn(ids...)).WithOperation()
	query.Select(reportColumns()...)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read open snapshots: %w", err)
	}
	open := make(map[uuid.UUID]*Run, len(rows))
	for _, row := range rows {
		run := fromRunRow(row)
		open[row.SourceSystemID] = &run
	}
	return open, nil
}

// reportColumns are all columns but the violations, which are as large as the rest together.
func reportColumns() []string {
	return slices.DeleteFunc(slices.Clone(syncrun.Columns), func(name string) bool { return name == syncrun.FieldViolations })
}

func fromRunRow(row *ent.SyncRun) Run {
	run := Run{
		ID:           row.ID,
		SystemID:     row.SourceSystemID,
		Kind:         RunKind(row.Kind),
		State:        RunState(row.State),
		StartedAt:    row.StartedAt.UTC(),
		LastBatchAt:  timeOf(row.LastBatchAt),
		EndedAt:      timeOf(row.EndedAt),
		Milliseconds: row.DurationMs,
		Durations:    row.Durations,
		Batches:      row.Batches,
		Bytes:        row.Bytes,
		RequestID:    row.RequestID,
		Summary: Summary{
			Created: row.Created, Updated: row.Updated, Unchanged: row.Unchanged, Stale: row.Stale,
			Conflict: row.Conflict, Rejected: row.Rejected, Unprocessed: row.Unprocessed,
		},
		Snapshot: SnapshotProgress{
			ReceivedCount: row.ReceivedCount, AbsentCount: row.AbsentCount, ConfirmToken: row.ConfirmToken,
		},
	}
	if sweep := row.Edges.Operation; sweep != nil {
		run.Snapshot.BlockedCount = sweep.Changed
	}
	if row.APIKeyID != nil {
		run.APIKeyID = *row.APIKeyID
	}
	return run
}

// timeOf returns the zero time for NULL.
func timeOf(column *time.Time) time.Time {
	if column == nil {
		return time.Time{}
	}
	return column.UTC()
}
