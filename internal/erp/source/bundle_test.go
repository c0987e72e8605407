package source_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

// bundle is everything a test needs, on one database.
type bundle struct {
	*testing.T

	db      *database.DB
	clock   *clock.Manual
	service *source.Service
	manager auth.Identity
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	now := clock.NewManual(noon)
	return bundle{
		T: t, db: db, clock: now, service: source.NewService(source.Dependencies{DB: db, Clock: now, History: audit.NewLog(db, now)}),
		manager: auth.Identity{Kind: auth.Staff, ID: uuid.New()},
	}
}

// asManager is the context of a manager's request.
func (b bundle) asManager() context.Context { return auth.With(b.Context(), b.manager) }

func (b bundle) create(code string) source.System {
	b.Helper()
	created, err := b.service.Create(b.asManager(), source.Change{Code: new(code), Name: new("")})
	require.NoError(b, err)
	return created
}
