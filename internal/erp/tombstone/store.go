package tombstone

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/erasedidentity"
	"github.com/kartoteka/kartoteka/gen/ent/secret"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// secretID names the secret of the tombstones.
const secretID = "tombstone"

type store struct{ db *database.DB }

// secret returns the key; nil if none was needed yet.
func (s *store) secret(ctx context.Context) ([]byte, error) {
	row, err := s.db.Client(ctx).Secret.Get(ctx, secretID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read secret of tombstones: %w", err)
	}
	return row.Value, nil
}

// ensureSecret saves the new key unless there is one already, and returns the saved one.
func (s *store) ensureSecret(ctx context.Context, fresh []byte) ([]byte, error) {
	_, err := s.db.Insert(ctx, database.Rows{
		Table: secret.Table, Columns: []string{secret.FieldID, secret.FieldValue}, Values: [][]any{{secretID, fresh}},
		OnConflict: []entsql.ConflictOption{entsql.ConflictColumns(secret.FieldID), entsql.DoNothing()},
	})
	if err != nil {
		return nil, err
	}
	return s.secret(ctx)
}

func (s *store) insert(ctx context.Context, sourceID uuid.UUID, digests [][]byte, now time.Time) error {
	rows := database.Rows{
		Table: erasedidentity.Table,
		Columns: []string{
			erasedidentity.FieldID, erasedidentity.FieldSourceSystemID, erasedidentity.FieldDigest, erasedidentity.FieldErasedAt,
		},
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(erasedidentity.FieldSourceSystemID, erasedidentity.FieldDigest), entsql.DoNothing(),
		},
	}
	for _, digest := range digests {
		rows.Values = append(rows.Values, []any{id.New(), sourceID, digest, now})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

func (s *store) find(ctx context.Context, sourceID uuid.UUID, digests [][]byte) ([][]byte, error) {
	rows, err := s.db.Client(ctx).ErasedIdentity.Query().
		Where(erasedidentity.SourceSystemID(sourceID), erasedidentity.DigestIn(digests...)).
		Select(erasedidentity.FieldID, erasedidentity.FieldDigest).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for tombstones: %w", err)
	}
	found := make([][]byte, len(rows))
	for i, row := range rows {
		found[i] = row.Digest
	}
	return found, nil
}
