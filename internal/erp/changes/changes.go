// Package changes tells source systems what changed in the shop (SYNC-6). It returns the events of the
// feed, each joined with the present customer, and it exports all customers. It changes none of them.
package changes

import (
	"context"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/semaphore"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// bookmark is how often a watcher gets its cursor even if nothing changes.
const bookmark = 15 * time.Second

var (
	errSourceRequired = fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	errStopping       = fault.New(fault.Unavailable, "SERVER_STOPPING", "The server is stopping; watch again from the last cursor.")
)

// Dependencies are what the Service is made with.
type Dependencies struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Feed      *feed.Feed
	Jobs      *jobs.Jobs
	Customers *customer.Service
	Employees *employee.Service
	Groups    *group.Service
}

// Service answers source systems that read changes.
type Service struct {
	Dependencies

	store    store
	watchers watchers
	turns    *semaphore.Weighted // of watchers that catch up
	bookmark time.Duration
}

// NewService returns the use cases.
func NewService(on Dependencies) *Service {
	s := &Service{
		Dependencies: on, store: store{db: on.DB}, bookmark: bookmark,
		watchers: watchers{bySource: map[uuid.UUID]int{}}, turns: semaphore.NewWeighted(catchingUp),
	}
	s.registerJobs()
	return s
}

// Change is an event with its customer.
type Change struct {
	feed.Event

	ExternalIDs []string // of the customer in the reading source system
	Record      *Record  // nil when the customer was erased
}

// Record is a customer with its addresses, employees and groups, which are at least as new as its
// version.
type Record struct {
	Customer  *customer.Customer
	Addresses []*customer.Address
	Employees []employee.Employee
	Groups    []string // names, in the order of the groups
}

// caller returns the source system of the caller.
func caller(ctx context.Context) (uuid.UUID, error) {
	source := auth.From(ctx).SourceSystemID
	if source == uuid.Nil {
		return uuid.Nil, errSourceRequired
	}
	return source, nil
}
