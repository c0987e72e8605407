package group

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
)

// mostNamed is how many ids one statement is asked with, well below what both databases allow.
const mostNamed = 10_000

func (s store) namesOf(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	names := make(map[uuid.UUID]string, len(ids))
	for chunk := range slices.Chunk(ids, mostNamed) {
		rows, err := s.db.Client(ctx).Group.Query().Where(entgroup.IDIn(chunk...)).
			Select(entgroup.FieldID, entgroup.FieldName).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("get names of groups: %w", err)
		}
		for _, row := range rows {
			names[row.ID] = row.Name
		}
	}
	return names, nil
}
