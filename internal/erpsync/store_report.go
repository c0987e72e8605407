package erpsync

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
	"github.com/kartoteka/kartoteka/gen/ent/syncrun"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/auth"
	"github.com/kartoteka/kartoteka/internal/database"
	"github.com/kartoteka/kartoteka/internal/id"
)

const (
	// keepRuns is how long reports of pushes are kept.
	keepRuns = 90 * 24 * time.Hour
	// purgedRuns is how many old reports a push clears away.
	purgedRuns = 20
)

// run is the report of one push.
type run struct {
	id        uuid.UUID
	caller    auth.Identity
	requestID string
	startedAt time.Time
	duration  time.Duration
	summary   *apiv1.PushSummary
}

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

func (s *store) insertRun(ctx context.Context, r run) error {
	builder := s.db.Client(ctx).SyncRun.Create().
		SetID(r.id).SetSourceSystemID(r.caller.SourceSystemID).SetRequestID(r.requestID).
		SetStartedAt(r.startedAt).SetDurationMs(int32(r.duration.Milliseconds())).
		SetCreated(r.summary.GetCreated()).SetUpdated(r.summary.GetUpdated()).SetUnchanged(r.summary.GetUnchanged()).
		SetStale(r.summary.GetStale()).SetConflict(r.summary.GetConflict()).SetRejected(r.summary.GetRejected()).
		SetUnprocessed(r.summary.GetUnprocessed())
	if r.caller.ID != uuid.Nil {
		builder.SetAPIKeyID(r.caller.ID)
	}
	if err := builder.Exec(ctx); err != nil {
		return fmt.Errorf("report push: %w", err)
	}
	return s.purgeRuns(ctx, r)
}

// purgeRuns clears away a few of the reports that are too old, so that none stays for good.
func (s *store) purgeRuns(ctx context.Context, newest run) error {
	client := s.db.Client(ctx)
	old, err := client.SyncRun.Query().
		Where(syncrun.SourceSystemID(newest.caller.SourceSystemID), syncrun.StartedAtLT(newest.startedAt.Add(-keepRuns))).
		Order(syncrun.ByID()).Limit(purgedRuns).IDs(ctx)
	if err != nil {
		return fmt.Errorf("find old reports: %w", err)
	}
	if len(old) == 0 {
		return nil
	}
	if _, err := client.SyncRun.Delete().Where(syncrun.IDIn(old...)).Exec(ctx); err != nil {
		return fmt.Errorf("clear old reports: %w", err)
	}
	return nil
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
