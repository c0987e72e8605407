package staff

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/ent/schema"
	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	entstaff "github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/kit/email"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/kit/text"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// table is where staff are kept, with the hashes of their passwords.
var table = database.Table[account]{Name: entstaff.Table, Columns: []database.Column[account]{
	{Name: entstaff.FieldID, Value: func(a account) any { return a.ID }},
	{Name: entstaff.FieldVersion, Value: func(a account) any { return a.Version }},
	{Name: entstaff.FieldCreatedAt, Value: func(a account) any { return a.CreatedAt }},
	{Name: entstaff.FieldUpdatedAt, Value: func(a account) any { return a.UpdatedAt }},
	{Name: entstaff.FieldEmail, Value: func(a account) any { return a.Email.Typed }},
	{Name: entstaff.FieldEmailKey, Value: func(a account) any { return a.Email.Key }},
	{Name: entstaff.FieldName, Value: func(a account) any { return a.Name }},
	{Name: entstaff.FieldNameKey, Value: func(a account) any { return fold.Key(a.Name) }},
	{Name: entstaff.FieldCode, Value: func(a account) any { return a.Code }},
	{Name: entstaff.FieldCodeKey, Value: func(a account) any { return text.Identity(a.Code) }},
	{Name: entstaff.FieldSearchText, Value: func(a account) any { return searchText(a.Member) }},
	{Name: entstaff.FieldRole, Value: func(a account) any { return string(a.Role) }},
	{Name: entstaff.FieldDisabled, Value: func(a account) any { return a.Disabled }},
	{Name: entstaff.FieldPasswordHash, Value: func(a account) any { return a.hash }},
	{Name: entstaff.FieldMustChangePassword, Value: func(a account) any { return a.MustChangePassword }},
}}

// store keeps staff, sessions and what guards signing in. It is the only part of the package that
// knows the tables.
type store struct{ db *database.DB }

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
func (s *store) list(ctx context.Context, words []string, after page.Place, limit int) ([]Member, error) {
	query := s.db.Client(ctx).Staff.Query().Limit(limit)
	for _, word := range words {
		query.Where(entstaff.SearchTextContains(word))
	}
	query.Where(func(sel *entsql.Selector) {
		key := sel.Columns(entstaff.FieldNameKey, entstaff.FieldID)
		if after.ID != uuid.Nil {
			sel.Where(entsql.CompositeGT(key, after.Key, after.ID))
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

// checkFree refuses an e-mail or a code that another member has.
func (s *store) checkFree(ctx context.Context, m Member) error {
	same := []predicate.Staff{entstaff.EmailKey(m.Email.Key)}
	if code := text.Identity(m.Code); code != "" {
		same = append(same, entstaff.CodeKey(code))
	}
	other, err := s.db.Client(ctx).Staff.Query().Where(entstaff.IDNEQ(m.ID), entstaff.Or(same...)).First(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("look up staff by e-mail and code: %w", err)
	case other.EmailKey == m.Email.Key:
		return errEmailTaken
	default:
		return errCodeTaken
	}
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
	return fold.Search(m.Name, m.Email.Typed, m.Code)
}

func fromRow(row *ent.Staff) Member {
	return Member{
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
		UpdatedAt:          row.UpdatedAt.UTC(),
		LastSignInAt:       database.FromNull(row.LastSignInAt).UTC(),
	}
}
