package apikey

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entkey "github.com/kartoteka/kartoteka/gen/ent/apikey"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errNotFound = fault.New(fault.NotFound, "API_KEY_NOT_FOUND", "There is no such API key.")

var errSourceNotFound = fault.Missing(path+"sourceSystem", "SOURCE_SYSTEM_NOT_FOUND", "There is no source system with this code.")

// table is where new keys are kept. What happens to a key later has no version: it is used, or it ends.
var table = database.Table[sealed]{Name: entkey.Table, Columns: []database.Column[sealed]{
	{Name: entkey.FieldID, Value: func(k sealed) any { return k.ID }},
	{Name: entkey.FieldKeyID, Value: func(k sealed) any { return k.KeyID }},
	{Name: entkey.FieldSecretHash, Value: func(k sealed) any { return k.secretHash }},
	{Name: entkey.FieldName, Value: func(k sealed) any { return k.Name }},
	{Name: entkey.FieldScopes, Value: func(k sealed) any { return database.JSON(k.Scopes) }},
	{Name: entkey.FieldSourceSystemID, Value: func(k sealed) any { return database.OrNull(k.SourceSystemID) }},
	{Name: entkey.FieldCreatedAt, Value: func(k sealed) any { return k.CreatedAt }},
	{Name: entkey.FieldExpiresAt, Value: func(k sealed) any { return database.OrNull(k.ExpiresAt) }},
}}

// store keeps keys. It is the only part of the package that knows the tables.
type store struct{ db *database.DB }

// revoke reports whether the key was not revoked before.
func (s *store) revoke(ctx context.Context, id uuid.UUID, now time.Time) (bool, error) {
	count, err := s.db.Client(ctx).APIKey.Update().Where(entkey.ID(id), entkey.RevokedAtIsNil()).SetRevokedAt(now).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("revoke API key %s: %w", id, err)
	}
	return count == 1, nil
}

func (s *store) get(ctx context.Context, id uuid.UUID) (Key, error) {
	row, err := s.db.Client(ctx).APIKey.Query().Where(entkey.ID(id)).WithSourceSystem().Only(ctx)
	if ent.IsNotFound(err) {
		return Key{}, errNotFound
	}
	if err != nil {
		return Key{}, fmt.Errorf("get API key %s: %w", id, err)
	}
	return fromRow(row), nil
}

// list returns keys, newest first: ids grow with time.
func (s *store) list(ctx context.Context, after uuid.UUID, limit int) ([]Key, error) {
	query := s.db.Client(ctx).APIKey.Query().WithSourceSystem().Order(entkey.ByID(entsql.OrderDesc())).Limit(limit)
	if after != uuid.Nil {
		query.Where(entkey.IDLT(after))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list API keys: %w", err)
	}
	keys := make([]Key, len(rows))
	for i, row := range rows {
		keys[i] = fromRow(row)
	}
	return keys, nil
}

// selectKey is asked on every request of a program, so it is one query by one index.
const selectKey = `
SELECT k.id, k.secret_hash, k.scopes, k.used_at, k.expires_at, k.revoked_at, k.source_system_id, s.code
FROM api_keys k LEFT JOIN source_systems s ON s.id = k.source_system_id
WHERE k.key_id = $1`

// find returns a key by its public part, with the hash of its secret; false when there is none.
func (s *store) find(ctx context.Context, keyID string) (key sealed, ok bool, err error) {
	key.KeyID = keyID
	var (
		usedAt, expiresAt, revokedAt *time.Time
		sourceID                     *uuid.UUID
		sourceCode                   *string
		scopes                       []byte
	)
	err = s.db.One(database.Prepared(ctx), selectKey, []any{keyID},
		&key.ID, &key.secretHash, &scopes, &usedAt, &expiresAt, &revokedAt, &sourceID, &sourceCode)
	if errors.Is(err, sql.ErrNoRows) {
		return sealed{}, false, nil
	}
	if err != nil {
		return sealed{}, false, fmt.Errorf("find API key: %w", err)
	}
	key.SourceSystemID, key.SourceSystem = database.FromNull(sourceID), database.FromNull(sourceCode)
	key.UsedAt, key.ExpiresAt, key.RevokedAt = database.FromNull(usedAt), database.FromNull(expiresAt), database.FromNull(revokedAt)
	if err := json.Unmarshal(scopes, &key.Scopes); err != nil {
		return sealed{}, false, fmt.Errorf("read scopes of API key %s: %w", key.ID, err)
	}
	return key, true, nil
}

func (s *store) markUsed(ctx context.Context, ids []uuid.UUID, at time.Time) error {
	return s.db.Client(ctx).APIKey.Update().Where(entkey.IDIn(ids...)).SetUsedAt(at).Exec(ctx)
}

func (s *store) sourceID(ctx context.Context, code string) (uuid.UUID, error) {
	if strings.ContainsFunc(code, unicode.IsControl) {
		return uuid.Nil, errSourceNotFound // PostgreSQL refuses to look for some of them
	}
	found, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.Code(code)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return uuid.Nil, errSourceNotFound
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("find source system: %w", err)
	}
	return found, nil
}

func fromRow(row *ent.APIKey) Key {
	key := Key{
		ID: row.ID, KeyID: row.KeyID, Name: row.Name, Scopes: make([]auth.Scope, len(row.Scopes)),
		SourceSystemID: database.FromNull(row.SourceSystemID), CreatedAt: row.CreatedAt.UTC(),
		UsedAt: database.FromNull(row.UsedAt).UTC(), ExpiresAt: database.FromNull(row.ExpiresAt).UTC(), RevokedAt: database.FromNull(row.RevokedAt).UTC(),
	}
	for i, scope := range row.Scopes {
		key.Scopes[i] = auth.Scope(scope)
	}
	if row.Edges.SourceSystem != nil {
		key.SourceSystem = row.Edges.SourceSystem.Code
	}
	return key
}
