// Package h2guard ends HTTP/2 connections that flood the server with control frames.
//
// HTTP/2 obliges a server to answer every PING and every SETTINGS frame. net/http limits how many answers may
// wait to be sent, but not how many frames it answers: a peer that reads the answers can keep a processor busy
// over one connection without a single call. No handler sees those frames, so the connection itself has to
// count them.
package h2guard

import (
	"errors"
	"net"
	"sync/atomic"

	"golang.org/x/time/rate"
)

const (
	// maxControlFrames is how many control frames may follow one another at any speed. Beyond that only
	// controlFramesPerSecond are allowed, which is enough to keep a connection alive.
	maxControlFrames       = 1_000
	controlFramesPerSecond = 10
)

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// errFlood ends a connection that sends too many control frames.
var errFlood = errors.New("a flood of HTTP/2 control frames")

// Listener guards the connections of a listener. Connections that do not speak HTTP/2 are left alone.
type Listener struct{ net.Listener }

// Accept implements net.Listener.
func (l Listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &guarded{Conn: conn, slowly: rate.NewLimiter(controlFramesPerSecond, controlFramesPerSecond)}, nil
}

// guarded counts the control frames that a connection receives. A frame of a request or an answer sets the
// count back to zero: while data flows, clients ping to measure the bandwidth.
type guarded struct {
	net.Conn

	prefaceRead int // bytes of the preface read so far; negative if the connection does not speak HTTP/2
	received    frames
	sent        frames
	control     atomic.Int64 // control frames received since the last other frame
	slowly      *rate.Limiter
}

// Read implements net.Conn.
func (g *guarded) Read(into []byte) (int, error) {
	n, err := g.Conn.Read(into)
	flooded := false
	g.received.follow(g.afterPreface(into[:n]), func(kind byte) {
		switch {
		case isOfRequest(kind):
			g.control.Store(0)
		case g.control.Add(1) > maxControlFrames && !g.slowly.Allow():
			flooded = true
		}
	})
	if flooded {
		return 0, errFlood
	}
	return n, err
}

// Write implements net.Conn.
func (g *guarded) Write(data []byte) (int, error) {
	n, err := g.Conn.Write(data)
	g.sent.follow(data[:n], func(kind byte) {
		if isOfRequest(kind) {
			g.control.Store(0)
		}
	})
	return n, err
}

// afterPreface returns the part of the data that consists of frames: nothing on an HTTP/1.1 connection.
func (g *guarded) afterPreface(data []byte) []byte {
	for len(data) > 0 && g.prefaceRead >= 0 && g.prefaceRead < len(preface) {
		if data[0] != preface[g.prefaceRead] {
			g.prefaceRead = -1
			break
		}
		g.prefaceRead++
		data = data[1:]
	}
	if g.prefaceRead < 0 {
		return nil
	}
	return data
}

// isOfRequest reports whether frames of the kind carry a request or an answer: DATA and HEADERS.
func isOfRequest(kind byte) bool { return kind <= 1 }

// frameHeader is the length of a frame's header: three bytes of length, the kind, the flags, and four bytes of stream number.
const frameHeader = 9

// frames finds the frames in a stream of bytes that arrives in pieces of any size.
type frames struct {
	header [frameHeader]byte
	have   int // bytes of the header read so far
	left   int // bytes of the content still to come
}

// follow calls each with the kind of every frame whose header the data completes.
func (f *frames) follow(data []byte, each func(kind byte)) {
	for len(data) > 0 {
		if f.left > 0 {
			skipped := min(f.left, len(data))
			f.left -= skipped
			data = data[skipped:]
			continue
		}
		n := copy(f.header[f.have:], data)
		f.have += n
		data = data[n:]
		if f.have == frameHeader {
			f.have, f.left = 0, int(f.header[0])<<16|int(f.header[1])<<8|int(f.header[2])
			each(f.header[3])
		}
	}
}
