// Package databasetest gives tests a fresh, migrated database of each kind.
//
// PostgreSQL is the server that KARTOTEKA_TEST_POSTGRES names (a superuser's URL), else a throw-away
// cluster made from the initdb of the machine, which ends with the test process. The command withpostgres
// starts one cluster for many test processes.
package databasetest

import (
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
)

// nobody is the account without rights that runs the cluster: PostgreSQL refuses to run as root.
const nobody = 65534

// ServerVariable names the environment variable with the URL of the server.
const ServerVariable = "KARTOTEKA_TEST_POSTGRES"

// errNoPostgres tells how to get a server.
var errNoPostgres = errors.New("no PostgreSQL: run `make dependencies`, or set " + ServerVariable + " to a superuser's postgres:// URL")

// StartPostgres returns the URL of a PostgreSQL server for tests and how to stop it. It ends with this
// process in any case.
func StartPostgres() (url string, stop func(), err error) {
	// Whichever server it is, the tests see the same: os.Getenv would make go test run them anew for each.
	if url, _ := syscall.Getenv(ServerVariable); url != "" {
		return url, func() {}, nil
	}
	root, err := os.MkdirTemp("", "kartoteka-postgres-")
	if err != nil {
		return "", nil, fmt.Errorf("make data directory: %w", err)
	}
	if err := removeAfterwards(root); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(root))
	}
	// Nothing in it survives, so it need not write safely.
	cluster, err := NewCluster(root, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300", "shared_buffers=128MB")
	if err != nil {
		return "", nil, err
	}
	if err := cluster.Start(); err != nil {
		return "", nil, err
	}
	return cluster.URL(), cluster.Stop, nil
}

// removeAfterwards removes the folder once this process has ended, in whatever way: only then does the
// pipe end from which the shell reads.
func removeAfterwards(folder string) error {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		return fmt.Errorf("make pipe: %w", err)
	}
	reader := os.NewFile(uintptr(ends[0]), "pipe")
	defer reader.Close()
	shell := exec.Command("sh", "-c", `read -r _; rm -rf "$1"`, "sh", folder)
	shell.Stdin = reader
	shell.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // who interrupts this process spares the shell
	if err := shell.Start(); err != nil {
		return fmt.Errorf("start shell: %w", err)
	}
	return nil
}

// postgresBinaries finds the newest installed server.
func postgresBinaries() (string, error) {
	installed, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	if len(installed) > 0 {
		return filepath.Dir(installed[len(installed)-1]), nil
	}
	onPath, err := exec.LookPath("initdb")
	if err != nil {
		return "", errNoPostgres
	}
	resolved, err := filepath.EvalSymlinks(onPath)
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	return filepath.Dir(resolved), nil
}

// Cluster is a PostgreSQL server of a test's own, which can be crashed and started again. Without
// settings it writes as safely as in production.
type Cluster struct {
	binaries, root string
	settings       []string
	port           int
	process        *exec.Cmd
	ended          chan struct{} // closed once the process has ended
}

// NewCluster makes a cluster in an empty folder; Start starts it. Settings are of the form name=value.
func NewCluster(root string, settings ...string) (*Cluster, error) {
	binaries, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c := &Cluster{binaries: binaries, root: root, settings: settings, port: port}
	if os.Geteuid() == 0 {
		if err := os.Chown(c.root, nobody, nobody); err != nil {
			return nil, fmt.Errorf("hand over data directory: %w", err)
		}
	}
	initdb := c.command("initdb", "--pgdata", c.data(), "--username", "kartoteka", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	if output, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, output)
	}
	return c, nil
}

// URL is that of the cluster's own database, for its superuser.
func (c *Cluster) URL() string {
	return "postgres://kartoteka@127.0.0.1:" + strconv.Itoa(c.port) + "/postgres?sslmode=disable"
}

// Start starts the server and returns once it answers.
func (c *Cluster) Start() error {
	arguments := []string{"-D", c.data(), "-p", strconv.Itoa(c.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="}
	for _, setting := range c.settings {
		arguments = append(arguments, "-c", setting)
	}
	c.process = c.command("postgres", arguments...)
	if err := c.launch(); err != nil {
		return err
	}
	return c.wait()
}

// Kill ends the server's first process at once, as a crash does; the others end when they notice.
func (c *Cluster) Kill() {
	_ = c.process.Process.Kill()
	<-c.ended
}

// Stop ends the server at once and without tidying up (its immediate stop): the next start recovers.
func (c *Cluster) Stop() {
	_ = c.process.Process.Signal(syscall.SIGQUIT)
	<-c.ended
}

// Freeze stops every process of the server where it stands, so that connections stay open and nobody answers, as a
// machine does that is out of memory or whose disk hangs. Thaw lets them go on.
func (c *Cluster) Freeze() error { return c.signal(syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (c *Cluster) Thaw() error { return c.signal(syscall.SIGCONT) }

// signal reaches the first process and its children, which are groups of their own.
func (c *Cluster) signal(signal syscall.Signal) error {
	first := c.process.Process.Pid
	if err := syscall.Kill(first, signal); err != nil {
		return fmt.Errorf("signal PostgreSQL: %w", err)
	}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", first, first))
	if err != nil {
		return fmt.Errorf("find PostgreSQL's processes: %w", err)
	}
	for child := range strings.FieldsSeq(string(children)) {
		pid, err := strconv.Atoi(child)
		if err != nil {
			return fmt.Errorf("find PostgreSQL's processes: %w", err)
		}
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("signal PostgreSQL: %w", err)
		}
	}
	return nil
}

func (c *Cluster) data() string { return filepath.Join(c.root, "data") }

// launch starts the server from a thread that lives as long as the server: the kernel ends the server
// when the thread that started it ends.
func (c *Cluster) launch() error {
	process, started, ended := c.process, make(chan error), make(chan struct{})
	c.ended = ended
	go func() {
		runtime.LockOSThread()
		defer close(ended)
		err := process.Start()
		started <- err
		if err == nil {
			_ = process.Wait() // how it ended is the test's affair
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	return nil
}

// wait returns once the server answers, or with an error once it has ended.
func (c *Cluster) wait() error {
	pool, err := sql.Open("postgres", c.URL())
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer pool.Close()
	deadline := time.Now().Add(30 * time.Second)
	for err = pool.Ping(); err != nil && time.Now().Before(deadline); err = pool.Ping() {
		select {
		case <-c.ended:
			return fmt.Errorf("PostgreSQL ended: %w", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
	if err != nil {
		c.Stop()
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	return nil
}

func (c *Cluster) command(name string, arguments ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(c.binaries, name), arguments...)
	command.Dir = c.root
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() == 0 {
		command.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return command
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer listener.Close()
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("find a free port: not a TCP address")
	}
	return address.Port, nil
}
