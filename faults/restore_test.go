package faults_test

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/rpc/errdetails"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// afterBackup is how many changes are lost with the database; as many others come after the restore.
const afterBackup = 10

// A backup is restored beneath readers of the feed. Cursors from behind it are refused, those from
// before it lead to what is there; the way out of a refusal, export and then pull, ends equal.
func TestARestoredDatabaseFoolsNoReader(t *testing.T) {
	t.Parallel()
	onEach(t, "R-16", func(t *testing.T, c *scale.Case, database string) { testRestore(t, c, database, false) })
}

// After the command that is to follow a restore, every cursor from before it is refused.
func TestARotatedFeedRefusesEveryOldCursor(t *testing.T) {
	t.Parallel()
	onEach(t, "R-16", func(t *testing.T, c *scale.Case, database string) { testRestore(t, c, database, true) })
}

func testRestore(t *testing.T, c *scale.Case, database string, rotated bool) {
	t.Helper()
	r, beforeBackup := &restoring{t: t, key: makeKey(t, database)}, scale.Of(30, 100)
	was := serve(t, database)
	erp := was.erp(r.key)
	r.change(erp, beforeBackup, "before")
	r.read(erp)
	restore := backUp(t, database)
	r.change(erp, afterBackup, "lost")
	r.read(erp)
	was.kill()

	database = restore()
	if rotated {
		command(t, "feed", "rotate", "--database", database)
	}
	erp = serve(t, database).erp(r.key)
	r.change(erp, afterBackup, "other")
	old := beforeBackup + afterBackup
	require.Len(t, r.places, 1+old)
	refused := 0
	for _, number := range c.Perm(old) {
		if number++; r.isRefused(erp, number) {
			refused++
			continue
		}
		assert.LessOrEqual(t, number, beforeBackup, "the cursor is of a change that was lost")
		assert.False(t, rotated, "the feed was rotated")
	}
	r.requireRecovery(erp)
	c.Saw("%d old cursors, %d refused with CURSOR_EPOCH_CHANGED, %d harmless; recovery ends equal", old, refused, old-refused)
}

// restoring is a reader of the feed that kept every cursor it was ever given.
type restoring struct {
	t      *testing.T
	key    string
	places []place // by how many changes had been read
}

// place is where a reader once was, and what it knew then: versions by customer.
type place struct {
	cursor string
	known  map[string]int64
}

// change pushes that many changes, one at a time: some make customers, some change them.
func (r *restoring) change(erp kartotekav1connect.ContractorSyncServiceClient, changes int, era string) {
	r.t.Helper()
	for number := range changes {
		id := "R" + uuid.NewString()
		if number%3 == 0 {
			id = "R-" + era
		}
		pushed := contractor(id, 1)
		pushed.SourceRevision = ""
		name := era + " " + uuid.NewString()
		pushed.Name = &name
		_, err := erp.PushContractors(r.t.Context(), &apiv1.PushContractorsRequest{
			RequestId: uuid.NewString(), Contractors: []*apiv1.Contractor{pushed},
		})
		require.NoError(r.t, err)
	}
}

// read goes on with the feed, a change at a time.
func (r *restoring) read(erp kartotekav1connect.ContractorSyncServiceClient) {
	r.t.Helper()
	if len(r.places) == 0 {
		r.places = []place{{known: map[string]int64{}}}
	}
	for {
		last := r.places[len(r.places)-1]
		page := r.pull(erp, last.cursor, 1)
		if len(page.GetChanges()) == 0 {
			return
		}
		r.places = append(r.places, place{page.GetNextCursor(), applied(last.known, page.GetChanges())})
	}
}

func (r *restoring) pull(erp kartotekav1connect.ContractorSyncServiceClient, cursor string, limit int32) *apiv1.PullChangesResponse {
	r.t.Helper()
	page, err := erp.PullChanges(r.t.Context(), &apiv1.PullChangesRequest{Cursor: cursor, Limit: limit, IncludeOwn: true})
	require.NoError(r.t, err)
	return page
}

// applied is what a reader knows after the changes, by its only rule: apply what is newer.
func applied(known map[string]int64, changes []*apiv1.Change) map[string]int64 {
	next := maps.Clone(known)
	for _, change := range changes {
		next[change.GetCustomerId()] = max(next[change.GetCustomerId()], change.GetVersion())
	}
	return next
}

// isRefused reads on from an old cursor. Unless it is refused, the reader must end equal.
func (r *restoring) isRefused(erp kartotekav1connect.ContractorSyncServiceClient, number int) bool {
	r.t.Helper()
	cursor, known := r.places[number].cursor, r.places[number].known
	for {
		page, err := erp.PullChanges(r.t.Context(), &apiv1.PullChangesRequest{Cursor: cursor, IncludeOwn: true})
		if err != nil {
			require.Equal(r.t, connect.CodeFailedPrecondition, connect.CodeOf(err), err)
			require.Equal(r.t, "CURSOR_EPOCH_CHANGED", reasonOf(err))
			return true
		}
		known, cursor = applied(known, page.GetChanges()), page.GetNextCursor()
		if !page.GetHasMore() {
			require.Equal(r.t, versions(r.t, erp), known, "the reader at %d was fooled", number)
			return false
		}
	}
}

// requireRecovery reads everything anew while changes go on, and then the changes.
func (r *restoring) requireRecovery(erp kartotekav1connect.ContractorSyncServiceClient) {
	r.t.Helper()
	known, cursor := map[string]int64{}, ""
	for token := ""; ; {
		page, err := erp.ExportContractors(r.t.Context(), &apiv1.ExportContractorsRequest{PageSize: 20, PageToken: token})
		require.NoError(r.t, err)
		if token == "" {
			cursor = page.GetFeedCursor()
		}
		for _, customer := range page.GetCustomers() {
			known[customer.GetCustomer().GetId()] = customer.GetVersion()
		}
		if token = page.GetNextPageToken(); token == "" {
			break
		}
		r.change(erp, 1, "meanwhile")
	}
	for hasMore := true; hasMore; {
		page := r.pull(erp, cursor, 7)
		known, cursor, hasMore = applied(known, page.GetChanges()), page.GetNextCursor(), page.GetHasMore()
	}
	require.Equal(r.t, versions(r.t, erp), known)
}

// versions is what the server has: the version of each customer.
func versions(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient) map[string]int64 {
	t.Helper()
	known := map[string]int64{}
	for token := ""; ; {
		page, err := erp.ExportContractors(t.Context(), &apiv1.ExportContractorsRequest{PageSize: 500, PageToken: token})
		require.NoError(t, err)
		for _, customer := range page.GetCustomers() {
			known[customer.GetCustomer().GetId()] = customer.GetVersion()
		}
		if token = page.GetNextPageToken(); token == "" {
			return known
		}
	}
}

// A backup that is made while clients push holds everything that was acknowledged before it began.
func TestABackupUnderLoadRestores(t *testing.T) {
	t.Parallel()
	onEach(t, "R-45", func(t *testing.T, c *scale.Case, database string) {
		key := makeKey(t, database)
		server := serve(t, database)
		acked := newLedger(c.Stream(0))
		ctx, cancel := context.WithCancel(t.Context())
		pushed := make(chan error, 1)
		go func() { pushed <- acked.push(ctx, server.erp(key), pushClients) }()
		backups := scale.Of(1, 50)
		for range backups {
			acked.awaitMore(t, 50)
			expected := acked.copied()
			restore := backUp(t, database)
			expected.sent = acked.sentSoFar()
			restored := restore()
			command(t, "feed", "rotate", "--database", restored)
			again := serve(t, restored)
			found := expected.audit(t, databasetest.Open(t, restored), again.erp(key))
			require.Empty(t, found)
			again.kill()
		}
		cancel()
		require.NoError(t, <-pushed)
		c.Saw("%d backups under load, %d records acknowledged meanwhile, 0 missing", backups, acked.acknowledged())
	})
}

// copied is what clients have been told so far.
func (l *ledger) copied() *ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	then := &ledger{told: map[string]*told{}, answered: slices.Clone(l.answered), complaints: slices.Clone(l.complaints)}
	for id, known := range l.told {
		then.told[id] = &told{customer: known.customer, newest: known.newest, outcomes: maps.Clone(known.outcomes)}
	}
	return then
}

// sentSoFar is what a backup that was just made may hold beyond what clients had been told.
func (l *ledger) sentSoFar() map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.sent)
}

// backUp copies the database as administrators do, while it is used, and returns how to restore it.
func backUp(t *testing.T, url string) (restore func() string) {
	t.Helper()
	path, isFile := strings.CutPrefix(url, "sqlite:")
	if isFile {
		copied := filepath.Join(t.TempDir(), "kartoteka.db")
		db, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(10000)")
		require.NoError(t, err)
		defer db.Close()
		_, err = db.ExecContext(t.Context(), "VACUUM INTO ?", copied)
		require.NoError(t, err)
		return func() string { return "sqlite:" + copied }
	}
	dump := filepath.Join(t.TempDir(), "kartoteka.dump")
	run(t, "pg_dump", "--format=custom", "--compress=0", "--file", dump, "--dbname", url)
	return func() string {
		restored := databasetest.EmptyPostgres(t)
		run(t, "pg_restore", "--exit-on-error", "--dbname", restored, dump)
		return restored
	}
}

// run runs one of PostgreSQL's programs.
func run(t *testing.T, name string, arguments ...string) {
	t.Helper()
	path := name
	if installed, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); err == nil && len(installed) > 0 {
		path = installed[len(installed)-1]
	}
	output, err := exec.CommandContext(t.Context(), path, arguments...).CombinedOutput()
	require.NoError(t, err, string(output))
}

// reasonOf is the stable name of a refusal.
func reasonOf(err error) string {
	var refusal *connect.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	for _, detail := range refusal.Details() {
		if value, err := detail.Value(); err == nil {
			if info, ok := value.(*errdetails.ErrorInfo); ok {
				return info.GetReason()
			}
		}
	}
	return ""
}
