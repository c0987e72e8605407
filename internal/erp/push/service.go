package push

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/tombstone"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// Shops is what the sync needs of shops.
type Shops interface {
	// Home is the first shop, which pushed customers belong to, and its country.
	Home(ctx context.Context) (shopID uuid.UUID, home country.Code, err error)
}

// Snapshots is what the sync needs of snapshots.
type Snapshots interface {
	// Check refuses a run that is not the open snapshot of the source system.
	Check(ctx context.Context, sourceID, runID uuid.UUID) error
	// Mark notes contractors that were pushed while the snapshot is open; received are those that were pushed as a part of it.
	Mark(ctx context.Context, runID uuid.UUID, externalIDs []string, received bool) error
}

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB         *database.DB
	Clock      clock.Clock
	History    *audit.Log
	Feed       *feed.Feed
	Replies    *replay.Replies
	Customers  *customer.Service
	Employees  *employee.Service
	Groups     *group.Service
	Discounts  *discount.Service
	Conflicts  *conflict.Service
	Rejects    *reject.List
	Snapshots  Snapshots
	Tombstones *tombstone.Stones
	Shops      Shops
}

// Service takes pushes.
type Service struct {
	Dependencies

	store *store
	lanes lanes
}

// NewService returns the use cases.
func NewService(on Dependencies) *Service {
	return &Service{Dependencies: on, store: &store{db: on.DB}}
}

// errDryRun takes back what a dry run has written.
var errDryRun = errors.New("dry run")

// Push saves a batch of contractors in one transaction. A repeated request id gets the first answer.
func (s *Service) Push(ctx context.Context, req *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	return s.push(ctx, uuid.Nil, req)
}

// push saves a batch, as a part of an upload if it has a run.
func (s *Service) push(ctx context.Context, uploadRun uuid.UUID, req *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	if len(req.GetContractors()) > MaxRecords {
		return nil, tooLarge()
	}
	if len(req.GetContractors()) == 0 {
		return nil, fault.InvalidField("contractors", "REQUIRED", "A push has at least one contractor.")
	}
	shop, home, err := s.Shops.Home(ctx)
	if err != nil {
		return nil, err
	}
	leave, err := s.lanes.enter(ctx, source)
	if err != nil {
		return nil, err
	}
	defer leave()
	answer := &apiv1.PushContractorsResponse{}
	work := func(ctx context.Context) error {
		b := &batch{
			Service: s, request: req, records: readRecords(req.GetContractors()), source: auth.From(ctx),
			shop: shop, home: home, now: s.Clock.Now(), uploadRun: uploadRun,
		}
		return b.run(ctx, answer)
	}
	if req.GetValidateOnly() {
		err = s.DB.InTx(ctx, work)
	} else {
		err = s.Replies.Once(ctx, req.GetRequestId(), req, answer, work)
	}
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return answer, err
}

// sourceOf returns the source system that the key is bound to.
func sourceOf(ctx context.Context) (uuid.UUID, error) {
	source := auth.From(ctx).SourceSystemID
	if source == uuid.Nil {
		return uuid.Nil, fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	}
	return source, nil
}

// tooLarge tells the limits, so that a client can cut its batches.
func tooLarge() error {
	return fault.New(fault.Invalid, "BATCH_TOO_LARGE", fmt.Sprintf("A push has at most %d contractors.", MaxRecords)).
		With("max_records", strconv.Itoa(MaxRecords)).With("max_bytes", strconv.Itoa(MaxBytes))
}
