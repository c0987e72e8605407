package audit

import (
	"context"
	"encoding/json"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/ent/schema"
	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/historyentry"
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
		changes, err := changesColumn(entry.Changes)
		if err != nil {
			return fmt.Errorf("record history: %w", err)
		}
		rows.Values = append(rows.Values, []any{
			id.New(), database.OrNull(entry.CustomerID), entry.SubjectID, entry.Action,
			string(caller.Kind), database.OrNull(caller.ActorID()), now, changes,
		})
	}
	if _, err := l.db.Insert(ctx, rows); err != nil {
		return fmt.Errorf("record history: %w", err)
	}
	return nil
}

// list returns entries about a subject, newest first, from before the given entry on.
func (l *Log) list(ctx context.Context, subject Subject, before uuid.UUID, limit int) ([]Entry, error) {
	query := l.db.Client(ctx).HistoryEntry.Query().Order(historyentry.ByID(entsql.OrderDesc())).Limit(limit)
	if subject.Noun == Customer {
		query.Where(historyentry.CustomerID(subject.ID))
	} else {
		query.Where(historyentry.SubjectID(subject.ID))
	}
	if before != uuid.Nil {
		query.Where(historyentry.IDLT(before))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list history of %s %s: %w", subject.Noun, subject.ID, err)
	}
	entries := make([]Entry, len(rows))
	for i, row := range rows {
		if entries[i], err = fromRow(row); err != nil {
			return nil, fmt.Errorf("read history entry %s: %w", row.ID, err)
		}
	}
	return entries, nil
}

func changesColumn(changes []Change) (any, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	rows := make([]schema.HistoryChange, len(changes))
	for i, change := range changes {
		was, err := valueColumn(change.Old)
		if err != nil {
			return nil, err
		}
		is, err := valueColumn(change.New)
		if err != nil {
			return nil, err
		}
		rows[i] = schema.HistoryChange{Field: change.Field, Old: was, New: is}
	}
	encoded, err := json.Marshal(rows)
	return string(encoded), err
}

func valueColumn(value Value) (json.RawMessage, error) {
	if value.IsNone() {
		return nil, nil
	}
	return json.Marshal(value)
}

func fromRow(row *ent.HistoryEntry) (Entry, error) {
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
		entry.Changes[i].Field = change.Field
		for column, value := range map[*Value]json.RawMessage{&entry.Changes[i].Old: change.Old, &entry.Changes[i].New: change.New} {
			if len(value) > 0 {
				if err := json.Unmarshal(value, column); err != nil {
					return Entry{}, fmt.Errorf("field %s: %w", change.Field, err)
				}
			}
		}
	}
	return entry, nil
}
