// Package syncclient is the ERP's side of the sync. It pushes contractors in batches and whole
// snapshots, pulls changes of the shop, and compares both sides.
//
// It repeats calls with the same request id, which the server answers only once, and resumes interrupted
// jobs where they stopped. So failures lose nothing and save nothing twice (SYNC-2). The package reads
// no files and prints nothing.
package syncclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// MaxRecords is the maximum number of records in a batch.
const MaxRecords = 500

// Config is how a client sends and reports.
type Config struct {
	Server    string // base URL
	Key       string // API key with the scope sync
	DryRun    bool   // only report what would happen (SYNC-7)
	BatchSize int    // records in a batch, 1–500
	// Report is called for every record, in the order of the file, when its result is known.
	Report func(Result)
	// Saved is called after each step of a job, before the next request. Its error stops the job.
	Saved func(Job) error
	// Retrying is called before a batch is sent again.
	Retrying func(Retry)
	// Pause waits between attempts; it uses real time when nil.
	Pause func(ctx context.Context, wait time.Duration) error
}

// Result is the result of one record.
type Result struct {
	Record contractorfile.Record
	// Answer comes from the server. It is nil for a record that was not sent, because it cannot be read
	// or is not a customer.
	Answer *apiv1.ContractorResult
}

// Retry says why and when a batch is sent again.
type Retry struct {
	Attempt int // number of the failed attempt
	Of      int
	Wait    time.Duration
	Reason  error
}

// Client sends to one server.
type Client struct {
	config Config
	rpc    kartotekav1connect.ContractorSyncServiceClient
}

// New returns a client, or the faults of the configuration.
func New(config Config) (*Client, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	if config.Pause == nil {
		config.Pause = pause
	}
	return &Client{config: config, rpc: dial(config.Server, config.Key)}, nil
}

func (c Config) check() error {
	var fields []fault.Field
	server, err := url.Parse(c.Server)
	if err != nil || server.Host == "" || server.Scheme != "http" && server.Scheme != "https" {
		fields = append(fields, fault.Field{Path: "server", Reason: "SERVER_INVALID", Text: "The server is not a URL such as https://registry.example."})
	}
	if c.Key == "" || strings.ContainsFunc(c.Key, isNotInKey) {
		fields = append(fields, fault.Field{Path: "key", Reason: "KEY_INVALID", Text: "The key is empty or holds what no key holds."})
	}
	if c.BatchSize < 1 || c.BatchSize > MaxRecords {
		fields = append(fields, fault.Field{Path: "batch", Reason: "BATCH_INVALID", Text: "A batch has 1 to 500 records."})
	}
	return fault.InvalidFields(fields)
}

func isNotInKey(r rune) bool { return r <= ' ' || r > '~' }

// Job is a push or snapshot of one file. A saved job resumes where it stopped.
type Job struct {
	ID    uuid.UUID `json:"id"`              // the request ids of its batches are derived from it
	Done  int       `json:"done"`            // records whose results are known
	RunID string    `json:"runId,omitempty"` // the run of a snapshot, once it is open
}

// NewJob returns a new job.
func NewJob() Job { return Job{ID: id.New()} }

// requestID returns the request id of a step of the job, which is always the same.
func (j Job) requestID(step string) string { return uuid.NewSHA1(j.ID, []byte(step)).String() }

// Push sends the records of a file. It stops at the first batch that cannot be delivered, or where the
// file cannot be read.
func (c *Client) Push(ctx context.Context, file contractorfile.Reader, job Job) error {
	_, err := c.push(ctx, file, job)
	return err
}

// push returns the progress of the job.
func (c *Client) push(ctx context.Context, file contractorfile.Reader, job Job) (Job, error) {
	batch := &batch{limit: c.config.BatchSize}
	for {
		record, err := file.Next()
		if errors.Is(err, io.EOF) {
			return c.deliver(ctx, batch, job)
		}
		if err != nil {
			return job, err
		}
		if record.Number <= job.Done {
			continue
		}
		if !batch.hasRoom(record) {
			if job, err = c.deliver(ctx, batch, job); err != nil {
				return job, err
			}
			batch = batch.next()
		}
		batch.add(record)
	}
}

// deliver sends the batch, unless it is empty, and reports its records.
func (c *Client) deliver(ctx context.Context, batch *batch, job Job) (Job, error) {
	if len(batch.records) == 0 {
		return job, nil
	}
	first, last := batch.records[0].Number, batch.records[len(batch.records)-1].Number
	var answers []*apiv1.ContractorResult
	if len(batch.contractors) > 0 {
		request := &apiv1.PushContractorsRequest{
			RequestId:     job.requestID("batch " + strconv.Itoa(first)),
			Contractors:   batch.contractors,
			ValidateOnly:  c.config.DryRun,
			SnapshotRunId: job.RunID,
		}
		response, err := call(ctx, c, request, c.rpc.PushContractors)
		if err != nil {
			return job, fmt.Errorf("push records %d to %d: %w", first, last, err)
		}
		answers = response.GetResults()
	}
	if len(answers) != len(batch.contractors) {
		return job, fmt.Errorf("push %d records: the server answered for %d", len(batch.contractors), len(answers))
	}
	for _, record := range batch.records {
		result := Result{Record: record}
		if record.IsSendable() {
			result.Answer, answers = answers[0], answers[1:]
		}
		c.config.Report(result)
	}
	job.Done = last
	return job, c.save(job)
}

func (c *Client) save(job Job) error {
	if c.config.Saved == nil {
		return nil
	}
	return c.config.Saved(job)
}
