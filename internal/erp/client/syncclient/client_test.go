package syncclient_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/client/syncclient"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

func TestPush(t *testing.T) {
	t.Parallel()
	t.Run("sends with the key and reports in the order of the file", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		told, err := push(t, server.serve(t), newRecords(3))
		require.NoError(t, err)
		assert.Equal(t, []string{"Bearer " + key}, server.keys)
		require.Len(t, told.results, 3)
		for i, result := range told.results {
			assert.Equal(t, i+1, result.Record.Number)
			assert.Equal(t, result.Record.Contractor.GetExternalId(), result.Answer.GetExternalId())
		}
	})
	t.Run("splits by records, with a request id for each batch", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		_, err := push(t, server.serve(t), newRecords(1001))
		require.NoError(t, err)
		assert.Equal(t, []int{500, 500, 1}, sizes(server))
		ids := map[string]bool{}
		for _, request := range server.requests {
			ids[uuid.MustParse(request.GetRequestId()).String()] = true
			assert.False(t, request.GetValidateOnly())
			assert.False(t, request.GetAllOrNothing())
		}
		assert.Len(t, ids, 3)
	})
	t.Run("splits by bytes", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		note := strings.Repeat("x", 1<<20)
		file := newRecords(10, func(record *contractorfile.Record) { record.Contractor.Note = &note })
		_, err := push(t, server.serve(t), file)
		require.NoError(t, err)
		assert.Equal(t, []int{3, 3, 3, 1}, sizes(server))
		for _, request := range server.requests {
			assert.LessOrEqual(t, proto.Size(request), 3_670_016)
		}
	})
	t.Run("only asks in a dry run", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		_, err := push(t, server.serve(t), newRecords(1), func(config *syncclient.Config) { config.DryRun = true })
		require.NoError(t, err)
		assert.True(t, server.requests[0].GetValidateOnly())
	})
	t.Run("reports what it does not send", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		file := newRecords(5, func(record *contractorfile.Record) {
			switch record.Number {
			case 2:
				unreadable(record)
			case 4:
				record.Skipped = true
			}
		})
		told, err := push(t, server.serve(t), file)
		require.NoError(t, err)
		assert.Equal(t, []int{3}, sizes(server))
		require.Len(t, told.results, 5)
		assert.Nil(t, told.results[1].Answer)
		assert.Nil(t, told.results[3].Answer)
		assert.Equal(t, "5", told.results[4].Answer.GetExternalId())
	})
	t.Run("calls nobody for nothing", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		told, err := push(t, server.serve(t), newRecords(2, unreadable))
		require.NoError(t, err)
		assert.Len(t, told.results, 2)
		assert.Zero(t, server.calls)
	})
	t.Run("stops where the file cannot be read on", func(t *testing.T) {
		t.Parallel()
		server := &server{}
		broken := errors.New("disk on fire")
		told, err := push(t, server.serve(t), &breaking{records: newRecords(3), err: broken}, withBatch(2))
		require.ErrorIs(t, err, broken)
		assert.Len(t, told.results, 2)
	})
}

func TestNew(t *testing.T) {
	t.Parallel()
	good := syncclient.Config{Server: "https://registry.example/", Key: key, BatchSize: 500}
	tests := map[string]struct {
		field  string
		change func(*syncclient.Config)
	}{
		"a server without a scheme":    {"server", func(c *syncclient.Config) { c.Server = "registry.example" }},
		"a server of another scheme":   {"server", func(c *syncclient.Config) { c.Server = "ftp://registry.example" }},
		"no server":                    {"server", func(c *syncclient.Config) { c.Server = "" }},
		"no key":                       {"key", func(c *syncclient.Config) { c.Key = "" }},
		"a key with the end of a line": {"key", func(c *syncclient.Config) { c.Key += "\n" }},
		"a batch of none":              {"batch", func(c *syncclient.Config) { c.BatchSize = 0 }},
		"a batch that nobody may send": {"batch", func(c *syncclient.Config) { c.BatchSize = 501 }},
	}
	for name, test := range tests {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			config := good
			test.change(&config)
			_, err := syncclient.New(config)
			refusal, isFault := fault.As(err)
			require.True(t, isFault)
			require.Len(t, refusal.Fields, 1)
			assert.Equal(t, test.field, refusal.Fields[0].Path)
			assert.NotContains(t, err.Error(), key)
		})
	}
	t.Run("names every fault at once", func(t *testing.T) {
		t.Parallel()
		_, err := syncclient.New(syncclient.Config{})
		refusal, isFault := fault.As(err)
		require.True(t, isFault)
		assert.Len(t, refusal.Fields, 3)
	})
	t.Run("takes what is right", func(t *testing.T) {
		t.Parallel()
		_, err := syncclient.New(good)
		require.NoError(t, err)
	})
}

func sizes(server *server) []int {
	var counts []int
	for _, request := range server.requests {
		counts = append(counts, len(request.GetContractors()))
	}
	return counts
}

// breaking is a file that cannot be read to its end.
type breaking struct {
	*records

	err error
}

func (b *breaking) Next() (contractorfile.Record, error) {
	record, err := b.records.Next()
	if err != nil {
		return contractorfile.Record{}, b.err
	}
	return record, nil
}
