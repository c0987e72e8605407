package source

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/syncconflict"
	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
)

// mostHeldGroups is how many held groups of a source system are returned.
const mostHeldGroups = 100

// load reads source systems with their state, in six queries for any number of them.
func (s *store) load(ctx context.Context, query *ent.SourceSystemQuery) ([]System, error) {
	rows, err := query.All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	customers, err := s.countCustomers(ctx, ids)
	if err != nil {
		return nil, err
	}
	rejects, err := s.countRejects(ctx, ids)
	if err != nil {
		return nil, err
	}
	conflicts, err := s.countConflicts(ctx, ids)
	if err != nil {
		return nil, err
	}
	held, err := s.heldGroups(ctx, ids)
	if err != nil {
		return nil, err
	}
	open, err := s.openSnapshots(ctx, rows)
	if err != nil {
		return nil, err
	}
	systems := make([]System, len(rows))
	for i, row := range rows {
		systems[i] = fromRow(row)
		systems[i].CustomerCount, systems[i].RejectCount = customers[row.ID], rejects[row.ID]
		systems[i].ConflictCount, systems[i].HeldGroups = conflicts[row.ID], held[row.ID]
		systems[i].Snapshot = open[row.ID]
	}
	return systems, nil
}

// count is a number of rows by source system.
type count struct {
	SourceSystemID uuid.UUID `sql:"source_system_id"`
	Count          int32     `sql:"count"`
}

// countCustomers counts identities, which an index answers. Counting distinct customers, of whom few
// have two identities, would take seconds for a million.
func (s *store) countCustomers(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]int32, error) {
	var counts []count
	err := s.db.Client(ctx).Identity.Query().
		Where(identity.SourceSystemIDIn(ids...)).
		GroupBy(identity.FieldSourceSystemID).
		Aggregate(ent.As(ent.Count(), "count")).
		Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("count customers: %w", err)
	}
	return bySystem(counts), nil
}

func (s *store) countRejects(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]int32, error) {
	var counts []count
	err := s.db.Client(ctx).SyncReject.Query().
		Where(syncreject.SourceSystemIDIn(ids...)).
		GroupBy(syncreject.FieldSourceSystemID).
		Aggregate(ent.As(ent.Count(), "count")).
		Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("count rejects: %w", err)
	}
	return bySystem(counts), nil
}

func (s *store) countConflicts(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]int32, error) {
	var counts []count
	err := s.db.Client(ctx).SyncConflict.Query().
		Where(syncconflict.SourceSystemIDIn(ids...)).
		GroupBy(syncconflict.FieldSourceSystemID).
		Aggregate(ent.As(ent.Count(), "count")).
		Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("count conflicts: %w", err)
	}
	return bySystem(counts), nil
}

func bySystem(counts []count) map[uuid.UUID]int32 {
	all := make(map[uuid.UUID]int32, len(counts))
	for _, one := range counts {
		all[one.SourceSystemID] = one.Count
	}
	return all
}

// heldGroups returns the held groups by source system and name. Several spellings of a group count as
// one.
func (s *store) heldGroups(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID][]HeldGroup, error) {
	places, arguments := make([]string, len(ids)), make([]any, len(ids), len(ids)+1)
	for i, id := range ids {
		places[i], arguments[i] = fmt.Sprintf("$%d", i+1), id
	}
	query := fmt.Sprintf(`SELECT source_system_id, name, customers FROM (
		SELECT source_system_id, min(name) AS name, count(*) AS customers,
			row_number() OVER (PARTITION BY source_system_id ORDER BY name_key) AS place
		FROM held_memberships WHERE source_system_id IN (%s) GROUP BY source_system_id, name_key
	) AS held WHERE place <= $%d ORDER BY source_system_id, place`, strings.Join(places, ", "), len(ids)+1)
	held := map[uuid.UUID][]HeldGroup{}
	err := s.db.Each(ctx, query, append(arguments, mostHeldGroups), func(row *sql.Rows) error {
		var system uuid.UUID
		var group HeldGroup
		err := row.Scan(&system, &group.Name, &group.CustomerCount)
		held[system] = append(held[system], group)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read held groups: %w", err)
	}
	return held, nil
}
