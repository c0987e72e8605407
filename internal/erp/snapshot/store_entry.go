package snapshot

import (
	"context"
	"database/sql"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/snapshotentry"
	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// markSeen adds entries of contractors that were pushed beside the snapshot.
func (s *store) markSeen(ctx context.Context, runID uuid.UUID, externalIDs []string) error {
	_, err := s.db.Insert(ctx, entries(runID, externalIDs, false, entsql.DoNothing()))
	return err
}

// markReceived adds entries of received contractors, and counts new ones.
func (s *store) markReceived(ctx context.Context, runID uuid.UUID, externalIDs []string) error {
	arrived, err := s.db.Insert(ctx, entries(runID, externalIDs, true,
		entsql.ResolveWith(func(u *entsql.UpdateSet) { u.SetExcluded(snapshotentry.FieldReceived) }),
		entsql.UpdateWhere(entsql.ExprP("NOT snapshot_entries.received")),
	))
	if err != nil {
		return err
	}
	if err := s.db.Client(ctx).SyncRun.Update().Where(syncrun.ID(runID)).AddReceivedCount(arrived).Exec(ctx); err != nil {
		return fmt.Errorf("count entries of snapshot %s: %w", runID, err)
	}
	return nil
}

func entries(runID uuid.UUID, externalIDs []string, received bool, conflict ...entsql.ConflictOption) database.Rows {
	rows := database.Rows{
		Table:      snapshotentry.Table,
		Columns:    []string{snapshotentry.FieldRunID, snapshotentry.FieldExternalID, snapshotentry.FieldReceived},
		OnConflict: append([]entsql.ConflictOption{entsql.ConflictColumns(snapshotentry.FieldRunID, snapshotentry.FieldExternalID)}, conflict...),
	}
	for _, externalID := range externalIDs {
		rows.Values = append(rows.Values, []any{runID, externalID, received})
	}
	return rows
}

// received tallies the received contractors.
func (s *store) received(ctx context.Context, runID uuid.UUID) (tally, error) {
	return s.tally(ctx, "SELECT e.external_id FROM snapshot_entries AS e WHERE e.run_id = $1 AND e.received ORDER BY e.external_id", runID)
}

// fromAbsent selects the absent contractors of a snapshot. Those that were pushed beside it are not
// absent. With the join, SQLite finds them in the index and reads few rows; without it, SQLite would
// read all rows first, which takes six times as long.
const fromAbsent = ` FROM identities AS known
	JOIN identities AS i ON i.source_system_id = known.source_system_id AND i.external_id = known.external_id
	WHERE known.source_system_id = $1 AND NOT i.absent AND NOT EXISTS (
		SELECT 1 FROM snapshot_entries AS e WHERE e.run_id = $2 AND e.external_id = known.external_id)`

// absent tallies the absent contractors of a snapshot.
func (s *store) absent(ctx context.Context, r run) (tally, error) {
	return s.tally(ctx, "SELECT i.external_id"+fromAbsent+" ORDER BY i.external_id", r.sourceID, r.id)
}

// tally reads external ids in byte order and does not keep them. SQLite uses byte order by itself;
// PostgreSQL must be told.
func (s *store) tally(ctx context.Context, query string, arguments ...any) (tally, error) {
	if s.db.IsPostgres() {
		query += ` COLLATE "C"`
	}
	all := newTallier()
	err := s.db.Each(ctx, query, arguments, func(row *sql.Rows) error {
		var externalID string
		err := row.Scan(&externalID)
		all.add(externalID)
		return err
	})
	if err != nil {
		return tally{}, fmt.Errorf("tally contractors: %w", err)
	}
	return all.tally(), nil
}

// listAbsent returns absent contractors after the given external id. The order is that of the index, so
// that late pages cost no more than early ones.
func (s *store) listAbsent(ctx context.Context, r run, after string, limit int) ([]Contractor, error) {
	query := "SELECT i.id, i.external_id, i.code, i.customer_id" + fromAbsent +
		" AND known.external_id > $3 ORDER BY known.external_id LIMIT $4"
	var absent []Contractor
	err := s.db.Each(ctx, query, []any{r.sourceID, r.id, after, limit}, func(row *sql.Rows) error {
		var c Contractor
		err := row.Scan(&c.IdentityID, &c.ExternalID, &c.Code, &c.CustomerID)
		absent = append(absent, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list absent of snapshot %s: %w", r.id, err)
	}
	return absent, nil
}

// stillAbsent returns which of the contractors are still absent.
func (s *store) stillAbsent(ctx context.Context, r run, identities []uuid.UUID) ([]Contractor, error) {
	rows, err := s.db.Client(ctx).Identity.Query().
		Where(identity.IDIn(identities...), identity.Absent(false), func(known *entsql.Selector) {
			pushed := entsql.Table(snapshotentry.Table)
			known.Where(entsql.NotExists(entsql.Select().From(pushed).Where(entsql.And(
				entsql.EQ(pushed.C(snapshotentry.FieldRunID), r.id),
				entsql.ColumnsEQ(pushed.C(snapshotentry.FieldExternalID), known.C(identity.FieldExternalID)),
			))))
		}).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read absent of snapshot %s: %w", r.id, err)
	}
	absent := make([]Contractor, len(rows))
	for i, row := range rows {
		absent[i] = Contractor{IdentityID: row.ID, ExternalID: row.ExternalID, Code: row.Code, CustomerID: row.CustomerID}
	}
	return absent, nil
}

// clearEntries deletes some entries of a snapshot and returns how many.
func (s *store) clearEntries(ctx context.Context, runID uuid.UUID, limit int) (int, error) {
	client := s.db.Client(ctx)
	ids, err := client.SnapshotEntry.Query().Where(snapshotentry.RunID(runID)).Limit(limit).IDs(ctx)
	if err == nil && len(ids) > 0 {
		_, err = client.SnapshotEntry.Delete().Where(snapshotentry.IDIn(ids...)).Exec(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("clear entries of snapshot %s: %w", runID, err)
	}
	return len(ids), nil
}
