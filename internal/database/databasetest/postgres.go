// Package databasetest gives tests a fresh, migrated database of each kind.
//
// PostgreSQL is the server that KARTOTEKA_TEST_POSTGRES names (a superuser's URL), else a
// throw-away cluster made from the initdb of the machine, which ends with the test process.
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
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
)

// nobody is the account without rights that runs the cluster: PostgreSQL refuses to run as root.
const nobody = 65534

// errNoPostgres tells how to get a server.
var errNoPostgres = errors.New("no PostgreSQL: run `make dependencies`, or set KARTOTEKA_TEST_POSTGRES to a superuser's postgres:// URL")

// StartPostgres returns the URL of a PostgreSQL server for tests and how to stop it.
func StartPostgres() (url string, stop func(), err error) {
	if url := os.Getenv("KARTOTEKA_TEST_POSTGRES"); url != "" {
		return url, func() {}, nil
	}
	binaries, err := postgresBinaries()
	if err != nil {
		return "", nil, err
	}
	root, err := os.MkdirTemp("", "kartoteka-postgres-")
	if err != nil {
		return "", nil, fmt.Errorf("make data directory: %w", err)
	}
	cluster := &cluster{binaries: binaries, root: root}
	if err := cluster.start(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(root))
	}
	return cluster.url(), cluster.stop, nil
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

// cluster is a throw-away server: nothing in it survives, so it need not write safely.
type cluster struct {
	binaries, root string
	port           int
	process        *exec.Cmd
}

func (c *cluster) url() string {
	return "postgres://kartoteka@127.0.0.1:" + strconv.Itoa(c.port) + "/postgres?sslmode=disable"
}

func (c *cluster) start() error {
	if os.Geteuid() == 0 {
		if err := os.Chown(c.root, nobody, nobody); err != nil {
			return fmt.Errorf("hand over data directory: %w", err)
		}
	}
	data := filepath.Join(c.root, "data")
	initdb := c.command("initdb", "--pgdata", data, "--username", "kartoteka", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	if output, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, output)
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	c.port = port
	c.process = c.command("postgres", "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "full_page_writes=off",
		"-c", "synchronous_commit=off", "-c", "max_connections=300", "-c", "shared_buffers=128MB")
	if err := c.launch(); err != nil {
		return err
	}
	return c.wait()
}

// launch starts the server from a thread that lives as long as the program: the kernel ends the
// server when the thread that started it ends.
func (c *cluster) launch() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- c.process.Start()
		select {}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	return nil
}

func (c *cluster) wait() error {
	pool, err := sql.Open("postgres", c.url())
	if err != nil {
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer pool.Close()
	deadline := time.Now().Add(30 * time.Second)
	for err = pool.Ping(); err != nil && time.Now().Before(deadline); err = pool.Ping() {
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		c.stop()
		return fmt.Errorf("reach PostgreSQL: %w", err)
	}
	return nil
}

func (c *cluster) stop() {
	_ = c.process.Process.Signal(syscall.SIGQUIT)
	_ = c.process.Wait()
	_ = os.RemoveAll(c.root)
}

func (c *cluster) command(name string, arguments ...string) *exec.Cmd {
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
