package operation

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/operationoutcome"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// outcomeRow is an outcome as it is kept.
type outcomeRow struct {
	Outcome

	operationID uuid.UUID
	at          time.Time
}

// outcomeTable is where outcomes are kept.
var outcomeTable = database.Table[outcomeRow]{Name: operationoutcome.Table, Columns: []database.Column[outcomeRow]{
	{Name: operationoutcome.FieldOperationID, Value: func(o outcomeRow) any { return o.operationID }},
	{Name: operationoutcome.FieldItemID, Value: func(o outcomeRow) any { return o.ItemID }},
	{Name: operationoutcome.FieldResult, Value: func(o outcomeRow) any { return string(o.Result) }},
	{Name: operationoutcome.FieldReason, Value: func(o outcomeRow) any { return o.Reason }},
	{Name: operationoutcome.FieldAt, Value: func(o outcomeRow) any { return o.at }},
}}

func (s *store) insertOutcomes(ctx context.Context, operationID uuid.UUID, outcomes []Outcome, now time.Time) error {
	rows := make([]outcomeRow, len(outcomes))
	for i, outcome := range outcomes {
		rows[i] = outcomeRow{outcome, operationID, now}
	}
	return outcomeTable.Insert(ctx, s.db, rows...)
}

// listOutcomes returns outcomes behind one of them, in the order in which they were saved: those with a
// result, or all where none is named.
func (s *store) listOutcomes(ctx context.Context, operationID uuid.UUID, result Result, after int64, limit int) ([]Outcome, error) {
	query := s.db.Client(ctx).OperationOutcome.Query().
		Where(operationoutcome.OperationID(operationID), operationoutcome.IDGT(after)).
		Order(operationoutcome.ByID()).Limit(limit)
	if result != "" {
		query.Where(operationoutcome.Result(string(result)))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list outcomes of operation %s: %w", operationID, err)
	}
	outcomes := make([]Outcome, len(rows))
	for i, row := range rows {
		outcomes[i] = Outcome{ItemID: row.ItemID, Result: Result(row.Result), Reason: row.Reason, id: row.ID}
	}
	return outcomes, nil
}

// clearOutcomes clears away the oldest outcomes, up to a moment, and returns how many. They are saved in
// the order of their ids, so that no index has to know their times.
func (s *store) clearOutcomes(ctx context.Context, until time.Time, limit int) (int, error) {
	client := s.db.Client(ctx)
	oldest, err := client.OperationOutcome.Query().Order(operationoutcome.ByID()).Limit(limit).
		Select(operationoutcome.FieldID, operationoutcome.FieldAt).All(ctx)
	if err != nil {
		return 0, fmt.Errorf("find old outcomes: %w", err)
	}
	count := 0
	for count < len(oldest) && oldest[count].At.Before(until) {
		count++
	}
	if count == 0 {
		return 0, nil
	}
	if _, err := client.OperationOutcome.Delete().Where(operationoutcome.IDLTE(oldest[count-1].ID)).Exec(ctx); err != nil {
		return 0, fmt.Errorf("clear old outcomes: %w", err)
	}
	return count, nil
}
