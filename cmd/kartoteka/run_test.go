package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/staff"
	"github.com/kartoteka/kartoteka/internal/desk/demo"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// result is what a command left behind.
type result struct {
	status   int
	out, err string
}

func execute(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, complaints bytes.Buffer
	status := run(t.Context(), args, &streams{in: strings.NewReader(stdin), out: &out, err: &complaints})
	return result{status, out.String(), complaints.String()}
}

// fresh is the URL of a database that does not exist yet.
func fresh(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "kartoteka.db")
}

// made is the URL of a database that has been migrated.
func made(t *testing.T) string { t.Helper(); return databasetest.SQLite(t) }

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func TestCommandLine(t *testing.T) {
	t.Parallel()

	t.Run("helps", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "--help")
		assert.Zero(t, got.status)
		for _, command := range []string{"serve", "migrate", "staff create", "apikey create", "sync push", "health", "version"} {
			assert.Contains(t, got.out, "\n  "+command+" ")
		}
	})

	t.Run("helps with every flag and its variable", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "serve", "--help")
		assert.Zero(t, got.status)
		for flag, variable := range map[string]string{
			"--database": "KARTOTEKA_DATABASE", "--listen": "KARTOTEKA_LISTEN", "--public-url": "KARTOTEKA_PUBLIC_URL",
			"--log-level": "KARTOTEKA_LOG_LEVEL", "--log-format": "KARTOTEKA_LOG_FORMAT", "--demo": "KARTOTEKA_DEMO",
			"--reflection": "KARTOTEKA_REFLECTION",
		} {
			assert.Contains(t, got.out, flag)
			assert.Contains(t, got.out, "$"+variable)
		}
	})

	t.Run("tells the version", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "version")
		assert.Zero(t, got.status)
		assert.Regexp(t, `^kartoteka \S+\n$`, got.out)
	})

	t.Run("refuses what it does not know", func(t *testing.T) {
		t.Parallel()
		for _, args := range [][]string{{}, {"destroy"}, {"serve", "--fast"}, {"staff", "create", "--email", "a@example.com", "--role", "king"}} {
			got := execute(t, "", args...)
			assert.Equal(t, statusMisused, got.status, args)
			assert.NotEmpty(t, got.err)
		}
	})

	t.Run("names every fault of the configuration at once", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "serve", "--database", "mysql://root:secret@db", "--listen", "8080", "--log-level", "loud")
		assert.Equal(t, statusMisused, got.status)
		for _, flag := range []string{"--database", "--listen", "--log-level"} {
			assert.Contains(t, got.err, flag)
		}
		assert.NotContains(t, got.err, "secret")
	})
}

// Variables belong to the whole process, so this test runs alone.
func TestVariables(t *testing.T) {
	t.Setenv("KARTOTEKA_DATABASE", fresh(t))
	got := execute(t, "", "migrate")
	assert.Zero(t, got.status, got.err)
	t.Setenv("KARTOTEKA_DATABASE", "mysql://db")
	assert.Equal(t, statusMisused, execute(t, "", "migrate").status)
	assert.Zero(t, execute(t, "", "migrate", "--database", fresh(t)).status)
}

func TestVariablesInFiles(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte(fresh(t)+"\n"), 0o600))
	t.Setenv("KARTOTEKA_DATABASE_FILE", secret)
	got := execute(t, "", "migrate")
	require.Zero(t, got.status, got.err)
	assert.Empty(t, got.err)

	t.Setenv("KARTOTEKA_DATABASE", fresh(t))
	got = execute(t, "", "migrate")
	assert.Equal(t, statusMisused, got.status)
	assert.Contains(t, got.err, "KARTOTEKA_DATABASE_FILE")
}

func TestAMisspeltVariable(t *testing.T) {
	t.Setenv("KARTOTEKA_DATABSE", "sqlite:secret.db")
	t.Setenv("KARTOTEKA_PORT_8080_TCP", "tcp://10.0.0.1:8080") // Kubernetes sets it
	got := execute(t, "", "version")
	assert.Zero(t, got.status)
	assert.Contains(t, got.err, "KARTOTEKA_DATABSE ")
	assert.Equal(t, 1, strings.Count(got.err, "no setting"))
	assert.NotContains(t, got.err, "secret")
}

func TestMigrate(t *testing.T) {
	t.Parallel()

	t.Run("is done once", func(t *testing.T) {
		t.Parallel()
		url := fresh(t)
		first := execute(t, "", "migrate", "--database", url)
		require.Zero(t, first.status, first.err)
		assert.NotRegexp(t, "^0 migrations", first.out)
		assert.Regexp(t, "^0 migrations applied", execute(t, "", "migrate", "--database", url).out)
	})

	t.Run("refuses a database of a newer program", func(t *testing.T) {
		t.Parallel()
		for _, url := range []string{databasetest.SQLite(t), databasetest.Postgres(t)} {
			_, err := databasetest.Open(t, url).Client(t.Context()).ExecContext(t.Context(),
				"INSERT INTO goose_db_version (version_id, is_applied) VALUES (99990101000000, true)")
			require.NoError(t, err)
			for _, command := range [][]string{{"migrate"}, {"serve", "--listen", "127.0.0.1:0"}} {
				got := execute(t, "", append(command, "--database", url)...)
				assert.Equal(t, statusFailed, got.status)
				assert.Contains(t, got.err, database.ErrNewer.Error())
			}
		}
	})
}

// A command with a mistyped URL must neither make a database nor report success.
func TestOnlyServeAndMigrateMakeADatabase(t *testing.T) {
	t.Parallel()
	for _, command := range [][]string{
		{"staff", "create", "--email", "jan@example.com", "--role", "owner"},
		{"apikey", "create", "--scope", "read"},
		{"feed", "rotate"},
	} {
		name := strings.Join(command, " ")
		missing := fresh(t)
		got := execute(t, "", append(command, "--database", missing)...)
		assert.Equal(t, statusFailed, got.status, name)
		path := strings.TrimPrefix(missing, "sqlite:")
		assert.Contains(t, got.err, path, name)
		assert.Contains(t, got.err, database.ErrMissing.Error(), name)
		assert.NoFileExists(t, path, name)

		empty := databasetest.EmptyPostgres(t)
		got = execute(t, "", append(command, "--database", empty)...)
		assert.Equal(t, statusFailed, got.status, name)
		assert.Contains(t, got.err, database.ErrMissing.Error(), name)
		var tables int
		require.NoError(t, databasetest.Open(t, empty).One(t.Context(), "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'", nil, &tables))
		assert.Zero(t, tables, name)
	}
}

func TestACommandNamesTheFileThatItCannotOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	absent := filepath.Join(folder, "no", "such.db")
	for path, command := range map[string][]string{
		folder:                        {"feed", "rotate"},
		absent:                        {"migrate"},
		filepath.Join(absent, "x.db"): {"serve", "--listen", "127.0.0.1:0"},
	} {
		got := execute(t, "", append(command, "--database", "sqlite:"+path)...)
		assert.Equal(t, statusFailed, got.status)
		assert.Contains(t, got.err, path)
	}
}

// Personal data is in all of them.
func TestOthersMayNotReadTheDatabase(t *testing.T) {
	t.Parallel()
	url := fresh(t)
	s := serve(t, "Address", "--database", url)
	path := strings.TrimPrefix(url, "sqlite:")
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(file)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), file)
	}
	s.stopped(t)
}

func TestCreateStaff(t *testing.T) {
	t.Parallel()

	t.Run("prints a temporary password", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "staff", "create", "--database", made(t), "--email", "jan@example.com", "--role", "support")
		require.Zero(t, got.status, got.err)
		assert.Contains(t, got.out, "jan@example.com can sign in as support")
		assert.GreaterOrEqual(t, len(lastLine(got.out)), 10)
	})

	t.Run("reads a password and keeps it to itself", func(t *testing.T) {
		t.Parallel()
		url := made(t)
		args := []string{"staff", "create", "--database", url, "--email", "jan@example.com", "--role", "owner", "--password-stdin"}
		got := execute(t, "correct horse battery\r\n", args...)
		require.Zero(t, got.status, got.err)
		assert.NotContains(t, got.out+got.err, "horse")

		again := execute(t, "correct horse battery", args...)
		assert.Equal(t, statusFailed, again.status)
		assert.NotEmpty(t, again.err)
	})

	t.Run("refuses no password and a poor one", func(t *testing.T) {
		t.Parallel()
		for _, password := range []string{"", "\n", "short"} {
			got := execute(t, password, "staff", "create", "--database", made(t), "--email", "jan@example.com", "--role", "owner", "--password-stdin")
			assert.Equal(t, statusFailed, got.status, password)
		}
	})
}

func TestCreateKey(t *testing.T) {
	t.Parallel()

	t.Run("prints the key alone on the last line", func(t *testing.T) {
		t.Parallel()
		url := made(t)
		for range 2 { // the source system is new, then known
			got := execute(t, "", "apikey", "create", "--database", url, "--source", "OPTIMA", "--scope", "sync,read")
			require.Zero(t, got.status, got.err)
			assert.Regexp(t, `^kt_[A-Za-z0-9_]+$`, lastLine(got.out))
		}
	})

	t.Run("needs a source system to sync", func(t *testing.T) {
		t.Parallel()
		got := execute(t, "", "apikey", "create", "--database", made(t), "--scope", "sync")
		assert.Equal(t, statusFailed, got.status)
		assert.NotContains(t, got.out, "kt_")
	})

	t.Run("leaves no source system behind when it fails", func(t *testing.T) {
		t.Parallel()
		url := made(t)
		got := execute(t, "", "apikey", "create", "--database", url, "--source", "OPTIMA", "--scope", "sync", "--name", strings.Repeat("x", 200))
		require.Equal(t, statusFailed, got.status)
		count, err := databasetest.Open(t, url).Client(t.Context()).SourceSystem.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Zero(t, count)
	})
}

// served is a server that runs as the command does.
type served struct {
	greeting string // up to the line that was waited for
	address  string
	stop     func() (status int, rest string)
}

// stopped stops the server and returns what it printed after the greeting.
func (s served) stopped(t *testing.T) string {
	t.Helper()
	status, rest := s.stop()
	assert.Zero(t, status)
	return rest
}

// serve starts the command and waits until it has greeted with the line that contains the word.
func serve(t *testing.T, word string, args ...string) served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--listen", "localhost:0"}, args...), &streams{out: writer, err: io.Discard})
		_ = writer.Close()
	}()
	rest := make(chan string, 1)
	s := served{stop: func() (int, string) { cancel(); return <-ended, <-rest }}
	t.Cleanup(cancel)
	lines := bufio.NewReader(reader)
	for !strings.Contains(s.greeting, word) {
		line, err := lines.ReadString('\n')
		require.NoError(t, err, s.greeting)
		s.greeting += line
		if at, ok := strings.CutPrefix(strings.TrimSpace(line), "Address"); ok {
			s.address = strings.TrimSpace(at)
		}
	}
	go func() {
		text, _ := io.ReadAll(lines)
		rest <- string(text)
	}()
	return s
}

func TestServe(t *testing.T) {
	t.Parallel()

	t.Run("tells whoever starts it first how to become the owner", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "#token=", "--database", fresh(t))
		assert.Contains(t, s.greeting, s.address+"/setup#token=")
		s.stopped(t)
	})

	t.Run("tidies up early when it takes much memory", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "#token=", "--database", fresh(t))
		assert.Equal(t, int64(168<<20), debug.SetMemoryLimit(-1))
		s.stopped(t)
	})

	t.Run("gives a link under the public address", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "#token=", "--database", fresh(t), "--public-url", "https://crm.example")
		assert.Contains(t, s.greeting, "https://crm.example/setup#token=")
		s.stopped(t)
	})

	t.Run("gives no link once there is staff", func(t *testing.T) {
		t.Parallel()
		url := made(t)
		require.Zero(t, execute(t, "", "staff", "create", "--database", url, "--email", "jan@example.com", "--role", "owner").status)
		s := serve(t, "Address", "--database", url)
		require.Zero(t, execute(t, "", "health", "--listen", strings.TrimPrefix(s.address, "http://")).status)
		assert.NotContains(t, s.stopped(t), "token")
	})

	t.Run("fills a demonstration and prints its login and key", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "ERP key", "--database", fresh(t), "--demo")
		assert.Contains(t, s.greeting, "owner@demo.example")
		assert.Regexp(t, `ERP key +kt_[A-Za-z0-9_]+\n`, s.greeting)
		s.stopped(t)
	})

	t.Run("plants no demonstration among data of somebody's own", func(t *testing.T) {
		t.Parallel()
		for _, use := range [][]string{
			{"staff", "create", "--email", "jan@example.com", "--role", "owner"},
			{"apikey", "create", "--scope", "read"},
			{"apikey", "create", "--scope", "sync", "--source", "DEMO"},
		} {
			for _, url := range []string{made(t), databasetest.Postgres(t)} {
				require.Zero(t, execute(t, "", append(use, "--database", url)...).status)
				got := execute(t, "", "serve", "--demo", "--listen", "127.0.0.1:0", "--database", url)
				assert.Equal(t, statusFailed, got.status)
				assert.Contains(t, got.err, demo.ErrUsed.Error())
				count, err := databasetest.Open(t, url).Client(t.Context()).Staff.Query().Where(staff.EmailKey(demo.Email)).Count(t.Context())
				require.NoError(t, err)
				assert.Zero(t, count)
			}
		}
	})

	t.Run("goes on with a demonstration that is there", func(t *testing.T) {
		t.Parallel()
		url := fresh(t)
		for _, again := range []bool{false, true} {
			s := serve(t, "ERP key", "--database", url, "--demo")
			assert.Contains(t, s.greeting, "owner@demo.example")
			assert.Equal(t, again, strings.Contains(s.greeting, "revoked"), "the key of the last start does not end in silence")
			s.stopped(t)
		}
	})

	t.Run("answers health checks until it is told to stop", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "Address", "--database", fresh(t))
		listen := strings.TrimPrefix(s.address, "http://")
		got := execute(t, "", "health", "--listen", listen)
		assert.Zero(t, got.status, got.err)
		response, err := http.Get(s.address + "/healthz")
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, http.StatusOK, response.StatusCode)
		s.stopped(t)
		assert.Equal(t, statusFailed, execute(t, "", "health", "--listen", listen).status)
	})

	t.Run("does not touch the database when the port is taken", func(t *testing.T) {
		t.Parallel()
		s := serve(t, "Address", "--database", fresh(t))
		other := fresh(t)
		got := execute(t, "", "serve", "--listen", strings.TrimPrefix(s.address, "http://"), "--database", other)
		assert.Equal(t, statusFailed, got.status)
		assert.NoFileExists(t, strings.TrimPrefix(other, "sqlite:"))
		s.stopped(t)
	})
}
