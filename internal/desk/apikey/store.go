package apikey

import (
	"context"
	"encoding/json"
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

// store keeps keys. It is the only part of the package that knows the tables.
type store struct{ db *database.DB }

func (s *store) insert(ctx context.Context, k Key, secretHash []byte) error {
	scopes := make([]string, len(k.Scopes))
	for i, scope := range k.Scopes {
		scopes[i] = string(scope)
	}
	builder := s.db.Client(ctx).APIKey.Create().
		SetID(k.ID).SetKeyID(k.KeyID).SetSecretHash(secretHash).
		SetName(k.Name).SetScopes(scopes).SetCreatedAt(k.CreatedAt)
	if k.SourceSystemID != uuid.Nil {
		builder.SetSourceSystemID(k.SourceSystemID)
	}
	if !k.ExpiresAt.IsZero() {
		builder.SetExpiresAt(k.ExpiresAt)
	}
	if err := builder.Exec(ctx); err != nil {
		return fmt.Errorf("save API key %s: %w", k.ID, err)
	}
	return nil
}

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

// find returns a key by its public part, with the hash of its secret; false when there is none. It
// is asked on every request of a program, so it is one query by one index.
func (s *store) find(ctx context.Context, keyID string) (key Key, secretHash []byte, ok bool, err error) {
	var rows []struct {
		ID             uuid.UUID  `sql:"id"`
		SecretHash     []byte     `sql:"secret_hash"`
		Scopes         []byte     `sql:"scopes"`
		UsedAt         *time.Time `sql:"used_at"`
		ExpiresAt      *time.Time `sql:"expires_at"`
		RevokedAt      *time.Time `sql:"revoked_at"`
		SourceSystemID *uuid.UUID `sql:"source_system_id"`
		SourceCode     *string    `sql:"code"`
	}
	err = s.db.Client(ctx).APIKey.Query().
		Where(entkey.KeyID(keyID)).
		Modify(func(sel *entsql.Selector) {
			source := entsql.Table(sourcesystem.Table)
			sel.LeftJoin(source).On(sel.C(entkey.FieldSourceSystemID), source.C(sourcesystem.FieldID))
			sel.Select(append(sel.Columns(
				entkey.FieldID, entkey.FieldSecretHash, entkey.FieldScopes, entkey.FieldUsedAt,
				entkey.FieldExpiresAt, entkey.FieldRevokedAt, entkey.FieldSourceSystemID,
			), source.C(sourcesystem.FieldCode))...)
		}).
		Scan(database.Prepared(ctx), &rows)
	if err != nil {
		return Key{}, nil, false, fmt.Errorf("find API key: %w", err)
	}
	if len(rows) == 0 {
		return Key{}, nil, false, nil
	}
	row := rows[0]
	key = Key{
		ID: row.ID, KeyID: keyID, SourceSystemID: valueOf(row.SourceSystemID), SourceSystem: valueOf(row.SourceCode),
		UsedAt: valueOf(row.UsedAt), ExpiresAt: valueOf(row.ExpiresAt), RevokedAt: valueOf(row.RevokedAt),
	}
	if err := json.Unmarshal(row.Scopes, &key.Scopes); err != nil {
		return Key{}, nil, false, fmt.Errorf("read scopes of API key %s: %w", row.ID, err)
	}
	return key, row.SecretHash, true, nil
}

func (s *store) markUsed(ctx context.Context, ids []uuid.UUID, at time.Time) error {
	return s.db.Client(ctx).APIKey.Update().Where(entkey.IDIn(ids...)).SetUsedAt(at).Exec(ctx)
}

func (s *store) sourceID(ctx context.Context, code string) (uuid.UUID, error) {
	if strings.ContainsFunc(code, unicode.IsControl) {
		return uuid.Nil, sourceNotFound() // PostgreSQL refuses to look for some of them
	}
	found, err := s.db.Client(ctx).SourceSystem.Query().Where(sourcesystem.Code(code)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return uuid.Nil, sourceNotFound()
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("find source system: %w", err)
	}
	return found, nil
}

func sourceNotFound() error {
	const reason, text = "SOURCE_SYSTEM_NOT_FOUND", "There is no source system with this code."
	field := fault.Field{Path: "apiKey.sourceSystem", Reason: reason, Text: text}
	return &fault.Fault{Kind: fault.NotFound, Reason: reason, Text: text, Fields: []fault.Field{field}}
}

func fromRow(row *ent.APIKey) Key {
	key := Key{
		ID: row.ID, KeyID: row.KeyID, Name: row.Name, Scopes: make([]auth.Scope, len(row.Scopes)),
		SourceSystemID: valueOf(row.SourceSystemID), CreatedAt: row.CreatedAt.UTC(),
		UsedAt: valueOf(row.UsedAt).UTC(), ExpiresAt: valueOf(row.ExpiresAt).UTC(), RevokedAt: valueOf(row.RevokedAt).UTC(),
	}
	for i, scope := range row.Scopes {
		key.Scopes[i] = auth.Scope(scope)
	}
	if row.Edges.SourceSystem != nil {
		key.SourceSystem = row.Edges.SourceSystem.Code
	}
	return key
}

// valueOf is the value of a column, or the zero value where the column is empty.
func valueOf[T any](column *T) T {
	if column == nil {
		var zero T
		return zero
	}
	return *column
}
