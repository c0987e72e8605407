package syncclient_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const key = "kt_0123456789"

// server is a Kartoteka that takes everything, after the failures that it was told.
type server struct {
	kartotekav1connect.UnimplementedContractorSyncServiceHandler

	failures []error // one a call; nil takes the batch
	breakOff int     // calls whose answer is lost, every other after it began

	mu       sync.Mutex
	calls    int
	requests []*apiv1.PushContractorsRequest
	keys     []string
}

func (s *server) PushContractors(ctx context.Context, request *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.requests = append(s.requests, request)
	if info, ok := connect.CallInfoForHandlerContext(ctx); ok {
		s.keys = append(s.keys, info.RequestHeader().Get("Authorization"))
	}
	if s.calls <= len(s.failures) && s.failures[s.calls-1] != nil {
		return nil, s.failures[s.calls-1]
	}
	response := &apiv1.PushContractorsResponse{}
	for _, contractor := range request.GetContractors() {
		response.Results = append(response.Results, &apiv1.ContractorResult{
			ExternalId: contractor.GetExternalId(), Outcome: apiv1.Outcome_OUTCOME_CREATED,
		})
	}
	return response, nil
}

// serve returns the address of the server.
func (s *server) serve(t *testing.T) string {
	t.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(s)
	return listen(t, func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r)
		if s.breakOff > 0 {
			s.breakOff--
			if s.breakOff%2 == 0 {
				w.(http.Flusher).Flush()
			}
			panic(http.ErrAbortHandler)
		}
	})
}

// serve returns the address of a server of which every call works.
func serve(t *testing.T, calls kartotekav1connect.ContractorSyncServiceHandler) string {
	t.Helper()
	_, handler := kartotekav1connect.NewContractorSyncServiceHandler(calls)
	return listen(t, handler.ServeHTTP)
}

func listen(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	web := httptest.NewServer(handler)
	t.Cleanup(web.Close)
	return web.URL
}

// outcome is what the client told while it pushed.
type outcome struct {
	results []syncclient.Result
	retries []syncclient.Retry
	waits   []time.Duration
}

func push(t *testing.T, address string, file contractorfile.Reader, options ...func(*syncclient.Config)) (*outcome, error) {
	t.Helper()
	told := &outcome{}
	config := syncclient.Config{
		Server: address, Key: key, BatchSize: syncclient.MaxRecords,
		Report:   func(result syncclient.Result) { told.results = append(told.results, result) },
		Retrying: func(retry syncclient.Retry) { told.retries = append(told.retries, retry) },
		Pause: func(_ context.Context, wait time.Duration) error {
			told.waits = append(told.waits, wait)
			return nil
		},
	}
	for _, option := range options {
		option(&config)
	}
	client, err := syncclient.New(config)
	require.NoError(t, err)
	return told, client.Push(t.Context(), file, syncclient.NewJob())
}

func withBatch(size int) func(*syncclient.Config) {
	return func(config *syncclient.Config) { config.BatchSize = size }
}

// records is a file in memory.
type records []contractorfile.Record

func (r *records) Next() (contractorfile.Record, error) {
	if len(*r) == 0 {
		return contractorfile.Record{}, io.EOF
	}
	next := (*r)[0]
	*r = (*r)[1:]
	return next, nil
}

func newRecords(count int, with ...func(*contractorfile.Record)) *records {
	var made records
	for number := 1; number <= count; number++ {
		record := contractorfile.Record{
			Number: number, Line: number, Contractor: &apiv1.Contractor{ExternalId: strconv.Itoa(number)},
		}
		for _, change := range with {
			change(&record)
		}
		made = append(made, record)
	}
	return &made
}

func unreadable(record *contractorfile.Record) {
	record.Problems = []fault.Field{{Path: "KONTRAHENT/NIP", Reason: "DUPLICATE_ELEMENT"}}
}
