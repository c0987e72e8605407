// Package changes tells source systems what changed in the shop (SYNC-6): the events of the feed,
// each joined with the customer as it is now, and all customers one by one for whoever begins. It
// spans the nouns and changes none of them.
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

// bookmark is how often a watcher hears of the feed, though nothing happens.
const bookmark = 15 * time.Second

var (
	errSourceRequired = fault.New(fault.Denied, "SOURCE_REQUIRED", "The key is not bound to a source system.")
	errStopping       = fault.New(fault.Unavailable, "SERVER_STOPPING", "The server is stopping; watch again from the last cursor.")
)

// Dependencies are what the Service stands on.
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

// Service is every use case of those who read what changed.
type Service struct {
	Dependencies

	store    store
	watchers watchers
	turns    *semaphore.Weighted // of watchers that have something to catch up on
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

// Change is an event with what it is about.
type Change struct {
	feed.Event

	ExternalIDs []string // what the source system that reads calls the customer
	Record      *Record  // nil when there is nothing left to tell
}

// Record is a customer with everything that hangs on it, at least as new as its version says.
type Record struct {
	Customer  *customer.Customer
	Addresses []*customer.Address
	Employees []employee.Employee
	Groups    []string // their names, in the order of the groups
}

// caller returns the source system that asks.
func caller(ctx context.Context) (uuid.UUID, error) {
	source := auth.From(ctx).SourceSystemID
	if source == uuid.Nil {
		return uuid.Nil, errSourceRequired
	}
	return source, nil
}
