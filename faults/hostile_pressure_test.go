package faults_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

const (
	pressingStreams = 8
	commitDelay     = 200 * time.Millisecond
	// maxInFlight is what a stream may have sent beyond what was saved: the window of HTTP/2 and a
	// message or two on either side of it, in bytes.
	maxInFlight = 2 << 20
	// mostGrowth is how much more memory the end may take than the middle.
	mostGrowth = 1.10
)

// When the database is slow, streams wait: what is under way does not grow, and neither does memory.
func TestASlowDatabaseSlowsItsClients(t *testing.T) {
	t.Parallel()
	c := scale.Start(t, "R-28")
	database := databasetest.Postgres(t)
	server := serve(t, slowCommits(t, database))
	keys := make([]string, pressingStreams)
	for number := range keys { // a stream supersedes the others of its source system
		keys[number] = makeKeyOf(t, database, "sync", "--source", fmt.Sprintf("PRESSING%d", number))
	}
	span := time.Duration(scale.Of(4, 600)) * time.Second
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	flows := make([]*flow, pressingStreams)
	var pressing sync.WaitGroup
	for number := range flows {
		flows[number] = &flow{}
		pressing.Go(func() { server.press(ctx, keys[number], flows[number]) })
	}
	var resident []int
	for ctx.Err() == nil {
		resident = append(resident, residentMemory(server.pid()))
		pause(ctx, span/100)
	}
	pressing.Wait()
	most, saved := 0, 0
	for _, flow := range flows {
		most, saved = max(most, flow.most), saved+flow.saved
	}
	half := len(resident) / 2
	middle, end := mean(resident[half/2:half]), mean(resident[half+half/2:])
	assert.LessOrEqual(t, most, maxInFlight)
	assert.LessOrEqual(t, peakMemory(server.pid()), maxResident)
	if scale.IsFull() {
		assert.LessOrEqual(t, end, middle*mostGrowth)
	}
	require.NotZero(t, saved)
	c.Saw("%d streams for %s, at most %d KiB of one in flight, %d KiB saved, memory %.0f MiB in the middle, %.0f at the end",
		pressingStreams, span, most>>10, saved>>10, middle, end)
}

func mean(figures []int) float64 {
	sum := 0
	for _, figure := range figures {
		sum += figure
	}
	return float64(sum) / float64(max(1, len(figures)))
}

// flow counts the bytes that a stream has sent and that were saved.
type flow struct {
	mu                sync.Mutex
	sent, saved, most int
	sizes             []int // of the pushes, in order
}

func (f *flow) send(size int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent += size
	f.sizes = append(f.sizes, size)
	f.most = max(f.most, f.sent-f.saved)
}

func (f *flow) save(seq int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.saved += f.sizes[seq-1]
}

// press sends pushes as fast as the stream takes them until ctx is done.
func (p *program) press(ctx context.Context, key string, counted *flow) {
	stream, err := p.streams(key).StreamContractors(ctx)
	if !assert.NoError(p.t, err) {
		return
	}
	err = stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Open{Open: &apiv1.OpenSessionRequest{}}})
	if !assert.NoError(p.t, err) {
		return
	}
	var receiving sync.WaitGroup
	receiving.Go(func() {
		for {
			answer, err := stream.Receive()
			if err != nil {
				assert.Error(p.t, ctx.Err(), "the stream ended: %v", err)
				return
			}
			if ack := answer.GetAck(); ack != nil {
				counted.save(ack.GetSessionSeq())
			}
		}
	})
	for seq := int64(1); ctx.Err() == nil; seq++ {
		push := &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), SessionSeq: seq}
		for range 20 {
			pushed := contractor(uuid.NewString(), 1)
			pushed.Note = proto.String(strings.Repeat("x", 2000))
			push.Contractors = append(push.Contractors, pushed)
		}
		counted.send(proto.Size(push))
		if err := stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Push{Push: push}}); err != nil {
			break // the receiver says why
		}
	}
	receiving.Wait()
}

// streams returns a client of streams over HTTP/2, which they need in both directions.
func (p *program) streams(key string) kartotekav1connect.ContractorSyncServiceClient {
	return streamsOver(p.reachHTTP2(), key)
}

func streamsOver(client *http.Client, key string) kartotekav1connect.ContractorSyncServiceClient {
	return kartotekav1connect.NewContractorSyncServiceClient(client, programURL, connect.WithGRPC(), connect.WithInterceptors(streamKey{key}))
}

// reachHTTP2 is reach over HTTP/2.
func (p *program) reachHTTP2() *http.Client {
	client := p.reach()
	transport := client.Transport.(*http.Transport)
	transport.Protocols = &http.Protocols{}
	transport.Protocols.SetUnencryptedHTTP2(true)
	return client
}

// streamKey sends a key with each stream.
type streamKey struct{ key string }

// WrapUnary implements connect.Interceptor.
func (s streamKey) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc { return next }

// WrapStreamingHandler implements connect.Interceptor.
func (s streamKey) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return next
}

// WrapStreamingClient implements connect.Interceptor.
func (s streamKey) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return func(ctx context.Context, spec connect.Spec) connect.StreamingClientConn {
		conn := next(ctx, spec)
		conn.RequestHeader().Set("Authorization", "Bearer "+s.key)
		return conn
	}
}

// slowCommits returns a URL of the database through a line that holds up each commit.
func slowCommits(t *testing.T, database string) string {
	t.Helper()
	address, err := url.Parse(database)
	require.NoError(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	target := address.Host
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go holdUp(client, target)
		}
	}()
	address.Host = listener.Addr().String()
	return address.String()
}

// holdUp passes a connection on and waits before each commit.
func holdUp(client net.Conn, target string) {
	defer client.Close()
	server, err := net.Dial("tcp", target)
	if err != nil {
		return // the client sees its connection end
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(client, server)
		_ = client.Close()
	}()
	_, _ = io.Copy(server, slowReader{client})
}

// slowReader waits where what it has read commits.
type slowReader struct{ io.Reader }

// Read implements io.Reader.
func (s slowReader) Read(into []byte) (int, error) {
	n, err := s.Reader.Read(into)
	if bytes.Contains(into[:n], []byte("COMMIT")) {
		time.Sleep(commitDelay) // it is what the test is about
	}
	return n, err
}
