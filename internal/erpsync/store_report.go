package erpsync

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/database"
	"github.com/kartoteka/kartoteka/internal/id"
)

// reject is a record that was not accepted. It holds no value of the record but its external id.
type reject struct {
	externalID string
	outcome    apiv1.Outcome
	violations []*apiv1.FieldViolation
}

// rejectedField is one violation in the violations column.
type rejectedField struct {
	Field       string `json:"field"`
	Reason      string `json:"reason"`
	Description string `json:"description"`
}

// saveRejects puts records on the list of those that stand rejected, or counts them once more.
func (s *store) saveRejects(ctx context.Context, source, runID uuid.UUID, rejects []reject, now time.Time) error {
	rows := database.Rows{
		Table: syncreject.Table,
		Columns: []string{
			syncreject.FieldID, syncreject.FieldSourceSystemID, syncreject.FieldExternalID, syncreject.FieldRunID,
			syncreject.FieldOutcome, syncreject.FieldViolations, syncreject.FieldTimes, syncreject.FieldRejectedAt,
		},
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(syncreject.FieldSourceSystemID, syncreject.FieldExternalID),
			entsql.ResolveWith(func(u *entsql.UpdateSet) {
				u.SetExcluded(syncreject.FieldRunID).SetExcluded(syncreject.FieldOutcome).
					SetExcluded(syncreject.FieldViolations).SetExcluded(syncreject.FieldRejectedAt).
					Add(syncreject.FieldTimes, 1)
			}),
		},
	}
	for _, r := range rejects {
		fields := make([]rejectedField, len(r.violations))
		for i, v := range r.violations {
			fields[i] = rejectedField{v.GetField(), v.GetReason(), v.GetDescription()}
		}
		encoded, err := json.Marshal(fields)
		if err != nil {
			return fmt.Errorf("report rejected records: %w", err)
		}
		rows.Values = append(rows.Values, []any{
			id.New(), source, r.externalID, runID, r.outcome.String(), string(encoded), 1, now,
		})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// clearRejects takes records that were accepted off the list of those that stand rejected.
func (s *store) clearRejects(ctx context.Context, source uuid.UUID, externalIDs []string) error {
	client := s.db.Client(ctx)
	standing, err := client.SyncReject.Query().Where(syncreject.SourceSystemID(source)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for rejected records: %w", err)
	}
	if !standing || len(externalIDs) == 0 {
		return nil
	}
	_, err = client.SyncReject.Delete().
		Where(syncreject.SourceSystemID(source), syncreject.ExternalIDIn(externalIDs...)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear rejected records: %w", err)
	}
	return nil
}
