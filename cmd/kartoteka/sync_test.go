package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

const exampleFiles = "../../examples/erp"

var update = flag.Bool("update", false, "write the golden files anew")

// fakeServer gives the outcomes that it was told by external id; the others are created.
type fakeServer struct {
	kartotekav1connect.UnimplementedContractorSyncServiceHandler

	results map[string]*apiv1.ContractorResult
	refusal error
	dryRuns []bool
}

func (s *fakeServer) PushContractors(_ context.Context, request *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	s.dryRuns = append(s.dryRuns, request.GetValidateOnly())
	if s.refusal != nil {
		return nil, s.refusal
	}
	response := &apiv1.PushContractorsResponse{}
	for _, contractor := range request.GetContractors() {
		result := s.results[contractor.GetExternalId()]
		if result == nil {
			result = &apiv1.ContractorResult{Outcome: apiv1.Outcome_OUTCOME_CREATED}
		}
		response.Results = append(response.Results, result)
	}
	return response, nil
}

// ran is what a run of the command left behind.
type ran struct {
	out, err bytes.Buffer
	status   int
	failure  error
}

func runPush(t *testing.T, server *fakeServer, stdin string, change func(*pushCommand, *streams)) *ran {
	t.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(server)
	web := httptest.NewServer(handler)
	t.Cleanup(web.Close)
	run := &ran{}
	command := &pushCommand{
		toServer: toServer{Server: web.URL, Key: "kt_1"}, fromFile: fromFile{Format: "optima", File: "-"}, inBatches: inBatches{Batch: 500},
		resuming: resuming{State: filepath.Join(t.TempDir(), "state.json")},
	}
	streams := &streams{in: strings.NewReader(stdin), out: &run.out, err: &run.err}
	if change != nil {
		change(command, streams)
	}
	run.failure = command.Run(t.Context(), streams)
	var exit interface{ ExitCode() int }
	if errors.As(run.failure, &exit) {
		run.status = exit.ExitCode()
	} else {
		require.NoError(t, run.failure)
	}
	return run
}

func optimaFile(elements ...string) string {
	return "<ROOT><KONTRAHENCI>\n<KONTRAHENT>" + strings.Join(elements, "</KONTRAHENT>\n<KONTRAHENT>") + "</KONTRAHENT></KONTRAHENCI></ROOT>"
}

func requireGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// mixed is a file with one record of every fate, and the server that decides them.
func mixed() (string, *fakeServer) {
	result := func(outcome apiv1.Outcome) *apiv1.ContractorResult { return &apiv1.ContractorResult{Outcome: outcome} }
	updated := result(apiv1.Outcome_OUTCOME_UPDATED)
	updated.ChangedFields = []string{"phone", "taxId"}
	updated.Warnings = []string{"PHONE_NOT_NORMALIZED:phone"}
	rejected := result(apiv1.Outcome_OUTCOME_REJECTED)
	rejected.FieldViolations = []*apiv1.FieldViolation{
		{Field: "taxId", Reason: "TAX_ID_CHECKSUM", Description: "The check digit does not match."},
		{Field: "addresses[0].country", Reason: "COUNTRY_UNKNOWN", Description: "There is no such country."},
	}
	conflict := result(apiv1.Outcome_OUTCOME_CONFLICT)
	conflict.FieldViolations = []*apiv1.FieldViolation{{Field: "sourceRevision", Reason: "REVISION_REUSED", Description: "The revision came with another content."}}
	server := &fakeServer{results: map[string]*apiv1.ContractorResult{
		"2": updated, "3": result(apiv1.Outcome_OUTCOME_UNCHANGED), "4": result(apiv1.Outcome_OUTCOME_STALE),
		"5": conflict, "6": rejected, "7": result(apiv1.Outcome_OUTCOME_UNPROCESSED), "8": result(apiv1.Outcome(99)),
	}}
	return optimaFile(
		"<ID_ZRODLA>1</ID_ZRODLA><AKRONIM>ŻÓŁW</AKRONIM><EKSPORT>inny</EKSPORT>",
		"<ID_ZRODLA>2</ID_ZRODLA><AKRONIM>B</AKRONIM>",
		"<ID_ZRODLA>3</ID_ZRODLA><AKRONIM>C</AKRONIM>",
		"<ID_ZRODLA>4</ID_ZRODLA><AKRONIM>D</AKRONIM>",
		"<ID_ZRODLA>5</ID_ZRODLA><AKRONIM>E</AKRONIM>",
		"<ID_ZRODLA>6</ID_ZRODLA>",
		"<ID_ZRODLA>7</ID_ZRODLA><AKRONIM>G</AKRONIM>",
		"<ID_ZRODLA>8</ID_ZRODLA><AKRONIM>H</AKRONIM>",
		"<ID_ZRODLA>9</ID_ZRODLA><AKRONIM>I</AKRONIM><TERMIN>x</TERMIN>\n<OPIS>a</OPIS><OPIS>b</OPIS>",
		"<ID_ZRODLA>10</ID_ZRODLA><AKRONIM>J</AKRONIM><RODZAJ>dostawca</RODZAJ>",
	), server
}

func TestSyncPush(t *testing.T) {
	t.Parallel()
	t.Run("reports every record that changed or is to be mended", func(t *testing.T) {
		t.Parallel()
		file, server := mixed()
		run := runPush(t, server, file, nil)
		requireGolden(t, "sync_push.golden", run.out.String())
		assert.Equal(t, 1, run.status)
		assert.Empty(t, run.err.String())
	})
	t.Run("reports all records when asked to", func(t *testing.T) {
		t.Parallel()
		file, server := mixed()
		run := runPush(t, server, file, func(c *pushCommand, _ *streams) { c.Verbose, c.DryRun = true, true })
		requireGolden(t, "sync_push_verbose.golden", run.out.String())
		assert.Equal(t, []bool{true}, server.dryRuns)
	})
	t.Run("takes the examples, from files of both formats", func(t *testing.T) {
		t.Parallel()
		for file, format := range map[string]string{"optima-contractors.xml": "optima", "contractors.jsonl": "jsonl"} {
			run := runPush(t, &fakeServer{}, "", func(c *pushCommand, _ *streams) {
				c.File, c.Format = filepath.Join(exampleFiles, file), format
			})
			assert.Zero(t, run.status)
			assert.Contains(t, run.out.String(), "10 records: 10 created.\n")
		}
	})
	t.Run("takes AKRONIM for the external id when told to", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join("..", "..", "internal", "erp", "client", "optima", "testdata", "optima-noid.xml")
		run := runPush(t, &fakeServer{}, "", func(c *pushCommand, _ *streams) { c.File = file })
		assert.Equal(t, 1, run.status)
		assert.Contains(t, run.out.String(), "With --id akronim, AKRONIM is taken for the external id.")
		run = runPush(t, &fakeServer{}, "", func(c *pushCommand, _ *streams) { c.File, c.ID = file, "akronim" })
		assert.Zero(t, run.status)
		assert.Contains(t, run.out.String(), "1 records: 1 created.\n")
	})
	t.Run("tells of long files as it goes", func(t *testing.T) {
		t.Parallel()
		run := runPush(t, &fakeServer{}, strings.Repeat("{}\n", 5), func(c *pushCommand, _ *streams) { c.Format, c.Batch = "jsonl", 2 })
		assert.Equal(t, "2 of 5 records done\n4 of 5 records done\n", run.err.String())
	})
	t.Run("draws a bar on a terminal and takes it away", func(t *testing.T) {
		t.Parallel()
		run := runPush(t, &fakeServer{}, "{}\n{}\n", func(c *pushCommand, s *streams) { c.Format, s.isTerminal = "jsonl", true })
		assert.Contains(t, run.err.String(), "\r["+strings.Repeat("█", 15)+strings.Repeat("░", 15)+"] 1 of 2")
		assert.True(t, strings.HasSuffix(run.err.String(), "] 2 of 2\r\x1b[K"))
		assert.NotContains(t, run.out.String(), "\r")
	})
	t.Run("prints nothing that moves the cursor", func(t *testing.T) {
		t.Parallel()
		run := runPush(t, &fakeServer{}, `{"externalId":"1\u001b[2J\u202e","code":"`+strings.Repeat("x", 400)+`"}`, func(c *pushCommand, _ *streams) { c.Format = "jsonl" })
		assert.Contains(t, run.out.String(), "1\ufffd[2J\ufffd")
		assert.Less(t, run.out.Len(), 500)
	})
}

func TestSyncPushFailures(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		stdin  string
		server *fakeServer
		change func(*pushCommand, *streams)
		says   string
	}{
		"a file that breaks off": {
			stdin: optimaFile("<ID_ZRODLA>1</ID_ZRODLA>") + "\nx", says: "standard input, line 2: STRAY_CONTENT",
		},
		"a file that is not there": {
			change: func(c *pushCommand, _ *streams) { c.File = "no-such-file.xml" }, says: "no-such-file.xml",
		},
		"a folder": {
			change: func(c *pushCommand, _ *streams) { c.File = exampleFiles }, says: "is a directory",
		},
		"a batch that nobody may send": {
			change: func(c *pushCommand, _ *streams) { c.Batch = 501 }, says: "BATCH_INVALID",
		},
		"standard input that cannot be read": {
			change: func(_ *pushCommand, s *streams) { s.in = failing{} }, says: "out of paper",
		},
		"a key that is refused": {
			stdin:  optimaFile("<ID_ZRODLA>1</ID_ZRODLA>"),
			server: &fakeServer{refusal: connect.NewError(connect.CodeUnauthenticated, errors.New("who is there"))},
			says:   "unauthenticated: who is there",
		},
	}
	for name, test := range tests {
		t.Run("end with 2 for "+name, func(t *testing.T) {
			t.Parallel()
			server := test.server
			if server == nil {
				server = &fakeServer{}
			}
			run := runPush(t, server, test.stdin, test.change)
			assert.Equal(t, 2, run.status)
			require.ErrorContains(t, run.failure, test.says)
			if test.server == nil {
				assert.Empty(t, server.dryRuns, "something was sent")
				assert.Empty(t, run.out.String())
			}
		})
	}
	t.Run("say how far the push came", func(t *testing.T) {
		t.Parallel()
		refusing := &fakeServer{refusal: connect.NewError(connect.CodeInternal, errors.New("x"))}
		run := runPush(t, refusing, "{}\n{}\n", func(c *pushCommand, _ *streams) { c.Format = "jsonl" })
		assert.Equal(t, "Stopped after 0 of 2 records.\n", run.out.String())
	})
}

func TestSyncFlags(t *testing.T) {
	t.Parallel()
	parse := func(t *testing.T, arguments ...string) (*pushCommand, error) {
		t.Helper()
		var commands struct {
			Sync syncCommand `cmd:""`
		}
		parser, err := kong.New(&commands, kong.Exit(func(int) {}), kong.Writers(io.Discard, io.Discard))
		require.NoError(t, err)
		_, err = parser.Parse(append([]string{"sync", "push"}, arguments...))
		return &commands.Sync.Push, err
	}
	t.Run("are read", func(t *testing.T) {
		t.Parallel()
		command, err := parse(t, "--server", "http://s", "--key", "k", "--format", "jsonl", "--dry-run", "-v", "--batch", "9", "-")
		require.NoError(t, err)
		assert.Equal(t, &pushCommand{
			toServer: toServer{Server: "http://s", Key: "k"}, fromFile: fromFile{Format: "jsonl", ID: "id_zrodla", File: "-"},
			inBatches: inBatches{Verbose: true, Batch: 9}, resuming: resuming{State: "kartoteka-sync.json"}, DryRun: true,
		}, command)
	})
	t.Run("have defaults", func(t *testing.T) {
		t.Parallel()
		command, err := parse(t, "--server=http://s", "--key=k", "--format=optima", "file.xml")
		require.NoError(t, err)
		assert.Equal(t, 500, command.Batch)
	})
	for name, arguments := range map[string][]string{
		"a format":       {"--server=http://s", "--key=k", "-"},
		"a known format": {"--server=http://s", "--key=k", "--format=csv", "-"},
		"a file":         {"--server=http://s", "--key=k", "--format=optima"},
	} {
		t.Run("must name "+name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(t, arguments...)
			require.Error(t, err)
		})
	}
}

// failing is a stream that cannot be read.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("out of paper") }
