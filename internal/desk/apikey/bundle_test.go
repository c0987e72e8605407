package apikey_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

// bundle is everything a test needs, on one database with the source system OPTIMA.
type bundle struct {
	*testing.T

	db      *database.DB
	clock   *clock.Manual
	service *apikey.Service
	optima  uuid.UUID
	owner   auth.Identity
}

func setup(t *testing.T, db *database.DB) bundle {
	t.Helper()
	now := clock.NewManual(noon)
	b := bundle{
		T: t, db: db, clock: now, service: apikey.NewService(apikey.Dependencies{DB: db, Clock: now, History: audit.NewLog(db, now)}),
		owner: auth.Identity{Kind: auth.Staff, ID: uuid.New()},
	}
	b.optima = b.addSource("OPTIMA")
	return b
}

// asOwner is the context of an owner's request.
func (b bundle) asOwner() context.Context { return auth.With(b.Context(), b.owner) }

// create makes a key and reads it as a client that sends it does.
func (b bundle) create(in apikey.CreateInput) (apikey.Key, auth.Key) {
	b.Helper()
	created, whole, err := b.service.Create(b.asOwner(), in)
	require.NoError(b, err)
	key, ok := auth.ParseKey(whole)
	require.True(b, ok)
	return created, key
}

// flushSightings has everything written that was seen, as the end of the program does.
func (b bundle) flushSightings() {
	b.Helper()
	ended, cancel := context.WithCancel(b.Context())
	cancel()
	b.service.Run(ended)
}
