package webhook_test

import (
	"context"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/webhook"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/audit/audittest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

var (
	noon     = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	loopback = netip.MustParsePrefix("127.0.0.0/8")
)

// enough is longer than any call takes that is not to time out, on however busy a machine.
const enough = time.Minute

// bundle is everything a test needs on one database: two source systems, and a receiver that the
// server may call.
type bundle struct {
	*testing.T
	*webhook.Service

	db            *database.DB
	clock         *clock.Manual
	jobs          *jobs.Jobs
	feed          *feed.Feed
	optima, other uuid.UUID
	staff         context.Context
	receiver      *receiver
}

func each(t *testing.T, test func(b *bundle)) {
	t.Helper()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(setup(t, db)) })
}

func setup(t *testing.T, db *database.DB) *bundle {
	t.Helper()
	at := clock.NewManual(noon)
	b := &bundle{
		T: t, db: db, clock: at, jobs: jobs.New(db), feed: feed.New(db, at), receiver: newReceiver(t),
		staff: auth.With(t.Context(), auth.Identity{Kind: auth.Staff, ID: id.New()}),
	}
	b.Service = webhook.NewService(webhook.Dependencies{
		DB: db, Clock: at, History: audit.NewLog(db, at), Jobs: b.jobs,
		Network: webhook.Network{Networks: []netip.Prefix{loopback}, RootCAs: b.receiver.roots()},
	})
	b.SetCallTime(enough)
	b.optima, b.other = b.source("OPTIMA"), b.source("OTHER")
	return b
}

func (b *bundle) source(code string) uuid.UUID {
	b.Helper()
	row, err := b.db.Client(b.Context()).SourceSystem.Create().SetCode(code).SetName(code).
		SetCreatedAt(noon).SetUpdatedAt(noon).Save(b.Context())
	require.NoError(b, err)
	return row.ID
}

// create adds a webhook of OPTIMA that leads to the receiver.
func (b *bundle) create() (created webhook.Webhook, secret string) {
	b.Helper()
	created, secret, err := b.Create(b.staff, b.optima, b.receiver.URL+"/token-of-the-receiver")
	require.NoError(b, err)
	return created, secret
}

// change has a customer changed by a push of the source system, or by staff where it is Nil.
func (b *bundle) change(source uuid.UUID) {
	b.Helper()
	caller := auth.Identity{Kind: auth.Staff, ID: id.New()}
	if source != uuid.Nil {
		caller = auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: source}
	}
	require.NoError(b, b.db.InTx(auth.With(b.Context(), caller), func(ctx context.Context) error {
		b.feed.Append(ctx, feed.Event{CustomerID: id.New(), Version: 1, Kind: feed.Upsert})
		return nil
	}))
}

// poke does the job of poking and returns what the receiver has got since.
func (b *bundle) poke(w webhook.Webhook) []call {
	b.Helper()
	require.NoError(b, b.Poke(b.Context(), w.ID))
	return b.receiver.take()
}

// state is the webhook as it is now.
func (b *bundle) state(w webhook.Webhook) webhook.Webhook {
	b.Helper()
	all, err := b.List(b.Context(), w.SourceSystemID)
	require.NoError(b, err)
	for _, one := range all {
		if one.ID == w.ID {
			return one
		}
	}
	require.Fail(b, "the webhook is gone")
	return webhook.Webhook{}
}

func (b *bundle) deliveries(w webhook.Webhook) []webhook.Delivery {
	b.Helper()
	all, next, err := b.ListDeliveries(b.Context(), webhook.ListDeliveriesInput{WebhookID: w.ID, PageSize: 200})
	require.NoError(b, err)
	require.Empty(b, next)
	return all
}

// historyOf returns the actions that history has of a webhook, oldest first.
func (b *bundle) historyOf(w webhook.Webhook) []string {
	b.Helper()
	entries := audittest.Written(b.Context(), b, b.db)
	assert.NotContains(b, strings.Join(audittest.Lines(entries), "\n"), "token-of-the-receiver")
	return audittest.Actions(audittest.About(b.Context(), b, b.db, w.ID))
}

// call is what a receiver got.
type call struct {
	header http.Header
	body   []byte
}

// verify checks the signature as receivers do, but for the age of the message.
func (c call) verify(t *testing.T, secret string) error {
	t.Helper()
	verifier, err := standardwebhooks.NewWebhook(secret)
	require.NoError(t, err)
	return verifier.VerifyIgnoringTimestamp(c.body, c.header)
}

// receiver is an ERP that is poked. It answers as the test says.
type receiver struct {
	*httptest.Server

	answer atomic.Pointer[http.HandlerFunc]
	calls  chan call
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{calls: make(chan call, 1000)}
	r.answers(func(http.ResponseWriter, *http.Request) {})
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		assert.NoError(t, err)
		r.calls <- call{request.Header, body}
		(*r.answer.Load())(w, request)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(r.Certificate())
	return pool
}

// answers has the receiver answer so from now on.
func (r *receiver) answers(answer http.HandlerFunc) { r.answer.Store(&answer) }

// says has the receiver answer with the status from now on.
func (r *receiver) says(status int) {
	r.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
}

func (r *receiver) take() []call {
	var calls []call
	for {
		select {
		case got := <-r.calls:
			calls = append(calls, got)
		default:
			return calls
		}
	}
}
