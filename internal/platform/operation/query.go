package operation

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Get returns an operation. Errors: OPERATION_NOT_FOUND.
func (s *Service) Get(ctx context.Context, operationID uuid.UUID) (Operation, error) {
	return s.store.get(ctx, operationID)
}

// List returns a page of operations, newest first, and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, pageSize int32, token string) (operations []Operation, next string, err error) {
	size, err := page.Size(pageSize)
	if err != nil {
		return nil, "", err
	}
	query, after := page.Hash("operations"), uuid.Nil
	if token != "" {
		cursor, err := page.Decode(token, query)
		if err != nil {
			return nil, "", err
		}
		if after, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
	}
	operations, err = s.store.list(ctx, after, size+1)
	if err != nil || len(operations) <= size {
		return operations, "", err
	}
	return operations[:size], page.Encode(page.Cursor{ID: operations[size-1].ID.String(), Query: query}), nil
}

// ListOutcomesInput asks for a page of the outcomes of an operation.
type ListOutcomesInput struct {
	OperationID uuid.UUID
	Result      Result // empty for all
	PageSize    int32
	PageToken   string
}

// ListOutcomes returns a page of what became of the items of an operation, in the order in which they were
// processed, and the token of the next one, empty on the last.
func (s *Service) ListOutcomes(ctx context.Context, in ListOutcomesInput) (outcomes []Outcome, next string, err error) {
	size, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	query, after := page.Hash("operation_outcomes", in.OperationID.String(), string(in.Result)), int64(0)
	if in.PageToken != "" {
		cursor, err := page.Decode(in.PageToken, query)
		if err != nil {
			return nil, "", err
		}
		if after, err = strconv.ParseInt(cursor.ID, 10, 64); err != nil {
			return nil, "", page.ErrInvalid()
		}
	}
	outcomes, err = s.store.listOutcomes(ctx, in.OperationID, in.Result, after, size+1)
	if err != nil || len(outcomes) <= size {
		return outcomes, "", err
	}
	return outcomes[:size], page.Encode(page.Cursor{ID: strconv.FormatInt(outcomes[size-1].id, 10), Query: query}), nil
}
