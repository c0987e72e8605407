package faults_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// folder holds the built program; it goes when the tests end.
var folder string

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "kartoteka-faults-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(status)
}

// binary is the program, built once as users get it.
var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(folder, "kartoteka")
	build := exec.Command("go", "build", "-o", path, "./cmd/kartoteka")
	build.Dir = ".."
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w: %s", err, output)
	}
	return path, nil
})

// program is the server as a process of its own, which can be killed and started again. Its clients
// keep one address and always reach the process that runs.
type program struct {
	t         *testing.T
	arguments []string
	extra     []string // environment

	address atomic.Pointer[string] // host and port, of the latest process
	mu      sync.Mutex
	process *exec.Cmd
	ended   chan struct{}
	stderr  *tail
}

// newProgram describes a server of the database; start starts it. The flags come after those that
// every server of the tests has; variables are of the form NAME=value.
func newProgram(t *testing.T, database string, flags, variables []string) *program {
	t.Helper()
	arguments := append([]string{"serve", "--listen", "127.0.0.1:0", "--key-rate", "0", "--log-level", "warn", "--database", database}, flags...)
	return &program{t: t, arguments: arguments, extra: variables, stderr: &tail{}}
}

// serve starts a server of the database, which is killed when the test ends.
func serve(t *testing.T, database string, flags ...string) *program {
	t.Helper()
	p := newProgram(t, database, flags, nil)
	p.start()
	return p
}

// start runs the program and returns once it can be called.
func (p *program) start() {
	p.t.Helper()
	require.NoError(p.t, p.tryStart())
}

func (p *program) tryStart() error {
	path, err := binary()
	if err != nil {
		return err
	}
	process := exec.Command(path, p.arguments...)
	process.Env = append(os.Environ(), p.extra...)
	process.Stderr = p.stderr
	output, err := process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := process.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	p.mu.Lock()
	p.process, p.ended = process, ended
	p.mu.Unlock()
	p.t.Cleanup(func() { _ = process.Process.Kill(); <-ended })
	listening := make(chan string, 1)
	go func() { // the process is waited for once everything it said is read
		defer close(ended)
		tellAddress(output, listening)
		_ = process.Wait() // how it ended is the test's affair
	}()
	address, ok := <-listening
	if !ok {
		<-ended
		return fmt.Errorf("the program ended before it could be called: %s", p.stderr)
	}
	p.address.Store(&address)
	return nil
}

// tellAddress sends the host and port that the program names, reads the rest and then closes the channel.
func tellAddress(output io.Reader, listening chan<- string) {
	defer close(listening)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) == 2 && fields[0] == "Address" {
			listening <- strings.TrimPrefix(fields[1], "http://")
		}
	}
}

// kill ends the program as a crash does and returns once it is gone.
func (p *program) kill() {
	p.t.Helper()
	p.mu.Lock()
	process, ended := p.process, p.ended
	p.mu.Unlock()
	_ = process.Process.Kill() // it may have ended by itself
	<-ended
}

// pid is the number of the process that runs.
func (p *program) pid() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.process.Process.Pid
}

// command runs the program with the arguments to its end and returns what it printed.
func command(t *testing.T, arguments ...string) string {
	t.Helper()
	path, err := binary()
	require.NoError(t, err)
	run := exec.CommandContext(t.Context(), path, arguments...)
	var complaints bytes.Buffer
	run.Stderr = &complaints
	output, err := run.Output()
	require.NoError(t, err, complaints.String())
	return string(output)
}

// makeKey makes an ERP's key as an administrator does: it is alone on the last line.
func makeKey(t *testing.T, database string) string {
	t.Helper()
	return makeKeyOf(t, database, "sync", "--source", "ERP")
}

// makeKeyOf makes a key of the scopes, which are separated by commas.
func makeKeyOf(t *testing.T, database, scopes string, flags ...string) string {
	t.Helper()
	command(t, "migrate", "--database", database)
	output := command(t, append([]string{"apikey", "create", "--scope", scopes, "--database", database}, flags...)...)
	lines := strings.Split(strings.TrimSpace(output), "\n")
	return lines[len(lines)-1]
}

// programURL stands for the program, wherever it listens: reach knows the way.
const programURL = "http://kartoteka.test"

// reach returns a client whose connections go to the process that runs at that moment.
func (p *program) reach() *http.Client {
	transport := &http.Transport{
		MaxIdleConnsPerHost: 64,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			dialer := net.Dialer{Timeout: 5 * time.Second}
			return dialer.DialContext(ctx, network, *p.address.Load())
		},
	}
	p.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// erp returns an ERP's client of the program.
func (p *program) erp(key string) kartotekav1connect.ContractorSyncServiceClient {
	return kartotekav1connect.NewContractorSyncServiceClient(p.reach(), programURL, withKey(key))
}

// customers returns a client of the program for what staff do, by a key of the scope write.
func (p *program) customers(key string) kartotekav1connect.CustomerServiceClient {
	return kartotekav1connect.NewCustomerServiceClient(p.reach(), programURL, withKey(key))
}

// withKey sends the key with each unary call.
func withKey(key string) connect.ClientOption {
	return connect.WithInterceptors(connect.UnaryInterceptorFunc(func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, request connect.AnyRequest) (connect.AnyResponse, error) {
			request.Header().Set("Authorization", "Bearer "+key)
			return next(ctx, request)
		}
	}))
}

// tail keeps the end of what a process complained about.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailBytes = 4 << 10

// Write implements io.Writer.
func (t *tail) Write(text []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, text...)
	if surplus := len(t.text) - tailBytes; surplus > 0 {
		t.text = t.text[surplus:]
	}
	return len(text), nil
}

// String returns the end of what was written.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
