// Package syncclient is the ERP's side of the sync: it pushes contractors in batches and whole
// snapshots, pulls what changed in the shop, and compares both sides.
//
// A call that may have been lost is made again under the same request id, which the server answers
// once only; a job that was cut off goes on where it stopped. So nothing is lost and nothing doubled,
// whatever breaks on the way (SYNC-2). The package knows no files and prints nothing.
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

// MaxRecords is the most that the server takes in one batch.
const MaxRecords = 500

// Config says where to send and whom to tell.
type Config struct {
	Server    string // base URL
	Key       string // API key of scope sync
	DryRun    bool   // only tell what would happen (SYNC-7)
	BatchSize int    // records in a batch, 1–500
	// Report is told of every record in the order of the file, once its fate is known.
	Report func(Result)
	// Saved is told of a job whenever it got further, before anything else is sent; what it cannot keep stops the job.
	Saved func(Job) error
	// Retrying is told before a batch is sent again.
	Retrying func(Retry)
	// Pause waits between attempts; time itself when nil.
	Pause func(ctx context.Context, wait time.Duration) error
}

// Result is what became of a record.
type Result struct {
	Record contractorfile.Record
	// Answer is the server's; nil for a record that was not sent, because it could not be read or is no customer.
	Answer *apiv1.ContractorResult
}

// Retry says why a batch is sent again, and when.
type Retry struct {
	Attempt int // that failed
	Of      int
	Wait    time.Duration
	Reason  error
}

// Client sends to one server.
type Client struct {
	config Config
	rpc    kartotekav1connect.ContractorSyncServiceClient
}

// New returns a client, or what is wrong with its configuration.
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

// Job is a push or a snapshot of one file. One that was kept goes on where it stopped.
type Job struct {
	ID    uuid.UUID `json:"id"`              // the request ids of its batches follow from it
	Done  int       `json:"done"`            // records whose fate is known
	RunID string    `json:"runId,omitempty"` // of a snapshot: its run, once it is open
}

// NewJob returns a job that has not begun.
func NewJob() Job { return Job{ID: id.New()} }

// requestID is that of one step of the job, and always the same.
func (j Job) requestID(step string) string { return uuid.NewSHA1(j.ID, []byte(step)).String() }

// Push sends the records of a file and stops at the first batch that cannot be
// delivered, or where the file cannot be read on.
func (c *Client) Push(ctx context.Context, file contractorfile.Reader, job Job) error {
	_, err := c.push(ctx, file, job)
	return err
}

// push returns the job as far as it got.
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

// deliver sends the batch, if there is anything to send, and reports all of it.
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
