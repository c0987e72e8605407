package faults_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/faults/scale"
)

const (
	// grace is what a slow connection may last beyond its deadline.
	grace = 5 * time.Second
	// headerDeadline and transferDeadline are the program's own.
	headerDeadline   = 5 * time.Second
	transferDeadline = 60 * time.Second
	// trickle is how often a slow client sends a byte.
	trickle = 200 * time.Millisecond
)

// slow is a way of holding a connection: what it says at once, what it repeats, and by when it must
// have been closed.
type slow struct {
	begins, repeats string
	every           time.Duration // zero repeats as fast as it can
	deadline        time.Duration
	// listens says whether what the program answers is read: whoever does not read stalls it.
	listens bool
}

// slowness are the ways, by name. Those with a long deadline are for the full size.
func slowness(key string) map[string]slow {
	request := func(procedure, length, contentType string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n", procedure, key, contentType, length)
	}
	ways := map[string]slow{
		"headers that trickle": {"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "x", trickle, headerDeadline, true},
		"no headers at all":    {"", "", trickle, headerDeadline, true},
		"pings without end": {
			"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\x00\x00\x00\x04\x00\x00\x00\x00\x00",
			strings.Repeat("\x00\x00\x08\x06\x00\x00\x00\x00\x00pingping", 100), 0, headerDeadline, false,
		},
	}
	if scale.IsFull() {
		ways["a body that trickles"] = slow{
			request(kartotekav1connect.ContractorSyncServicePushContractorsProcedure, "Content-Length: 100000", "application/json"),
			" ", trickle, transferDeadline, true,
		}
		ways["a stream that is not read"] = slow{
			request(kartotekav1connect.ContractorSyncServiceWatchChangesProcedure, "Content-Length: 23", "application/connect+json") +
				"\x00\x00\x00\x00\x12" + `{"includeOwn":true}`[:18],
			"", trickle, transferDeadline, false,
		}
	}
	return ways
}

// Connections that only cost are closed at their deadline, and meanwhile everybody else is served.
func TestSlowConnectionsAreShed(t *testing.T) {
	t.Parallel()
	onEach(t, "R-27", func(t *testing.T, c *scale.Case, database string) {
		key := makeKey(t, database)
		server := serve(t, database)
		healthy := &wellMeaning{erp: server.erp(makeKeyOf(t, database, "sync", "--source", "HEALTHY"))}
		span := time.Duration(scale.Of(2, 30)) * time.Second
		healthy.work(t, after(span))
		before := float64(len(healthy.took)) / span.Seconds()

		ways := slowness(key)
		each := scale.Of(60, 1000) / len(ways)
		began := time.Now()
		late := &atomic.Int64{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			var holding sync.WaitGroup
			defer holding.Wait()
			for name, way := range ways {
				for range each {
					holding.Go(func() { server.hold(name, way, late) })
				}
			}
		}()
		healthy.work(t, done)
		during := float64(len(healthy.took)) / time.Since(began).Seconds()
		assert.Zero(t, late.Load(), "connections outlived their deadline")
		c.Saw("%d slow connections, all closed within %s of their deadline; good calls %.0f/s before, %.0f/s meanwhile, none failed; server at most %d MiB",
			each*len(ways), grace, before, during, peakMemory(server.pid()))
	})
}

// hold keeps a connection the slow way until the program closes it.
func (p *program) hold(name string, way slow, late *atomic.Int64) {
	dialer := net.Dialer{Timeout: patience}
	conn, err := dialer.DialContext(p.t.Context(), "tcp", *p.address.Load())
	if !assert.NoError(p.t, err) {
		return
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(p.t.Context(), way.deadline+grace)
	defer cancel()
	if way.listens {
		go func() {
			defer cancel()
			_, _ = io.Copy(io.Discard, conn) // until it is closed
		}()
	}
	began := time.Now()
	for _, err = io.WriteString(conn, way.begins); err == nil && ctx.Err() == nil; {
		pause(ctx, way.every)
		_ = conn.SetWriteDeadline(began.Add(way.deadline + grace)) // a write that blocks ends then
		_, err = io.WriteString(conn, way.repeats)
	}
	if lasted := time.Since(began); lasted >= way.deadline+grace && !isClosed(conn) {
		late.Add(1)
		p.t.Logf("%s: still open after %s", name, lasted.Round(time.Millisecond))
	}
}

// isClosed reads what is left and reports whether it ends.
func isClosed(conn net.Conn) bool {
	_ = conn.SetReadDeadline(time.Now().Add(time.Second)) // if it fails, so does the reading
	_, err := io.Copy(io.Discard, conn)
	return err == nil || !isTimeout(err)
}

func isTimeout(err error) bool {
	failure, ok := err.(net.Error) //nolint:errorlint // the connection returns it as it is
	return ok && failure.Timeout()
}
