package server

import (
	"errors"
	"net"
	"sync/atomic"

	"golang.org/x/time/rate"
)

const (
	// maxIdleFrames is how many frames that ask for nothing may follow one another at any speed, and
	// idleFramesPerSecond how fast they may go on for ever, as the pings of a connection kept alive do.
	maxIdleFrames       = 1_000
	idleFramesPerSecond = 10
)

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// errFlood ends a connection that costs and asks for nothing.
var errFlood = errors.New("a flood of HTTP/2 control frames")

// dikes is a listener whose connections end when they are flooded. HTTP/2 answers each ping and each
// setting, so that one connection could keep a processor busy without a single call.
type dikes struct{ net.Listener }

// Accept implements net.Listener.
func (d dikes) Accept() (net.Conn, error) {
	conn, err := d.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &dike{Conn: conn, slowly: rate.NewLimiter(idleFramesPerSecond, idleFramesPerSecond)}, nil
}

// dike watches the frames that a connection reads and writes. Work in either direction forgives what
// came before it: while data flows, clients ping to learn how wide the line is.
type dike struct {
	net.Conn

	opening int // bytes of the preface that were read; negative when the connection is none of HTTP/2
	read    frames
	written frames
	idle    atomic.Int64
	slowly  *rate.Limiter
}

// Read implements net.Conn.
func (d *dike) Read(into []byte) (int, error) {
	n, err := d.Conn.Read(into)
	flooded := false
	d.read.follow(d.afterPreface(into[:n]), func(kind byte) {
		switch {
		case isWork(kind):
			d.idle.Store(0)
		case d.idle.Add(1) > maxIdleFrames && !d.slowly.Allow():
			flooded = true
		}
	})
	if flooded {
		return 0, errFlood
	}
	return n, err
}

// Write implements net.Conn.
func (d *dike) Write(data []byte) (int, error) {
	n, err := d.Conn.Write(data)
	d.written.follow(data[:n], func(kind byte) {
		if isWork(kind) {
			d.idle.Store(0)
		}
	})
	return n, err
}

// afterPreface returns what of the data is frames: nothing on a connection of HTTP/1.1.
func (d *dike) afterPreface(data []byte) []byte {
	for len(data) > 0 && d.opening >= 0 && d.opening < len(preface) {
		if data[0] != preface[d.opening] {
			d.opening = -1
			break
		}
		d.opening++
		data = data[1:]
	}
	if d.opening < 0 {
		return nil
	}
	return data
}

// isWork tells data and headers from what only concerns the connection.
func isWork(kind byte) bool { return kind <= 1 }

// frameHeader is three bytes of length, the kind, flags and the number of a stream.
const frameHeader = 9

// frames follows a sequence of HTTP/2 frames through whatever pieces it comes in.
type frames struct {
	header [frameHeader]byte
	have   int // bytes of the header
	left   int // bytes of the content
}

// follow calls for the kind of each frame whose header is complete with the data.
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
