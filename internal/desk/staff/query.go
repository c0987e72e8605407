package staff

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/id"
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
	size, err := page.Size(in.PageSize)
	if err != nil {
		return nil, "", err
	}
	words := fold.Words(in.Query)
	hash := page.Hash("staff", strings.Join(words, " "))
	var after position
	if in.PageToken != "" {
		cursor, err := page.Decode(in.PageToken, hash)
		if err != nil {
			return nil, "", err
		}
		if after.id, err = id.Parse(cursor.ID); err != nil {
			return nil, "", page.ErrInvalid()
		}
		after.nameKey = cursor.Key
	}
	found, err = s.store.list(ctx, words, after, size+1)
	if err != nil || len(found) <= size {
		return found, "", err
	}
	found = found[:size]
	last := found[size-1]
	return found, page.Encode(page.Cursor{Key: fold.Key(last.Name), ID: last.ID.String(), Query: hash}), nil
}
