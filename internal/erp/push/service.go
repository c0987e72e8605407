package push

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/tombstone"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// Shops is what pushes need of shops.
type Shops interface {
	// Home returns the first shop, to which pushed customers belong, and its country.
	Home(ctx context.Context) (shopID uuid.UUID, home country.Code, err error)
}

// Snapshots is what pushes need of snapshots.
type Snapshots interface {
	// Check refuses a run that is not the open snapshot of the source system.
	Check(ctx context.Context, sourceID, runID uuid.UUID) error
	// Mark records contractors that were pushed while the snapshot is open. Received says whether the
	// push belongs to the snapshot.
	Mark(ctx context.Context, runID uuid.UUID, externalIDs []string, received bool) error
}

// Dependencies are what the Service is made with.
type Dependencies struct {
	DB         *database.DB
	Clock      clock.Clock
	Feed       *feed.Feed
	Customers  *customer.Service
	Employees  *employee.Service
	Groups     *group.Service
	Discounts  *discount.Service
	Conflicts  *conflict.Service
	Rejects    *reject.List
	Snapshots  Snapshots
	Tombstones *tombstone.List
	Shops      Shops
}

// Service saves pushes.
type Service struct {
	Dependencies

	store *store
}

// NewService returns the use cases.
func NewService(on Dependencies) *Service {
	return &Service{Dependencies: on, store: &store{db: on.DB}}
}

var (
	// errDryRun rolls back what a dry run has written.
	errDryRun = errors.New("dry run")

	errEmpty = fault.InvalidField("contractors", "REQUIRED", "A push has at least one contractor.")
)

// Push saves contractors in one transaction.
func (s *Service) Push(ctx context.Context, request Request) (answer Answer, err error) {
	if _, err := sourceOf(ctx); err != nil {
		return Answer{}, err
	}
	switch {
	case len(request.Records) > MaxRecords:
		return Answer{}, tooLarge()
	case len(request.Records) == 0:
		return Answer{}, errEmpty
	}
	shop, home, err := s.Shops.Home(ctx)
	if err != nil {
		return Answer{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		a := &attempt{
			Service: s, request: request, records: normalize(request.Records), source: auth.From(ctx),
			shop: shop, home: home, now: s.Clock.Now(),
		}
		answer, err = a.run(ctx)
		return err
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return answer, err
}

// sourceOf returns the source system of the caller's key.
func sourceOf(ctx context.Context) (uuid.UUID, error) {
	source := auth.From(ctx).SourceSystemID
	if source == uuid.Nil {
		return uuid.Nil, fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	}
	return source, nil
}

// tooLarge refuses a batch with the limits, so that the client can split it.
func tooLarge() error {
	return fault.New(fault.Invalid, "BATCH_TOO_LARGE", fmt.Sprintf("A push has at most %d contractors.", MaxRecords)).
		With("max_records", strconv.Itoa(MaxRecords)).With("max_bytes", strconv.Itoa(MaxBytes))
}
