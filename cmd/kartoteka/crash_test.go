package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/gen/ent/identity"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/database/databasetest"
)

// asProgram makes the test's own binary run as the program, so that it can be killed.
const asProgram = "KARTOTEKA_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

const (
	kills       = 12
	pushClients = 4
)

// What a push was told is saved is there after kill -9, and is there once, though every push whose
// answer was lost is sent again.
func TestKilledServerLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{"sqlite": databasetest.SQLite, "postgres": databasetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			random := rand.New(rand.NewPCG(seed, 0))
			database := url(t)
			key := makeKey(t, database)
			acked := &ledger{}
			for range kills {
				serveAndKill(t, database, key, acked, time.Duration(20+random.IntN(400))*time.Millisecond)
			}
			requireSavedOnce(t, database, acked)
		})
	}
}

// ledger is what clients were told: the customer of every contractor that was acknowledged.
type ledger struct {
	mu    sync.Mutex
	next  int
	saved map[string]string
	lost  []*apiv1.PushContractorsRequest // sent, with no answer yet
}

// take returns a push whose answer was lost, or a new one.
func (l *ledger) take() *apiv1.PushContractorsRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	if last := len(l.lost) - 1; last >= 0 {
		request := l.lost[last]
		l.lost = l.lost[:last]
		return request
	}
	request := &apiv1.PushContractorsRequest{RequestId: uuid.NewString()}
	for range 1 + l.next%40 {
		l.next++
		request.Contractors = append(request.Contractors, &apiv1.Contractor{
			ExternalId: fmt.Sprint(l.next), Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(),
			Name: proto.String(fmt.Sprint("Company ", l.next)), Email: proto.String(fmt.Sprintf("c%d@shop.example", l.next)),
			Groups: []string{"Hurt"},
		})
	}
	return request
}

// settle notes the answer to a push, or that there was none.
func (l *ledger) settle(request *apiv1.PushContractorsRequest, answer *apiv1.PushContractorsResponse, err error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.lost = append(l.lost, request)
		return err
	}
	if l.saved == nil {
		l.saved = map[string]string{}
	}
	for _, result := range answer.GetResults() {
		if result.GetOutcome() != apiv1.Outcome_OUTCOME_CREATED {
			return fmt.Errorf("contractor %s: %s", result.GetExternalId(), result.GetOutcome())
		}
		l.saved[result.GetExternalId()] = result.GetCustomerId()
	}
	return nil
}

// serveAndKill starts the program, pushes from several clients and kills it after a while.
func serveAndKill(t *testing.T, database, key string, acked *ledger, after time.Duration) {
	t.Helper()
	program, address := startProgram(t, database)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	client := kartotekav1connect.NewContractorSyncServiceClient(http.DefaultClient, address)
	var pushing sync.WaitGroup
	for range pushClients {
		pushing.Go(func() {
			for ctx.Err() == nil {
				request := acked.take()
				call, info := connect.NewClientContext(ctx)
				info.RequestHeader().Set("Authorization", "Bearer "+key)
				answer, err := client.PushContractors(call, request)
				if err := acked.settle(request, answer, err); err != nil {
					assert.True(t, isCutOff(err), err)
					return
				}
			}
		})
	}
	time.AfterFunc(after, func() { assert.NoError(t, program.Process.Kill()) })
	_ = program.Wait() // the program was killed: its status says so
	cancel()
	pushing.Wait()
}

// isCutOff reports whether there was no answer, as when the server is killed.
func isCutOff(err error) bool {
	var failure *connect.Error
	return errors.As(err, &failure) &&
		slices.Contains([]connect.Code{connect.CodeUnavailable, connect.CodeCanceled, connect.CodeUnknown}, failure.Code())
}

// startProgram runs the program on a free port and waits until it says its address.
func startProgram(t *testing.T, database string) (program *exec.Cmd, address string) {
	t.Helper()
	program = exec.CommandContext(t.Context(), os.Args[0], "serve", "--listen", "127.0.0.1:0", "--database", database)
	program.Env = append(os.Environ(), asProgram+"=1")
	output, err := program.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, program.Start())
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		for word := range strings.FieldsSeq(lines.Text()) {
			if strings.HasPrefix(word, "http://") && address == "" {
				address, _, _ = strings.Cut(word, "/setup")
			}
		}
		if address != "" {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return program, address
		}
	}
	t.Fatal("the program said no address")
	return nil, ""
}

// makeKey makes an ERP's key as an administrator does: it is alone on the last line.
func makeKey(t *testing.T, database string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0], "apikey", "create", "--source", "ERP", "--scope", "sync", "--database", database)
	command.Env = append(os.Environ(), asProgram+"=1")
	output, err := command.Output()
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(output)), "\n")
	return lines[len(lines)-1]
}

func requireSavedOnce(t *testing.T, url string, acked *ledger) {
	t.Helper()
	db := databasetest.Open(t, url)
	rows, err := db.Client(t.Context()).Identity.Query().Select(identity.FieldExternalID, identity.FieldCustomerID).All(t.Context())
	require.NoError(t, err)
	saved := map[string]string{}
	for _, row := range rows {
		assert.NotContains(t, saved, row.ExternalID, "doubled")
		saved[row.ExternalID] = row.CustomerID.String()
	}
	require.NotEmpty(t, acked.saved, "nothing was acknowledged")
	for _, externalID := range slices.Sorted(maps.Keys(acked.saved)) {
		assert.Equal(t, acked.saved[externalID], saved[externalID], "contractor %s was acknowledged", externalID)
	}
	customers, err := db.Client(t.Context()).Customer.Query().Count(t.Context())
	require.NoError(t, err)
	assert.Len(t, saved, customers, "one customer for each contractor")
	t.Logf("%d contractors acknowledged, %d saved", len(acked.saved), len(saved))
}
