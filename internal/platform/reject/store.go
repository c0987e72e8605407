package reject

import (
	"context"
	"encoding/json"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store writes the table. Package source reads it.
type store struct {
	db *database.DB
}

func (s store) save(ctx context.Context, push Push) error {
	rows := database.Rows{
		Table: syncreject.Table,
		Columns: []string{
			syncreject.FieldID, syncreject.FieldSourceSystemID, syncreject.FieldKind, syncreject.FieldExternalID, syncreject.FieldRunID,
			syncreject.FieldOutcome, syncreject.FieldViolations, syncreject.FieldTimes, syncreject.FieldRejectedAt,
		},
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(syncreject.FieldSourceSystemID, syncreject.FieldKind, syncreject.FieldExternalID),
			entsql.ResolveWith(func(u *entsql.UpdateSet) {
				u.SetExcluded(syncreject.FieldRunID).SetExcluded(syncreject.FieldOutcome).
					SetExcluded(syncreject.FieldViolations).SetExcluded(syncreject.FieldRejectedAt).
					Add(syncreject.FieldTimes, 1)
			}),
		},
	}
	for _, r := range push.Rejected {
		violations, err := json.Marshal(r.Violations)
		if err != nil {
			return fmt.Errorf("put rejected records on the list: %w", err)
		}
		rows.Values = append(rows.Values, []any{
			id.New(), push.SourceID, string(push.Kind), r.ExternalID, database.OrNull(push.RunID),
			string(r.Outcome), string(violations), 1, push.At,
		})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// clear first looks whether there is anything at all: mostly there is not.
func (s store) clear(ctx context.Context, push Push) error {
	client := s.db.Client(ctx)
	standing, err := client.SyncReject.Query().Where(syncreject.SourceSystemID(push.SourceID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for rejected records: %w", err)
	}
	if !standing || len(push.Accepted) == 0 {
		return nil
	}
	_, err = client.SyncReject.Delete().Where(
		syncreject.SourceSystemID(push.SourceID), syncreject.Kind(string(push.Kind)), syncreject.ExternalIDIn(push.Accepted...),
	).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take accepted records off the list: %w", err)
	}
	return nil
}
