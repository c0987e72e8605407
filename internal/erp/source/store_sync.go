package source

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

// listRejects returns rejected records, newest first, with their customers, in two queries for any
// number of them.
func (s *store) listRejects(ctx context.Context, systemID uuid.UUID, after page.Place, limit int) ([]Reject, error) {
	var rejectedAt time.Time
	if after.ID != uuid.Nil {
		var err error
		if rejectedAt, err = page.ParseTime(after.Key); err != nil {
			return nil, err
		}
	}
	query := s.db.Client(ctx).SyncReject.Query().Where(syncreject.SourceSystemID(systemID)).Limit(limit)
	query.Where(func(sel *entsql.Selector) {
		at, id := sel.C(syncreject.FieldRejectedAt), sel.C(syncreject.FieldID)
		if after.ID != uuid.Nil {
			sel.Where(entsql.CompositeLT([]string{at, id}, rejectedAt, after.ID))
		}
		sel.OrderBy(entsql.Desc(at), entsql.Desc(id))
	})
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list rejects of source system %s: %w", systemID, err)
	}
	customers, err := s.customersOf(ctx, systemID, rows)
	if err != nil {
		return nil, err
	}
	rejects := make([]Reject, len(rows))
	for i, row := range rows {
		if rejects[i], err = fromRejectRow(row); err != nil {
			return nil, err
		}
		if rejects[i].Kind == reject.Contractor {
			rejects[i].CustomerID = customers[row.ExternalID]
		}
	}
	return rejects, nil
}

// customersOf returns the customers of earlier pushes of the records, by external id.
func (s *store) customersOf(ctx context.Context, systemID uuid.UUID, rows []*ent.SyncReject) (map[string]uuid.UUID, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	externalIDs := make([]string, len(rows))
	for i, row := range rows {
		externalIDs[i] = row.ExternalID
	}
	known, err := s.db.Client(ctx).Identity.Query().
		Where(identity.SourceSystemID(systemID), identity.ExternalIDIn(externalIDs...)).
		Select(identity.FieldExternalID, identity.FieldCustomerID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find customers of rejects: %w", err)
	}
	customers := make(map[string]uuid.UUID, len(known))
	for _, one := range known {
		customers[one.ExternalID] = one.CustomerID
	}
	return customers, nil
}

func fromRejectRow(row *ent.SyncReject) (Reject, error) {
	read := Reject{
		ID: row.ID, Kind: reject.Kind(row.Kind), ExternalID: row.ExternalID, At: row.RejectedAt.UTC(), Times: row.Times,
		Outcome: intake.Outcome(row.Outcome),
	}
	if row.RunID != nil {
		read.RunID = *row.RunID
	}
	if err := json.Unmarshal(row.Violations, &read.Violations); err != nil {
		return Reject{}, fmt.Errorf("read violations of reject %s: %w", row.ID, err)
	}
	return read, nil
}
