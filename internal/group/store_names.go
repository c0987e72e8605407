package group

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	entgroup "github.com/kartoteka/kartoteka/gen/ent/group"
)

func (s store) namesOf(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	rows, err := s.db.Client(ctx).Group.Query().Where(entgroup.IDIn(ids...)).
		Select(entgroup.FieldID, entgroup.FieldName).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("get names of groups: %w", err)
	}
	names := make(map[uuid.UUID]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return names, nil
}
