package faults_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/kartoteka/kartoteka/gen/ent/customer"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

const (
	// millionVariable sets how many contractors the snapshot has.
	millionVariable = "FAULTS_MILLION"
	millionKills    = 10
	// gone is how many contractors the server knows and the snapshot does not have.
	gone = 20
	// maxResident is what the server may take of memory all the while (T16), in MiB.
	maxResident = 128
	// minSteadiness is the rate of the last tenth against the first (T16).
	minSteadiness = 0.8
)

// A snapshot of the whole ERP goes through, though the server is killed on the way again and again and
// the client with it; the two sides are equal then, and nobody is blocked who should not be.
func TestAMillionContractorsGoThrough(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "T16, SYNC-2")
	records := millionRecords(t)
	kills := millionKills
	if records < 10_000 {
		kills = 2
	}
	cluster := newCluster(t, "shared_buffers=256MB")
	m := &migration{
		t: t, records: records, file: writeContractors(t, records), state: filepath.Join(t.TempDir(), "state.json"),
		key: makeKey(t, cluster.URL()), peaks: map[string]int{},
	}
	m.listen = freeAddress(t)
	m.server = newProgram(t, cluster.URL(), []string{"--listen", m.listen}, nil)
	m.server.start()
	pushGone(t, m.server.erp(m.key))

	ctx, stop := context.WithCancel(t.Context())
	var killing sync.WaitGroup
	killing.Go(func() { m.killAll(ctx, kills) })
	output := m.run()
	stop()
	killing.Wait()
	assert.Contains(t, output, fmt.Sprintf("%d contractors, %d absent, %d blocked", records, gone, gone))
	requireOnlyGoneBlocked(t, cluster.URL(), records)
	verified := m.client("verify", "--format", "jsonl", m.file)
	assert.Contains(t, verified, fmt.Sprintf("%d contractors equal, 0 different", records))

	first, last := m.rate(0, 0.1), m.rate(0.9, 1)
	c.Saw("%d contractors, %d kills of the server, %d of the client, 0 lost, digests equal", records, kills, m.clientKills)
	c.Saw("server at most %d MiB, client at most %d MiB", m.peaks["server"], m.peaks["client"])
	c.Saw("first tenth %.0f/s, last tenth %.0f/s (%.2f), pushing %s, absent found and blocked in %s", first, last, last/first, m.pushed.Sub(m.began).Round(time.Second), m.ended.Sub(m.pushed).Round(100*time.Millisecond))
	assert.LessOrEqual(t, m.peaks["server"], maxResident)
	if scale.IsFull() {
		assert.GreaterOrEqual(t, last/first, minSteadiness)
	}
}

func millionRecords(t *testing.T) int {
	t.Helper()
	if asked := os.Getenv(millionVariable); asked != "" {
		records, err := strconv.Atoi(asked)
		require.NoError(t, err)
		return records
	}
	return scale.Of(3_000, 1_000_000)
}

// migration is the snapshot under way: the server, the client's process and what was seen of both.
type migration struct {
	t           *testing.T
	records     int
	file, state string
	key, listen string
	server      *program

	mu          sync.Mutex
	process     *exec.Cmd // of the client
	clientKills int
	marks       []mark
	peaks       map[string]int // MiB, by process
	began       time.Time
	pushed      time.Time // when the last record was acknowledged
	ended       time.Time
}

// mark is how far the push was at a moment.
type mark struct {
	at   time.Time
	done int
}

// run has the client send the snapshot, again each time that it was killed, and returns what it said
// in the end.
func (m *migration) run() string {
	m.t.Helper()
	m.began = time.Now()
	for {
		command := m.command("snapshot", "--format", "jsonl", "--state", m.state, m.file)
		var said bytes.Buffer
		command.Stdout, command.Stderr = &said, &tail{}
		require.NoError(m.t, command.Start())
		m.mu.Lock()
		m.process = command
		m.mu.Unlock()
		err := command.Wait()
		if err == nil {
			m.ended = time.Now()
			return said.String()
		}
		var ended *exec.ExitError
		require.ErrorAs(m.t, err, &ended)
		require.Equal(m.t, -1, ended.ExitCode(), "the client gave up: %s %s", said.String(), command.Stderr)
	}
}

func (m *migration) command(arguments ...string) *exec.Cmd {
	path, err := binary()
	require.NoError(m.t, err)
	command := exec.CommandContext(m.t.Context(), path, append([]string{"sync"}, arguments...)...)
	command.Env = append(os.Environ(), "KARTOTEKA_SERVER=http://"+m.listen, "KARTOTEKA_KEY="+m.key)
	return command
}

// client runs a command of the client to its end.
func (m *migration) client(arguments ...string) string {
	m.t.Helper()
	output, err := m.command(arguments...).CombinedOutput()
	require.NoError(m.t, err, string(output))
	return string(output)
}

// killAll kills the server at equal distances between the first tenth and the last, and every third
// time the client as well, until ctx is done.
func (m *migration) killAll(ctx context.Context, kills int) {
	for killed := 0; ctx.Err() == nil; {
		m.look()
		if killed < kills && m.done() >= m.records*(12+76*killed/kills)/100 {
			killed++
			m.server.kill()
			if killed%3 == 0 {
				m.killClient()
			}
			assert.NoError(m.t, m.server.tryStart())
		}
		pause(ctx, 50*time.Millisecond)
	}
}

func (m *migration) killClient() {
	m.mu.Lock()
	defer m.mu.Unlock()
	_ = m.process.Process.Kill() // it may have ended by itself
	m.clientKills++
}

// look notes how far the push is and how much memory it takes.
func (m *migration) look() {
	done := m.saved()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.marks) == 0 || done > m.marks[len(m.marks)-1].done {
		m.marks = append(m.marks, mark{time.Now(), done})
		m.pushed = time.Now()
	}
	m.peaks["server"] = max(m.peaks["server"], peakMemory(m.server.pid()))
	if m.process != nil {
		m.peaks["client"] = max(m.peaks["client"], peakMemory(m.process.Process.Pid))
	}
}

// done is how many records were acknowledged.
func (m *migration) done() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.marks[len(m.marks)-1].done
}

// saved is how far the client says that it is; as far as before while it cannot be known.
func (m *migration) saved() int {
	text, err := os.ReadFile(m.state)
	var state struct {
		Snapshot struct {
			Done int `json:"done"`
		} `json:"snapshot"`
	}
	if err != nil || json.Unmarshal(text, &state) != nil {
		return 0
	}
	return state.Snapshot.Done
}

// rate is how many records a second were acknowledged between two parts of the whole.
func (m *migration) rate(from, to float64) float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	var first, last *mark
	for i := range m.marks {
		part := float64(m.marks[i].done) / float64(m.records)
		if part >= from && first == nil {
			first = &m.marks[i]
		}
		if part <= to {
			last = &m.marks[i]
		}
	}
	return float64(last.done-first.done) / last.at.Sub(first.at).Seconds()
}

// peakMemory is the most that the process has had of resident memory so far, in MiB; zero when it is gone.
func peakMemory(pid int) int { return memory(pid, "VmHWM:") }

// residentMemory is what the process has of resident memory now, in MiB.
func residentMemory(pid int) int { return memory(pid, "VmRSS:") }

func memory(pid int, line string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for text := range strings.Lines(string(status)) {
		if fields := strings.Fields(text); len(fields) > 1 && fields[0] == line {
			kilobytes, _ := strconv.Atoi(fields[1])
			return kilobytes >> 10
		}
	}
	return 0
}

// writeContractors writes a file of that many contractors.
func writeContractors(t *testing.T, records int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "contractors.jsonl")
	file, err := os.Create(path)
	require.NoError(t, err)
	out := bufio.NewWriterSize(file, 1<<20)
	for number := range records {
		line, err := protojson.Marshal(contractor(fmt.Sprintf("M%07d", number), 1))
		require.NoError(t, err)
		_, err = out.Write(append(line, '\n'))
		require.NoError(t, err)
	}
	require.NoError(t, errors.Join(out.Flush(), file.Close()))
	return path
}

// pushGone pushes contractors that the snapshot will not have.
func pushGone(t *testing.T, erp kartotekav1connect.ContractorSyncServiceClient) {
	t.Helper()
	request := &apiv1.PushContractorsRequest{RequestId: "0192e4a0-0000-7000-8000-000000000001"}
	for number := range gone {
		request.Contractors = append(request.Contractors, contractor(fmt.Sprintf("G%07d", number), 1))
	}
	_, err := erp.PushContractors(t.Context(), request)
	require.NoError(t, err)
}

// requireOnlyGoneBlocked counts in the database: blocked are those that are gone, and nobody else.
func requireOnlyGoneBlocked(t *testing.T, url string, records int) {
	t.Helper()
	customers := databasetest.Open(t, url).Client(t.Context()).Customer
	all, err := customers.Query().Count(t.Context())
	require.NoError(t, err)
	assert.Equal(t, records+gone, all)
	blocked, err := customers.Query().Where(customer.StatusNEQ("active")).Select(customer.FieldName).Strings(t.Context())
	require.NoError(t, err)
	assert.Len(t, blocked, gone)
	for _, name := range blocked {
		assert.Contains(t, name, "Company G")
	}
}

// freeAddress is one that a server which is started again can keep.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	return listener.Addr().String()
}
