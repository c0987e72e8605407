package snapshot_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/identity"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// bundle is everything a test needs, on one database, with a source system called OPTIMA.
type bundle struct {
	*testing.T

	db         *database.DB
	clock      *interrupted
	customers  *customer.Service
	sources    *source.Service
	operations *operation.Service
	snapshots  *snapshot.Service
	handler    *snapshot.Handler
	optima     source.System
	erp        context.Context // of OPTIMA's key
	staff      context.Context // of a manager
}

// interrupted is a clock that lets something happen, once, between two steps that look at it.
type interrupted struct {
	*clock.Manual

	by func()
}

func (i *interrupted) Now() time.Time {
	if by := i.by; by != nil {
		i.by = nil
		by()
	}
	return i.Manual.Now()
}

func setup(t *testing.T, db *database.DB) *bundle {
	t.Helper()
	at := &interrupted{Manual: clock.NewManual(time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC))}
	history, changes := audit.NewLog(db, at), feed.New(db, at)
	b := &bundle{
		T: t, db: db, clock: at,
		customers: customer.NewService(customer.Dependencies{
			DB: db, Clock: at, History: history, Feed: changes, Numbers: customer.NewNumbers(db),
		}),
		sources: source.NewService(source.Dependencies{DB: db, Clock: at, History: history}),
		staff:   auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New(), Permissions: auth.Manager.Permissions()}),
	}
	background := jobs.New(db)
	b.operations = operation.NewService(operation.Dependencies{DB: db, Clock: at, Jobs: background})
	b.snapshots = snapshot.NewService(snapshot.Dependencies{
		DB: db, Clock: at, History: history, Jobs: background, Operations: b.operations,
		Customers: b.customers, Sources: b.sources,
	})
	b.handler = snapshot.NewHandler(b.snapshots, replay.New(db, at))
	b.optima, b.erp = b.source("OPTIMA")
	return b
}

// source registers a source system and returns the context of its key.
func (b *bundle) source(code string) (source.System, context.Context) {
	b.Helper()
	made, err := b.sources.Create(b.staff, source.Change{Code: &code})
	require.NoError(b, err)
	return made, auth.With(b.Context(), auth.Identity{
		Kind: auth.ERP, ID: id.New(), SourceSystemID: made.ID, SourceCode: code,
		Permissions: auth.ScopePermissions([]auth.Scope{auth.SyncScope}),
	})
}

// know makes customers that OPTIMA calls by the external ids.
func (b *bundle) know(externalIDs ...string) {
	b.Helper()
	require.NoError(b, b.db.InTx(b.Context(), func(ctx context.Context) error {
		made := make([]customer.Edit, len(externalIDs))
		for i := range externalIDs {
			made[i].After = customer.New(customer.FromERP, b.clock.Now())
			made[i].After.Kind, made[i].After.Name = customer.Company, "Łódź-Tex"
		}
		require.NoError(b, b.customers.Commit(ctx, made...))
		for i, externalID := range externalIDs {
			b.name(ctx, made[i].After.ID, externalID)
		}
		return nil
	}))
}

// name has OPTIMA call a customer by an external id.
func (b *bundle) name(ctx context.Context, customerID uuid.UUID, externalID string) {
	b.Helper()
	require.NoError(b, b.db.Client(ctx).Identity.Create().SetCustomerID(customerID).SetSourceSystemID(b.optima.ID).
		SetExternalID(externalID).SetCode("CODE-"+externalID).SetContentHash([]byte{1}).SetHashVersion(1).
		SetCreatedAt(b.clock.Now()).SetPushedAt(b.clock.Now()).Exec(ctx))
}

// begin opens a snapshot of OPTIMA.
func (b *bundle) begin() uuid.UUID {
	b.Helper()
	answer, err := b.handler.BeginSnapshot(b.erp, &apiv1.BeginSnapshotRequest{})
	require.NoError(b, err)
	return id.OrNil(answer.GetRun().GetId())
}

// push pushes contractors while the snapshot is open: as a part of it, or besides it.
func (b *bundle) push(runID uuid.UUID, received bool, externalIDs ...string) {
	b.Helper()
	require.NoError(b, b.db.InTx(b.erp, func(ctx context.Context) error {
		require.NoError(b, b.db.Client(ctx).SourceSystem.UpdateOneID(b.optima.ID).AddPushes(1).Exec(ctx))
		if received {
			require.NoError(b, b.snapshots.Check(ctx, b.optima.ID, runID))
		}
		return b.snapshots.Mark(ctx, runID, externalIDs, received)
	}))
}

// complete completes the snapshot with the count and digest of the external ids.
func (b *bundle) complete(runID uuid.UUID, token string, externalIDs ...string) (source.Run, error) {
	sorted := slices.Sorted(slices.Values(externalIDs))
	sum := sha256.New()
	for _, externalID := range sorted {
		fmt.Fprintf(sum, "%s\n", externalID)
	}
	return b.snapshots.Complete(b.erp, snapshot.CompleteInput{
		RunID: runID, Count: int64(len(sorted)), Digest: hex.EncodeToString(sum.Sum(nil)), ConfirmToken: token,
	})
}

// snapshot takes a whole snapshot and sweeps; whatever number is absent.
func (b *bundle) snapshot(externalIDs ...string) uuid.UUID {
	b.Helper()
	runID := b.begin()
	b.push(runID, true, externalIDs...)
	_, err := b.complete(runID, "", externalIDs...)
	if refusal, ok := fault.As(err); ok {
		_, err = b.complete(runID, refusal.Metadata["confirm_token"], externalIDs...)
	}
	require.NoError(b, err)
	require.NoError(b, b.sweep(b.Context(), runID))
	return runID
}

// sweep does the job of the sweep of a snapshot, if it has begun.
func (b *bundle) sweep(ctx context.Context, runID uuid.UUID) error {
	b.Helper()
	row, err := b.db.Client(b.Context()).SyncRun.Get(b.Context(), runID)
	require.NoError(b, err)
	if row.OperationID == nil {
		return nil
	}
	return b.operations.Work(ctx, *row.OperationID)
}

// state of a run, as everybody sees it.
func (b *bundle) state(runID uuid.UUID) source.RunState {
	b.Helper()
	found, err := b.sources.GetRun(b.Context(), runID)
	require.NoError(b, err)
	return found.State
}

// blocked returns the external ids of OPTIMA's contractors whose customers are blocked.
func (b *bundle) blocked() []string {
	b.Helper()
	rows, err := b.db.Client(b.Context()).Identity.Query().Where(identity.SourceSystemID(b.optima.ID)).
		WithCustomer().Order(identity.ByExternalID()).All(b.Context())
	require.NoError(b, err)
	var blocked []string
	for _, row := range rows {
		if row.Edges.Customer.Status == string(customer.BlockedByERP) {
			blocked = append(blocked, row.ExternalID)
		}
	}
	slices.Sort(blocked)
	return blocked
}

// find returns the customer that OPTIMA calls by the external id.
func (b *bundle) find(externalID string) *customer.Customer {
	b.Helper()
	row, err := b.db.Client(b.Context()).Identity.Query().
		Where(identity.SourceSystemID(b.optima.ID), identity.ExternalID(externalID)).Only(b.Context())
	require.NoError(b, err)
	found, err := b.customers.Get(b.Context(), row.CustomerID)
	require.NoError(b, err)
	return found
}

// numbered returns n external ids.
func numbered(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("c-%03d", i)
	}
	return ids
}

// open is OPTIMA's open snapshot.
func (b *bundle) open() uuid.UUID {
	b.Helper()
	found, err := b.sources.Get(b.Context(), b.optima.ID)
	require.NoError(b, err)
	require.NotNil(b, found.Snapshot)
	return found.Snapshot.ID
}
