package database_test

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func TestHeavyReadsTakeTurnsOnSQLite(t *testing.T) {
	t.Parallel()
	db := databasetest.Open(t, databasetest.SQLite(t))
	turns := max(2, runtime.GOMAXPROCS(0))
	reading, goOn := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	read := func() error {
		return db.HeavyRead(t.Context(), func(context.Context) error {
			reading <- struct{}{}
			<-goOn
			return nil
		})
	}
	for range turns + 1 {
		all.Go(func() { assert.NoError(t, read()) })
	}
	for range turns {
		<-reading
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, db.HeavyRead(ended, func(context.Context) error { return nil }), context.Canceled, "no turn is free")
	goOn <- struct{}{}
	<-reading // the last one has its turn
	close(goOn)
	all.Wait()
}

func TestHeavyReadsDoNotWaitOnPostgres(t *testing.T) {
	t.Parallel()
	db := databasetest.Open(t, databasetest.Postgres(t))
	deep := 0
	var read func(ctx context.Context) error
	read = func(ctx context.Context) error {
		if deep++; deep > runtime.GOMAXPROCS(0)+2 {
			return nil
		}
		return db.HeavyRead(ctx, read)
	}
	require.NoError(t, db.HeavyRead(t.Context(), read))
}
