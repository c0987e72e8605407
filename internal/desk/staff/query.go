package staff

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Identify returns a member as a caller, outside any session. Errors: STAFF_NOT_FOUND.
func (s *Service) Identify(ctx context.Context, memberID uuid.UUID) (auth.Identity, error) {
	member, err := s.store.get(ctx, memberID)
	if err != nil {
		return auth.Identity{}, err
	}
	return member.Identity(uuid.Nil), nil
}

// ListInput asks for a page of staff by name.
type ListInput struct {
	Query     string // only those whose name, e-mail or code contains these words
	PageSize  int32
	PageToken string
}

// List returns a page of staff by name and the token of the next one, empty on the last.
func (s *Service) List(ctx context.Context, in ListInput) (found []Member, next string, err error) {
	words := fold.Words(in.Query)
	return page.List[Member]{
		Query: page.Hash("staff", strings.Join(words, " ")),
		After: func(place page.Place, limit int) ([]Member, error) { return s.store.list(ctx, words, place, limit) },
		At:    func(m Member) page.Place { return page.Place{Key: fold.Key(m.Name), ID: m.ID} },
	}.Read(in.PageSize, in.PageToken)
}
