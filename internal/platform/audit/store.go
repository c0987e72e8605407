package audit

import (
	"context"
	"encoding/json"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/ent/schema"
	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/apikey"
	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Log is the append-only history.
type Log struct {
	db    *database.DB
	clock clock.Clock
}

// NewLog returns the history kept in the database.
func NewLog(db *database.DB, clock clock.Clock) *Log { return &Log{db: db, clock: clock} }

// Record appends entries in the transaction of ctx, with the caller of ctx as the actor. Id, time
// and actor of the entries are filled in.
func (l *Log) Record(ctx context.Context, entries ...Entry) error {
	if len(entries) == 0 {
		return nil
	}
	caller, now := auth.From(ctx), l.clock.Now()
	rows := database.Rows{Table: historyentry.Table, Columns: []string{
		historyentry.FieldID, historyentry.FieldCustomerID, historyentry.FieldSubjectID, historyentry.FieldAction,
		historyentry.FieldActorKind, historyentry.FieldActorID, historyentry.FieldAt, historyentry.FieldChanges,
	}}
	for _, entry := range entries {
		changes, err := toColumn(entry.Changes)
		if err != nil {
			return fmt.Errorf("record history: %w", err)
		}
		rows.Values = append(rows.Values, []any{
			id.New(), orNull(entry.CustomerID), entry.SubjectID, entry.Action,
			string(caller.Kind), orNull(caller.ActorID()), now, changes,
		})
	}
	if _, err := l.db.Insert(ctx, rows); err != nil {
		return fmt.Errorf("record history: %w", err)
	}
	return nil
}

// List returns a page of a customer's history, newest first.
func (l *Log) List(ctx context.Context, customerID uuid.UUID, after Cursor, limit int) ([]Entry, error) {
	query := l.db.Client(ctx).HistoryEntry.Query().
		Where(historyentry.CustomerID(customerID)).
		Order(historyentry.ByID(entsql.OrderDesc())).
		Limit(limit)
	if after.ID != uuid.Nil {
		query.Where(historyentry.IDLT(after.ID))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list history of customer %s: %w", customerID, err)
	}
	entries := make([]Entry, len(rows))
	for i, row := range rows {
		entries[i] = fromRow(row)
	}
	return entries, l.nameActors(ctx, entries)
}

// nameActors fills in the present names of the actors, with one query for each kind.
func (l *Log) nameActors(ctx context.Context, entries []Entry) error {
	wanted := map[auth.Kind][]uuid.UUID{}
	for _, entry := range entries {
		if entry.ActorID != uuid.Nil {
			wanted[entry.ActorKind] = append(wanted[entry.ActorKind], entry.ActorID)
		}
	}
	names := map[uuid.UUID]string{}
	client := l.db.Client(ctx)
	if ids := wanted[auth.Staff]; len(ids) > 0 {
		rows, err := client.Staff.Query().Where(staff.IDIn(ids...)).Select(staff.FieldID, staff.FieldName).All(ctx)
		if err != nil {
			return fmt.Errorf("name staff in history: %w", err)
		}
		for _, row := range rows {
			names[row.ID] = row.Name
		}
	}
	if ids := wanted[auth.ERP]; len(ids) > 0 {
		rows, err := client.SourceSystem.Query().Where(sourcesystem.IDIn(ids...)).Select(sourcesystem.FieldID, sourcesystem.FieldName).All(ctx)
		if err != nil {
			return fmt.Errorf("name source systems in history: %w", err)
		}
		for _, row := range rows {
			names[row.ID] = row.Name
		}
	}
	if ids := wanted[auth.APIKey]; len(ids) > 0 {
		rows, err := client.APIKey.Query().Where(apikey.IDIn(ids...)).Select(apikey.FieldID, apikey.FieldName).All(ctx)
		if err != nil {
			return fmt.Errorf("name API keys in history: %w", err)
		}
		for _, row := range rows {
			names[row.ID] = row.Name
		}
	}
	for i := range entries {
		entries[i].ActorName = names[entries[i].ActorID]
	}
	return nil
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

func toColumn(changes []Change) (any, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	rows := make([]schema.HistoryChange, len(changes))
	for i, change := range changes {
		rows[i] = schema.HistoryChange(change)
	}
	encoded, err := json.Marshal(rows)
	return string(encoded), err
}

func fromRow(row *ent.HistoryEntry) Entry {
	entry := Entry{
		ID:        row.ID,
		SubjectID: row.SubjectID,
		Action:    row.Action,
		ActorKind: auth.Kind(row.ActorKind),
		At:        row.At,
		Changes:   make([]Change, len(row.Changes)),
	}
	if row.CustomerID != nil {
		entry.CustomerID = *row.CustomerID
	}
	if row.ActorID != nil {
		entry.ActorID = *row.ActorID
	}
	for i, change := range row.Changes {
		entry.Changes[i] = Change(change)
	}
	return entry
}
