package server_test

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/server"
)

var update = flag.Bool("update", false, "write the golden files anew")

const statementsFile = "testdata/statements.golden"

// TestStatements compares how many statements each unary method sends to the database with what the file
// says. After a change that is meant, go test ./internal/server -run TestStatements -update writes it anew.
func TestStatements(t *testing.T) {
	t.Parallel()
	sqlite := countStatements(t, databasetest.SQLite(t))
	postgres := countStatements(t, databasetest.Postgres(t))
	var report strings.Builder
	for _, m := range methods(t) {
		if m.isStream {
			continue
		}
		name := strings.TrimPrefix(m.procedure, "/kartoteka.v1.")
		require.Contains(t, sqlite, name, "callEveryMethod leaves it out")
		fmt.Fprintf(&report, "%-45s sqlite %2d  postgres %2d\n", name, sqlite[name], postgres[name])
	}
	if *update {
		require.NoError(t, os.WriteFile(statementsFile, []byte(report.String()), 0o600))
	}
	golden, err := os.ReadFile(statementsFile)
	require.NoError(t, err)
	want, got := strings.Split(string(golden), "\n"), strings.Split(report.String(), "\n")
	assert.Empty(t, without(got, want), "these methods are new, or send another number of statements")
	assert.Empty(t, without(want, got), "this is what %s says of them", statementsFile)
}

// without returns the lines that are not among others.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// countStatements returns the number of statements by method, on a server without background work.
func countStatements(t *testing.T, databaseURL string) map[string]int64 {
	t.Helper()
	needCounting(t)
	web := httptest.NewUnstartedServer(nil)
	settings := config.Serve{
		Database:        config.Database{Database: databaseURL},
		Listen:          web.Listener.Addr().String(),
		WebhookNetworks: []string{"127.0.0.0/8"},
	}
	made, err := server.New(database.WithDriverPrefix(t.Context(), counting), settings, logging.New(&safeBuffer{}, "error", "json"))
	require.NoError(t, err)
	c := &caller{T: t, running: &running{Server: made, database: databaseURL}, statements: map[string]int64{}}
	handler := made.Handler()
	web.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.counter.Store(0)
		handler.ServeHTTP(w, r.WithContext(withCounter(r.Context(), &c.counter)))
	})
	web.Start()
	c.url = web.URL
	t.Cleanup(func() {
		web.Close()
		require.NoError(t, made.Close())
	})
	c.callEveryMethod()
	return c.statements
}

// caller calls one method after another and notes the statements of each.
type caller struct {
	*testing.T
	*running

	counter    atomic.Int64     // of the call at hand
	statements map[string]int64 // of the last call of each method
	browser    []string         // the headers of a member of staff
	program    []string         // the headers of an ERP

	after func(header []string, method, body string) // what follows each call; nothing when nil
}

// staff calls a method as the admin does, erp as an ERP does. The body is a format for the arguments.
func (c *caller) staff(method, body string, arguments ...any) document {
	c.Helper()
	return c.send(c.browser, method, body, arguments...)
}

func (c *caller) erp(method, body string, arguments ...any) document {
	c.Helper()
	return c.send(c.program, method, body, arguments...)
}

func (c *caller) send(header []string, method, body string, arguments ...any) document {
	c.Helper()
	body = fmt.Sprintf(body, arguments...)
	got := c.post(c.T, "/kartoteka.v1."+method, strings.NewReader(body), header...)
	require.Equal(c, http.StatusOK, got.status, "%s: %s", method, got.body)
	c.statements[method] = c.counter.Load()
	if c.after != nil {
		c.after(header, method, body)
	}
	return parse(c.T, got.body)
}

// callEveryMethod calls each unary method in a usual way, on a registry where most lists have several rows.
func (c *caller) callEveryMethod() {
	c.Helper()
	customers := c.callAllButLast()
	c.staff("CustomerService/DeleteCustomer", `{"id": %q}`, customers[2])
	c.staff("SessionService/SignOut", `{}`)
}

// callAllButLast leaves the customers, whose ids it returns, and the session of staff.
func (c *caller) callAllButLast() []string {
	c.Helper()
	c.browser = c.owner()
	c.program = []string{"Authorization", "Bearer " + c.key(c.T, auth.SyncScope)}
	c.callStaff()
	customers := c.callCustomers()
	c.callEmployees(customers)
	c.callGroups(customers)
	c.callPrices(customers)
	c.callCoupons(customers)
	c.callSync()
	c.callSnapshots()
	c.callSources()
	c.callWebhooks()
	return customers
}
