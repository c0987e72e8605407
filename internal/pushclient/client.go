// Package pushclient sends contractors to a Kartoteka server in batches and tells
// what became of each.
//
// A batch that may have been lost is sent again under the same request id, which the
// server answers once only; so nothing is lost and nothing doubled, whatever breaks
// on the way (SYNC-2). The package knows no files and prints nothing.
package pushclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/contractorfile"
	"github.com/kartoteka/kartoteka/internal/fault"
	"github.com/kartoteka/kartoteka/internal/id"
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

// Push sends the records of a file and stops at the first batch that cannot be
// delivered, or where the file cannot be read on.
func (c *Client) Push(ctx context.Context, file contractorfile.Reader) error {
	batch := &batch{limit: c.config.BatchSize}
	for {
		record, err := file.Next()
		if errors.Is(err, io.EOF) {
			return c.deliver(ctx, batch)
		}
		if err != nil {
			return err
		}
		if !batch.hasRoom(record) {
			if err := c.deliver(ctx, batch); err != nil {
				return err
			}
			batch = batch.next()
		}
		batch.add(record)
	}
}

// deliver sends the batch, if there is anything to send, and reports all of it.
func (c *Client) deliver(ctx context.Context, batch *batch) error {
	var answers []*apiv1.ContractorResult
	if len(batch.contractors) > 0 {
		response, err := c.send(ctx, &apiv1.PushContractorsRequest{
			RequestId:    id.New().String(),
			Contractors:  batch.contractors,
			ValidateOnly: c.config.DryRun,
		})
		if err != nil {
			return fmt.Errorf("push records %d to %d: %w", batch.records[0].Number, batch.records[len(batch.records)-1].Number, err)
		}
		answers = response.GetResults()
	}
	if len(answers) != len(batch.contractors) {
		return fmt.Errorf("push %d records: the server answered for %d", len(batch.contractors), len(answers))
	}
	for _, record := range batch.records {
		result := Result{Record: record}
		if record.IsSendable() {
			result.Answer, answers = answers[0], answers[1:]
		}
		c.config.Report(result)
	}
	return nil
}
