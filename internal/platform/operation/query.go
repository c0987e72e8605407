package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Get returns an operation. Errors: OPERATION_NOT_FOUND.
func (s *Service) Get(ctx context.Context, operationID uuid.UUID) (Operation, error) {
	return s.store.get(ctx, operationID)
}

// List returns a page of operations, newest first, and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, pageSize int32, token string) (operations []Operation, next string, err error) {
	return page.List[Operation]{
		Query: page.Hash("operations"),
		After: func(place page.Place, limit int) ([]Operation, error) { return s.store.list(ctx, place.ID, limit) },
		At:    func(o Operation) page.Place { return page.Place{ID: o.ID} },
	}.Read(pageSize, token)
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
	return page.List[Outcome]{
		Query: page.Hash("operation_outcomes", in.OperationID.String(), string(in.Result)),
		After: func(place page.Place, limit int) (outcomes []Outcome, err error) {
			var after int64
			if in.PageToken != "" {
				if after, err = page.ParseInt(place.Key); err != nil {
					return nil, err
				}
			}
			return s.store.listOutcomes(ctx, in.OperationID, in.Result, after, limit)
		},
		At: func(o Outcome) page.Place { return page.Place{Key: page.IntKey(o.id)} },
	}.Read(in.PageSize, in.PageToken)
}
