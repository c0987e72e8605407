package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/server"
)

// shop is a running server with a key of an ERP, and a folder where the ERP works.
type shop struct {
	*server.Services

	url, key, folder string
}

func openShop(t *testing.T, databaseURL string) *shop {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	running, err := server.New(t.Context(), config.Serve{
		Database: config.Database{Database: databaseURL}, Listen: listener.Addr().String(), Reflection: config.ReflectionOff,
	}, zerolog.Nop())
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- running.Run(ctx, listener) }()
	t.Cleanup(func() { stop(); require.NoError(t, <-ended); require.NoError(t, running.Close()) })

	s := &shop{Services: running.Services(), url: "http://" + listener.Addr().String(), folder: t.TempDir()}
	system := auth.With(t.Context(), auth.System())
	_, err = s.Sources.EnsureByCode(system, "OPTIMA")
	require.NoError(t, err)
	_, s.key, err = s.Keys.Create(system, apikey.CreateInput{Name: "erp", SourceSystem: "OPTIMA", Scopes: []auth.Scope{auth.SyncScope}})
	require.NoError(t, err)
	return s
}

// sync runs a sync command of the ERP in its folder, and returns its status and what it printed.
func (s *shop) sync(t *testing.T, arguments ...string) (status int, printed string) {
	t.Helper()
	var out bytes.Buffer
	arguments = append([]string{"sync"}, arguments...)
	arguments = append(arguments, "--server", s.url, "--key", s.key)
	if arguments[1] != "verify" {
		arguments = append(arguments, "--state", s.path("state.json"))
	}
	status = run(t.Context(), arguments, &streams{in: strings.NewReader(""), out: &out, err: &out})
	return status, out.String()
}

func (s *shop) path(name string) string { return filepath.Join(s.folder, name) }

func (s *shop) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(s.path(name))
	require.NoError(t, err)
	return string(text)
}

// byName finds the one customer that the query names.
func (s *shop) byName(t *testing.T, query string) *customer.Customer {
	t.Helper()
	found, _, err := s.Customers.List(auth.With(t.Context(), auth.System()), customer.ListInput{Filter: customer.Filter{Query: query}})
	require.NoError(t, err)
	require.Len(t, found, 1, query)
	return found[0]
}

// backlog is how many changes the one consumer of the source system has not acknowledged.
func (s *shop) backlog(t *testing.T, source uuid.UUID) int64 {
	t.Helper()
	client := kartotekav1connect.NewSourceSystemServiceClient(http.DefaultClient, s.url)
	ctx, call := connect.NewClientContext(t.Context())
	call.RequestHeader().Set("Authorization", "Bearer "+s.key)
	answer, err := client.ListFeedConsumers(ctx, &apiv1.ListFeedConsumersRequest{SourceSystemId: source.String()})
	require.NoError(t, err)
	require.Len(t, answer.GetConsumers(), 1)
	return answer.GetConsumers()[0].GetBacklog()
}

// without returns the sample file without one contractor.
func without(t *testing.T, code string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(exampleFiles, "optima-contractors.xml"))
	require.NoError(t, err)
	all := regexp.MustCompile(`(?s)<KONTRAHENT>.*?</KONTRAHENT>`).ReplaceAllFunc(text, func(contractor []byte) []byte {
		if bytes.Contains(contractor, []byte(code)) {
			return nil
		}
		return contractor
	})
	require.Less(t, len(all), len(text))
	return all
}

// TestSyncBothWays walks through what an ERP does in its life: it pushes its contractors, pulls what
// staff have changed, deactivates one, and takes a snapshot without another.
func TestSyncBothWays(t *testing.T) {
	t.Parallel()
	databases := map[string]func(testing.TB) string{"sqlite": databasetest.SQLite, "postgres": databasetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openShop(t, open(t))
			sample := filepath.Join(exampleFiles, "optima-contractors.xml")
			status, printed := s.sync(t, "push", "--format", "optima", sample)
			require.Zero(t, status, printed)
			assert.Contains(t, printed, "10 created")
			status, printed = s.sync(t, "verify", "--format", "optima", sample)
			require.Zero(t, status, printed)
			assert.Contains(t, printed, "10 contractors equal, 0 different")
			status, printed = s.sync(t, "pull", "--out", s.path("changes.jsonl"))
			require.Zero(t, status, printed)
			assert.Empty(t, s.read(t, "changes.jsonl"), "its own changes come back to nobody")

			staff := auth.With(t.Context(), auth.System())
			turtle := s.byName(t, "5250001026")
			_, err := s.Customers.Update(staff, customer.UpdateInput{ID: turtle.ID, Change: customer.Change{Name: new("Żółw i Gęsi sp. z o.o.")}})
			require.NoError(t, err)
			status, printed = s.sync(t, "pull", "--out", s.path("changes.jsonl"))
			require.Zero(t, status, printed)
			pulled := s.read(t, "changes.jsonl")
			assert.Equal(t, 1, strings.Count(pulled, "\n"))
			assert.Contains(t, pulled, "Żółw i Gęsi sp. z o.o.")
			assert.Contains(t, pulled, turtle.ExternalIDs[0].ExternalID)
			assert.Zero(t, s.backlog(t, turtle.ExternalIDs[0].SourceSystemID), "the server knows that it was read")

			s.takesSnapshot(t, turtle)
			s.exports(t)
		})
	}
}

func (s *shop) takesSnapshot(t *testing.T, turtle *customer.Customer) {
	t.Helper()
	require.NoError(t, os.WriteFile(s.path("rest.xml"), without(t, "HELLAS"), 0o600))
	status, printed := s.sync(t, "snapshot", "--format", "optima", s.path("rest.xml"))
	require.Equal(t, statusUnconfirmed, status, printed)
	assert.Contains(t, printed, "HELLAS", "one of ten is so many that a person must agree")
	hellas := s.byName(t, "HELLAS")
	assert.NotEqual(t, customer.BlockedByERP, hellas.Status())
	token := regexp.MustCompile(`--confirm (\S+)`).FindStringSubmatch(printed)
	require.Len(t, token, 2, printed)
	status, printed = s.sync(t, "snapshot", "--format", "optima", "--confirm", token[1], s.path("rest.xml"))
	require.Zero(t, status, printed)
	assert.Contains(t, printed, "9 contractors, 1 absent, 1 blocked")
	assert.Equal(t, customer.BlockedByERP, s.byName(t, "HELLAS").Status())
	assert.Equal(t, "Żółw i Gęsi sp. z o.o.", s.byName(t, "5250001026").Name, "what staff have changed stays")
	assert.NotEqual(t, customer.BlockedByERP, s.byName(t, "5250001026").Status())

	status, printed = s.sync(t, "push", "--format", "optima", filepath.Join(exampleFiles, "optima-contractors.xml"))
	require.Zero(t, status, printed)
	assert.NotEqual(t, customer.BlockedByERP, s.byName(t, "HELLAS").Status(), "whoever returns is let in")
	assert.Equal(t, turtle.ID, s.byName(t, "5250001026").ID)
}

func (s *shop) exports(t *testing.T) {
	t.Helper()
	status, printed := s.sync(t, "export", "--out", s.path("all.jsonl"))
	require.Zero(t, status, printed)
	assert.Equal(t, 10, strings.Count(s.read(t, "all.jsonl"), "\n"))
	require.NoError(t, os.WriteFile(s.path("changes.jsonl"), nil, 0o600))
	status, printed = s.sync(t, "pull", "--out", s.path("changes.jsonl"))
	require.Zero(t, status, printed)
	assert.Empty(t, s.read(t, "changes.jsonl"), "the next pull goes on after the export")
}
