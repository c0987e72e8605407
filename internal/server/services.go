package server

import (
	"context"
	"net/http"
	"net/netip"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/erp/tombstone"
	"github.com/kartoteka/kartoteka/internal/erp/webhook"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/country"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
	"github.com/kartoteka/kartoteka/internal/platform/operation"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
	"github.com/kartoteka/kartoteka/internal/price/coupon"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/product"
	"github.com/kartoteka/kartoteka/internal/price/quote"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
	"github.com/kartoteka/kartoteka/internal/registry/group"
	"github.com/kartoteka/kartoteka/internal/registry/shop"
)

// Services are all services, connected to one another. This is the only place that knows them all.
type Services struct {
	History   *audit.Log
	Customers *customer.Service
	Employees *employee.Service
	Groups    *group.Service
	Shops     *shop.Service
	Products  *product.Service
	Discounts *discount.Service
	Coupons   *coupon.Service
	Quotes    *quote.Service
	Staff     *staff.Service
	Sessions  *staff.Sessions
	Keys      *apikey.Service
	Sources   *source.Service
	Conflicts *conflict.Service
	Snapshots *snapshot.Service
	Changes   *changes.Service
	Webhooks  *webhook.Service
	Sync      *push.Service

	replies    *replay.Replies
	jobs       *jobs.Jobs
	operations *operation.Service
}

// Settings are what services can be told. The zero Settings are those of the command line.
type Settings struct {
	WebhookNetworks []netip.Prefix // private networks that webhooks may call
	Limits          auth.Limits    // of sessions and sign-ins; the usual ones where there are none
}

func settingsOf(serve config.Serve) Settings {
	return Settings{
		WebhookNetworks: serve.WebhookPrefixes(),
		Limits: auth.Limits{
			SessionLife: serve.SessionLife, SessionIdle: serve.SessionIdle,
			Window: serve.SignInWindow, PerAccount: serve.SignInAttempts, PerNetwork: serve.SignInAttemptsNetwork,
		},
	}
}

// NewServices connects the services to a database.
func NewServices(db *database.DB, settings Settings) *Services {
	on := clock.System
	history, events, replies := audit.NewLog(db, on), feed.New(db, on), replay.New(db, on)
	background := jobs.New(db)

	shops := shop.NewService(shop.Dependencies{DB: db, Clock: on, History: history})
	customers := customer.NewService(customer.Dependencies{
		DB: db, Clock: on, History: history, Feed: events, Numbers: customer.NewNumbers(db), Shops: home{shops},
	})
	employees := employee.NewService(employee.Dependencies{DB: db, Clock: on, History: history, Customers: customers})
	customers.Employees = logins{employees}
	groups := group.NewService(group.Dependencies{DB: db, Clock: on, History: history, Customers: customers})
	discounts, coupons, quotes := newPrices(db, history, groups)
	sources := source.NewService(source.Dependencies{DB: db, Clock: on, History: history})
	conflicts := conflict.NewService(db, customers)
	members, keys := newCallers(db, history, settings.Limits)
	operations := operation.NewService(operation.Dependencies{DB: db, Clock: on, Jobs: background, Rights: rights{members, keys}})
	snapshots := snapshot.NewService(snapshot.Dependencies{
		DB: db, Clock: on, History: history, Jobs: background, Operations: operations,
		Customers: customers, Sources: sources,
	})
	return &Services{
		History:   history,
		Customers: customers, Employees: employees, Groups: groups, Shops: shops,
		Products: product.NewService(db, on), Discounts: discounts, Coupons: coupons, Quotes: quotes,
		Staff: members, Sessions: staff.NewSessions(members), Keys: keys,
		Sources:   sources,
		Conflicts: conflicts,
		Snapshots: snapshots,
		Changes: changes.NewService(changes.Dependencies{
			DB: db, Clock: on, History: history, Feed: events, Jobs: background,
			Customers: customers, Employees: employees, Groups: groups,
		}),
		Webhooks: webhook.NewService(webhook.Dependencies{
			DB: db, Clock: on, History: history, Jobs: background, Network: webhook.Network{Networks: settings.WebhookNetworks},
		}),
		Sync: push.NewService(push.Dependencies{
			DB: db, Clock: on, Feed: events,
			Customers: customers, Employees: employees, Groups: groups, Shops: home{shops},
			Discounts: discounts, Conflicts: conflicts, Snapshots: snapshots, Tombstones: tombstone.NewList(db, on), Rejects: reject.NewList(db),
		}),
		replies:    replies,
		jobs:       background,
		operations: operations,
	}
}

// newCallers connects the services that know who may call.
func newCallers(db *database.DB, history *audit.Log, limits auth.Limits) (*staff.Service, *apikey.Service) {
	members := staff.NewService(staff.Dependencies{DB: db, Clock: clock.System, Hasher: auth.NewHasher(), History: history, Limits: limits})
	return members, apikey.NewService(apikey.Dependencies{DB: db, Clock: clock.System, History: history})
}

// newPrices connects the services that decide prices. Discounts use quotes to preview what they change.
func newPrices(db *database.DB, history *audit.Log, groups *group.Service) (*discount.Service, *coupon.Service, *quote.Service) {
	discounts := discount.NewService(discount.Deps{DB: db, Clock: clock.System, History: history, Rejects: reject.NewList(db), Groups: groups})
	coupons := coupon.NewService(db, clock.System, history)
	quotes := quote.NewService(db, clock.System, coupons)
	discounts.Prices = quotes
	return discounts, coupons, quotes
}

// mount serves the RPCs of every service.
func (s *Services) mount(mux *http.ServeMux, site auth.Site, options connect.HandlerOption) {
	mux.Handle(kartotekav1connect.NewCustomerServiceHandler(customer.NewHandler(s.Customers, s.replies), options))
	mux.Handle(kartotekav1connect.NewEmployeeServiceHandler(employee.NewHandler(s.Employees), options))
	mux.Handle(kartotekav1connect.NewGroupServiceHandler(group.NewHandler(s.Groups), options))
	mux.Handle(kartotekav1connect.NewShopServiceHandler(shop.NewHandler(s.Shops), options))
	mux.Handle(kartotekav1connect.NewProductServiceHandler(product.NewHandler(s.Products), options))
	mux.Handle(kartotekav1connect.NewDiscountServiceHandler(discount.NewHandler(s.Discounts, s.replies), options))
	mux.Handle(kartotekav1connect.NewPricingServiceHandler(quote.NewHandler(s.Quotes), options))
	mux.Handle(kartotekav1connect.NewCouponServiceHandler(coupon.NewHandler(s.Coupons), options))
	mux.Handle(kartotekav1connect.NewStaffServiceHandler(staff.NewHandler(s.Staff), options))
	mux.Handle(kartotekav1connect.NewSessionServiceHandler(staff.NewSessionHandler(s.Sessions, site, Version()), options))
	mux.Handle(kartotekav1connect.NewHistoryServiceHandler(audit.NewHandler(s.History), options))
	mux.Handle(kartotekav1connect.NewApiKeyServiceHandler(apikey.NewHandler(s.Keys), options))
	mux.Handle(kartotekav1connect.NewSourceSystemServiceHandler(s.sourceSystems(), options))
	mux.Handle(kartotekav1connect.NewWebhookServiceHandler(webhook.NewHandler(s.Webhooks), options))
	mux.Handle(kartotekav1connect.NewContractorSyncServiceHandler(s.contractorSync(), options))
}

// credentials says where to look up sessions and keys.
func (s *Services) credentials(site auth.Site) auth.Credentials {
	find := lookups{s.Sessions, s.Keys}
	return auth.Credentials{Site: site, Sessions: find, Keys: find}
}

// drain ends the calls that wait for changes.
func (s *Services) drain() { s.Changes.Feed.Drain() }

// run does the background work until ctx is done.
func (s *Services) run(ctx context.Context) {
	var running errgroup.Group
	for _, task := range []func(context.Context){s.Sessions.Run, s.Keys.Run, s.operations.Run, s.jobs.Run} {
		running.Go(func() error { task(ctx); return nil })
	}
	_ = running.Wait() // the tasks report their own errors
}

// home tells customers and contractors which shop they belong to if none is named.
type home struct{ shops *shop.Service }

// Home implements customer.Shops and push.Shops.
func (h home) Home(ctx context.Context) (uuid.UUID, country.Code, error) {
	first, err := h.shops.Default(ctx)
	return first.ID, first.Country, err
}

// logins creates the default employee of a new customer.
type logins struct{ employees *employee.Service }

// CreateDefault implements customer.Employees.
func (l logins) CreateDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CreateDefault(ctx, login.CustomerID, fromLogin(login))
}

// CheckDefault implements customer.Employees.
func (l logins) CheckDefault(ctx context.Context, login customer.Login) error {
	return l.employees.CheckDefault(ctx, fromLogin(login))
}

func fromLogin(login customer.Login) employee.DefaultInput {
	return employee.DefaultInput{Email: login.Email, FirstName: login.FirstName, LastName: login.LastName, Phone: login.Phone}
}

// rights tells operations what staff and API keys may do now.
type rights struct {
	staff *staff.Service
	keys  *apikey.Service
}

// Identify implements operation.Rights.
func (r rights) Identify(ctx context.Context, actor operation.Actor) (auth.Identity, error) {
	if actor.Kind == auth.Staff {
		return r.staff.Identify(ctx, actor.ID)
	}
	return r.keys.Identify(ctx, actor.ID)
}
