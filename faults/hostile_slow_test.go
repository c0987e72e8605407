package faults_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
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
	// reads is how many bytes of the answer are taken before nothing more is, and hears what is in them.
	reads int
	hears string
}

// everything is read: the answer stalls nowhere.
const everything = 1 << 40

// slowness are the ways, by name. Those with a long deadline are for the full size.
func slowness(key string) map[string]slow {
	request := func(procedure, length, contentType string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n", procedure, key, contentType, length)
	}
	ways := map[string]slow{
		"headers that trickle": {"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "x", trickle, headerDeadline, everything, ""},
		"no headers at all":    {"", "", trickle, headerDeadline, everything, ""},
		"pings without end": {
			"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\x00\x00\x00\x04\x00\x00\x00\x00\x00",
			strings.Repeat("\x00\x00\x08\x06\x00\x00\x00\x00\x00pingping", 100), 0, headerDeadline, 0, "",
		},
	}
	if scale.IsFull() {
		ways["a body that trickles"] = slow{
			request(kartotekav1connect.ContractorSyncServicePushContractorsProcedure, "Content-Length: 100000", "application/json"),
			" ", trickle, transferDeadline, everything, "",
		}
		ask := `{"includeOwn":true}`
		ways["a stream that is not read"] = slow{
			request(kartotekav1connect.ContractorSyncServiceWatchChangesProcedure, fmt.Sprintf("Content-Length: %d", 5+len(ask)), "application/connect+json") +
				"\x00\x00\x00\x00" + string(rune(len(ask))) + ask,
			"", trickle, transferDeadline, 2048, `{"changes":[{`,
		}
	}
	return ways
}

// watchersOfOne is how many streams the program lets a source system open.
const watchersOfOne = 20

// Connections that only cost are closed at their deadline, and meanwhile everybody else is served.
func TestSlowConnectionsAreShed(t *testing.T) {
	t.Parallel()
	onEach(t, "R-27", func(t *testing.T, c *scale.Case, database string) {
		each := scale.Of(30, 1000) / len(slowness(""))
		var sources []map[string]slow // so many that each stream is let in
		for i := range (each + watchersOfOne - 1) / watchersOfOne {
			sources = append(sources, slowness(makeKeyOf(t, database, "sync", "--source", fmt.Sprintf("SLOW-%d", i))))
		}
		server := serve(t, database)
		healthy := &wellMeaning{erp: server.erp(makeKeyOf(t, database, "sync", "--source", "HEALTHY"))}
		healthy.fill(t, 500) // more to watch than a stalled line takes in
		span := time.Duration(scale.Of(2, 30)) * time.Second
		healthy.work(t, after(span))
		before := float64(len(healthy.took)) / span.Seconds()

		began := time.Now()
		late := &atomic.Int64{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			var holding sync.WaitGroup
			defer holding.Wait()
			for i := range each {
				for name, way := range sources[i/watchersOfOne] {
					holding.Go(func() { server.hold(name, way, late) })
				}
			}
		}()
		healthy.work(t, done)
		during := float64(len(healthy.took)) / time.Since(began).Seconds()
		assert.Zero(t, late.Load(), "connections outlived their deadline")
		c.Saw("%d slow connections, all closed within %s of their deadline; good calls %.1f/s before, %.1f/s meanwhile, none failed; server at most %d MiB",
			each*len(sources[0]), grace, before, during, peakMemory(server.pid()))
	})
}

// hold keeps a connection the slow way until the program closes it.
func (p *program) hold(name string, way slow, late *atomic.Int64) {
	dialer := net.Dialer{Timeout: patience, Control: likeFar}
	conn, err := dialer.DialContext(p.t.Context(), "tcp", *p.address.Load())
	if !assert.NoError(p.t, err) {
		return
	}
	defer conn.Close()
	_, err = io.WriteString(conn, way.begins)
	if err == nil && way.reads < everything {
		_ = conn.SetReadDeadline(time.Now().Add(patience)) // if it fails, so does the reading
		heard := make([]byte, way.reads)
		_, err = io.ReadFull(conn, heard)
		assert.Contains(p.t, string(heard), way.hears, name)
	}
	began := time.Now()
	ctx, cancel := context.WithTimeout(p.t.Context(), way.deadline+grace)
	defer cancel()
	if way.reads == everything {
		go func() {
			defer cancel()
			_, _ = io.Copy(io.Discard, conn) // until it is closed
		}()
	}
	for err == nil && ctx.Err() == nil {
		pause(ctx, way.every)
		_ = conn.SetWriteDeadline(began.Add(way.deadline + grace)) // a write that blocks ends then
		_, err = io.WriteString(conn, way.repeats)
	}
	if lasted := time.Since(began); lasted >= way.deadline+grace && !isClosed(conn) {
		late.Add(1)
		p.t.Logf("%s: still open after %s", name, lasted.Round(time.Millisecond))
	}
}

// likeFar makes a connection within the machine hold as little as one over a line does, where packets
// are small: otherwise megabytes are under way before a write blocks.
func likeFar(_, _ string, raw syscall.RawConn) error {
	var refused error
	err := raw.Control(func(socket uintptr) {
		refused = errors.Join(
			syscall.SetsockoptInt(int(socket), syscall.IPPROTO_TCP, syscall.TCP_MAXSEG, 1400),
			syscall.SetsockoptInt(int(socket), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096),
		)
	})
	return errors.Join(err, refused)
}

// isClosed reads what is left and reports whether it ends. A stream that still lives goes on instead.
func isClosed(conn net.Conn) bool {
	_ = conn.SetReadDeadline(time.Now().Add(grace)) // if it fails, so does the reading
	_, err := io.Copy(io.Discard, conn)
	return err == nil || !isTimeout(err)
}

func isTimeout(err error) bool {
	failure, ok := err.(net.Error) //nolint:errorlint // the connection returns it as it is
	return ok && failure.Timeout()
}
