package staff

import (
	"context"
	"fmt"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/ent/schema"
	"github.com/kartoteka/kartoteka/gen/ent"
	entstaff "github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// store keeps staff, sessions and what guards signing in. It is the only part of the package that
// knows the tables.
type store struct{ db *database.DB }

// position is where a page begins: after this row; the zero value is the first row.
type position struct {
	nameKey []byte
	id      uuid.UUID
}

func (s *store) get(ctx context.Context, id uuid.UUID) (Member, error) {
	row, err := s.db.Client(ctx).Staff.Get(ctx, id)
	if ent.IsNotFound(err) {
		return Member{}, errNotFound
	}
	if err != nil {
		return Member{}, fmt.Errorf("get staff %s: %w", id, err)
	}
	return fromRow(row), nil
}

// exists reports whether there is anybody at all.
func (s *store) exists(ctx context.Context) (bool, error) {
	found, err := s.db.Client(ctx).Staff.Query().Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for staff: %w", err)
	}
	return found, nil
}

// list returns staff in the order of their names. Those must hold every one of the folded words.
func (s *store) list(ctx context.Context, words []string, after position, limit int) ([]Member, error) {
	query := s.db.Client(ctx).Staff.Query().Limit(limit)
	for _, word := range words {
		query.Where(entstaff.SearchTextContains(word))
	}
	query.Where(func(sel *entsql.Selector) {
		key := sel.Columns(entstaff.FieldNameKey, entstaff.FieldID)
		if after.id != uuid.Nil {
			sel.Where(entsql.CompositeGT(key, after.nameKey, after.id))
		}
		sel.OrderBy(key...)
	})
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list staff: %w", err)
	}
	members := make([]Member, len(rows))
	for i, row := range rows {
		members[i] = fromRow(row)
	}
	return members, nil
}

func (s *store) insert(ctx context.Context, m Member, hash string) error {
	err := s.db.Client(ctx).Staff.Create().
		SetID(m.ID).SetVersion(m.Version).SetCreatedAt(m.CreatedAt).SetUpdatedAt(m.CreatedAt).
		SetEmail(m.Email.Typed).SetEmailKey(m.Email.Key).
		SetName(m.Name).SetNameKey(fold.Key(m.Name)).
		SetCode(m.Code).SetCodeKey(fold.Text(m.Code)).
		SetSearchText(searchText(m)).SetRole(string(m.Role)).SetDisabled(m.Disabled).
		SetPasswordHash(hash).SetMustChangePassword(m.MustChangePassword).
		Exec(ctx)
	return fromSave(m.ID, err)
}

// update writes a member that was read one version earlier.
func (s *store) update(ctx context.Context, m Member, now time.Time) error {
	count, err := s.db.Client(ctx).Staff.Update().
		Where(entstaff.ID(m.ID), entstaff.Version(m.Version-1)).
		SetVersion(m.Version).SetUpdatedAt(now).
		SetEmail(m.Email.Typed).SetEmailKey(m.Email.Key).
		SetName(m.Name).SetNameKey(fold.Key(m.Name)).
		SetCode(m.Code).SetCodeKey(fold.Text(m.Code)).
		SetSearchText(searchText(m)).SetRole(string(m.Role)).SetDisabled(m.Disabled).
		Save(ctx)
	if err == nil && count == 0 {
		return database.ErrRaced
	}
	return fromSave(m.ID, err)
}

// lockOwners counts those who can let others in and holds their rows until the commit, so that two
// owners cannot remove each other at the same moment.
func (s *store) lockOwners(ctx context.Context) (int, error) {
	count, err := s.db.Client(ctx).Staff.Update().
		Where(entstaff.Role(string(auth.Owner)), entstaff.Disabled(false)).
		SetRole(string(auth.Owner)).Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("lock owners: %w", err)
	}
	return count, nil
}

func (s *store) setPreferences(ctx context.Context, id uuid.UUID, p Preferences) error {
	err := s.db.Client(ctx).Staff.UpdateOneID(id).
		SetPreferences(schema.StaffPreferences{Language: p.Language, ColorScheme: string(p.ColorScheme)}).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("save preferences of staff %s: %w", id, err)
	}
	return nil
}

func searchText(m Member) string {
	return strings.Join([]string{fold.Text(m.Name), fold.Text(m.Email.Typed), fold.Text(m.Code)}, " ")
}

// fromSave tells what a save ran into. Both databases name the column that is not unique.
func fromSave(id uuid.UUID, err error) error {
	switch {
	case err == nil:
		return nil
	case database.IsUniqueViolation(err) && strings.Contains(err.Error(), entstaff.FieldCodeKey):
		return taken("staff.code", "STAFF_CODE_TAKEN", "Another staff member has this code.")
	case database.IsUniqueViolation(err) && strings.Contains(err.Error(), entstaff.FieldEmailKey):
		return taken("staff.email", "STAFF_EMAIL_TAKEN", "Another staff member has this e-mail.")
	default:
		return fmt.Errorf("save staff %s: %w", id, err)
	}
}

func taken(path, reason, text string) error {
	field := fault.Field{Path: path, Reason: reason, Text: text}
	return &fault.Fault{Kind: fault.AlreadyExists, Reason: reason, Text: text, Fields: []fault.Field{field}}
}

func fromRow(row *ent.Staff) Member {
	m := Member{
		ID:                 row.ID,
		Version:            row.Version,
		Email:              email.Address{Typed: row.Email, Key: row.EmailKey},
		Name:               row.Name,
		Role:               auth.Role(row.Role),
		Code:               row.Code,
		Disabled:           row.Disabled,
		MustChangePassword: row.MustChangePassword,
		Preferences:        Preferences{Language: row.Preferences.Language, ColorScheme: ColorScheme(row.Preferences.ColorScheme)},
		CreatedAt:          row.CreatedAt.UTC(),
	}
	if row.LastSignInAt != nil {
		m.LastSignInAt = row.LastSignInAt.UTC()
	}
	return m
}
