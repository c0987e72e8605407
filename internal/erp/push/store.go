package push

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	entidentity "github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var errGone = errors.New("it is gone")

// store keeps identities and runs.
type store struct {
	db *database.DB
}

// lockSource records the contact and locks the row of the source system until the transaction ends, so
// that its pushes follow one another in all processes. It returns the settings.
func (s *store) lockSource(ctx context.Context, source uuid.UUID, now time.Time) (settings, error) {
	affected, err := s.db.Client(ctx).SourceSystem.Update().Where(sourcesystem.ID(source)).
		AddPushes(1).SetLastContactAt(now).Save(ctx)
	if err == nil && affected != 1 {
		err = errGone
	}
	if err != nil {
		return settings{}, fmt.Errorf("lock source system %s: %w", source, err)
	}
	return s.settings(ctx, source)
}

func (s *store) settings(ctx context.Context, source uuid.UUID) (settings, error) {
	row, err := s.db.Client(ctx).SourceSystem.Get(ctx, source)
	if err != nil {
		return settings{}, fmt.Errorf("read source system %s: %w", source, err)
	}
	found := settings{
		ownership: row.Ownership, matchBy: matchBy(row.MatchBy), holdsGroups: row.UnknownGroups == holdGroups,
		session: session{seq: row.SessionSeq},
	}
	if row.SessionID != nil {
		found.session.id = *row.SessionID
	}
	if row.SnapshotRunID != nil {
		found.snapshot = *row.SnapshotRunID
	}
	return found, nil
}

func (s *store) saveSession(ctx context.Context, source uuid.UUID, open session) error {
	update := s.db.Client(ctx).SourceSystem.UpdateOneID(source).SetSessionSeq(open.seq)
	if open.id == uuid.Nil {
		update.ClearSessionID()
	} else {
		update.SetSessionID(open.id)
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("save session of source system %s: %w", source, err)
	}
	return nil
}

// identities returns the saved identities by external id.
func (s *store) identities(ctx context.Context, source uuid.UUID, externalIDs []string) (map[string]*Identity, error) {
	rows, err := s.db.Client(ctx).Identity.Query().
		Where(entidentity.SourceSystemID(source), entidentity.ExternalIDIn(externalIDs...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read identities: %w", err)
	}
	found := make(map[string]*Identity, len(rows))
	for _, row := range rows {
		found[row.ExternalID] = identityFrom(row)
	}
	return found, nil
}

// listIdentities returns the saved identities after the given external id, in its order.
func (s *store) listIdentities(ctx context.Context, source uuid.UUID, after string, limit int) ([]*Identity, error) {
	rows, err := s.db.Client(ctx).Identity.Query().
		Where(entidentity.SourceSystemID(source), entidentity.ExternalIDGT(after)).
		Order(entidentity.ByExternalID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list identities: %w", err)
	}
	listed := make([]*Identity, len(rows))
	for i, row := range rows {
		listed[i] = identityFrom(row)
	}
	return listed, nil
}

func identityFrom(row *ent.Identity) *Identity {
	return &Identity{
		ID: row.ID, CustomerID: row.CustomerID, ExternalID: row.ExternalID, Code: row.Code, Active: row.Active,
		Revision: row.SourceRevision, Hash: row.ContentHash, HashVersion: row.HashVersion,
		Absent: row.Absent, Pushed: row.Pushed,
	}
}

var identityColumns = []string{
	entidentity.FieldID, entidentity.FieldCustomerID, entidentity.FieldSourceSystemID, entidentity.FieldExternalID,
	entidentity.FieldCode, entidentity.FieldActive, entidentity.FieldSourceRevision, entidentity.FieldContentHash,
	entidentity.FieldHashVersion, entidentity.FieldAbsent, entidentity.FieldPushed,
	entidentity.FieldCreatedAt, entidentity.FieldPushedAt,
}

// saveIdentities inserts new identities and updates existing ones.
func (s *store) saveIdentities(ctx context.Context, source uuid.UUID, identities []*Identity, now time.Time) error {
	rows := database.Rows{
		Table: entidentity.Table, Columns: identityColumns,
		OnConflict: []entsql.ConflictOption{
			entsql.ConflictColumns(entidentity.FieldID),
			entsql.ResolveWith(func(u *entsql.UpdateSet) {
				for _, column := range []string{
					entidentity.FieldCode, entidentity.FieldActive, entidentity.FieldSourceRevision,
					entidentity.FieldContentHash, entidentity.FieldHashVersion, entidentity.FieldAbsent,
					entidentity.FieldPushed, entidentity.FieldPushedAt,
				} {
					u.SetExcluded(column)
				}
			}),
		},
	}
	for _, i := range identities {
		pushed, err := json.Marshal(i.Pushed)
		if err != nil {
			return fmt.Errorf("save identities: %w", err)
		}
		rows.Values = append(rows.Values, []any{
			i.ID, i.CustomerID, source, i.ExternalID, i.Code, i.Active, i.Revision,
			append([]byte{}, i.Hash...), i.HashVersion, // never NULL
			i.Absent, string(pushed), now, now,
		})
	}
	_, err := s.db.Insert(ctx, rows)
	return err
}

// managers returns staff by the code or e-mail that the ERP uses.
func (s *store) managers(ctx context.Context, codes []string) (map[string]uuid.UUID, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	keys := make([]string, len(codes))
	for i, code := range codes {
		keys[i] = text.Identity(code)
	}
	rows, err := s.db.Client(ctx).Staff.Query().
		Where(staff.Or(staff.CodeKeyIn(keys...), staff.EmailKeyIn(keys...))).
		Select(staff.FieldID, staff.FieldCodeKey, staff.FieldEmailKey).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read account managers: %w", err)
	}
	byKey := make(map[string]uuid.UUID, 2*len(rows))
	for _, row := range rows {
		byKey[row.EmailKey] = row.ID
		byKey[row.CodeKey] = row.ID
	}
	found := make(map[string]uuid.UUID, len(codes))
	for i, code := range codes {
		if id, ok := byKey[keys[i]]; ok {
			found[code] = id
		}
	}
	return found, nil
}
