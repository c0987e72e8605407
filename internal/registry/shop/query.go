package shop

import (
	"context"
	"slices"
	"strings"
)

// List returns all shops by code; there are few.
func (s *Service) List(ctx context.Context) ([]Shop, error) {
	shops, err := s.store.list(ctx)
	slices.SortFunc(shops, func(a, b Shop) int { return strings.Compare(a.Code, b.Code) })
	return shops, err
}

// Default returns the shop that was created first: where a customer belongs that names none, and
// whose country is home.
func (s *Service) Default(ctx context.Context) (Shop, error) {
	return s.store.oldest(ctx)
}
