package server

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"connectrpc.com/connect"

	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// maxBytes is the most that a request may hold, compressed and not.
	maxBytes = push.MaxBytes
	// maxDiscarded is how much of a request that is too large is read and thrown away.
	maxDiscarded = 16 * maxBytes
	// envelope is the length of what gRPC and Connect's streams put before a message.
	envelope = 5
	// answerTime is how long a call may take to answer. A commit that has begun may take five seconds longer.
	answerTime = 25 * time.Second
	// transferTime is how long a call may take in all, over the slowest connection that we support.
	transferTime = 60 * time.Second
)

// errTooLarge refuses a request over the size limit. It is not Throttled: clients repeat throttled calls, and
// this one would always fail.
var errTooLarge = fault.New(fault.Invalid, "BATCH_TOO_LARGE", "The request is too large; split it.").
	With("max_bytes", strconv.Itoa(maxBytes)).
	With("max_records", strconv.Itoa(push.MaxRecords))

var errGzip = fault.New(fault.Invalid, "GZIP_INVALID", "The request is not valid gzip, though its headers say so.")

// limited stops reading a request after maxBytes, and makes a heavy one wait for its turn. Its errors are
// Connect's own, since Connect passes only those on unchanged.
type limited struct {
	io.Reader
	io.Closer

	request  *http.Request
	left     int
	inFlight *inFlight
	light    int   // the size up to which it is light
	weight   int64 // what it weighs if it is heavy
	entered  bool
}

// limitBody limits a request, and each message of a stream.
func limitBody(r *http.Request, inFlight *inFlight) *limited {
	l := &limited{Reader: r.Body, Closer: r.Body, request: r, left: maxBytes + envelope, inFlight: inFlight}
	l.light, l.weight = weigh(r)
	r.Body = l
	return l
}

// Read implements io.Reader.
func (l *limited) Read(into []byte) (int, error) {
	n, err := l.Reader.Read(into)
	if l.left -= n; l.left < 0 {
		discard(l.request, l.Reader)
		return 0, toConnect(l.request.Context(), errTooLarge)
	}
	if !l.entered && maxBytes+envelope-l.left > l.light {
		if err := l.inFlight.enter(l.request.Context(), l.weight); err != nil {
			return 0, toConnect(l.request.Context(), err)
		}
		l.entered = true
	}
	return n, err
}

// discard reads the rest of a request that is refused. Many clients of HTTP/1.1 read no answer before they have sent
// everything; if the connection closed under them, they would see a broken line and no reason. One that asks first
// whether to send (Expect: 100-continue) gets the refusal at once.
func discard(r *http.Request, rest io.Reader) {
	if r.ProtoMajor == 1 && r.Header.Get("Expect") == "" && r.ContentLength <= maxDiscarded {
		_, _ = io.CopyN(io.Discard, rest, maxDiscarded)
	}
}

// renew begins the next message of a stream.
func (l *limited) renew() {
	l.leave()
	l.left = maxBytes + envelope
}

// leave makes room for other requests.
func (l *limited) leave() {
	if l.entered {
		l.inFlight.leave(l.weight)
		l.entered = false
	}
}

// gunzip decompresses one message and stops after maxBytes. It opens its source at the first read, so that a source
// that is not gzip is also reported with a reason.
type gunzip struct {
	source io.Reader
	reader *gzip.Reader
	opened bool
	left   int
}

// Reset implements connect.Decompressor.
func (g *gunzip) Reset(source io.Reader) error {
	g.source, g.opened, g.left = source, false, maxBytes
	return nil
}

// Close implements connect.Decompressor.
func (g *gunzip) Close() error { return nil }

// Read implements io.Reader.
func (g *gunzip) Read(into []byte) (int, error) {
	if !g.opened {
		if err := g.open(); err != nil {
			return 0, passOn(err)
		}
		g.opened = true
	}
	n, err := g.reader.Read(into)
	if g.left -= n; g.left < 0 {
		return 0, asConnect(errTooLarge)
	}
	return n, passOn(err)
}

func (g *gunzip) open() (err error) {
	if g.reader == nil {
		g.reader, err = gzip.NewReader(g.source)
		return err
	}
	return g.reader.Reset(g.source)
}

// passOn explains every error but the end of the message.
func passOn(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return asConnect(errGzip)
}

func withGzip() connect.HandlerOption {
	return connect.WithCompression("gzip",
		func() connect.Decompressor { return &gunzip{} },
		func() connect.Compressor { return gzip.NewWriter(io.Discard) },
	)
}

// longAgo is a deadline in the past.
var longAgo = time.Unix(1, 0)

// limitTime gives up on callers that send or read too slowly. Deadlines belong to the connection, so each request
// sets its own.
func limitTime(control *http.ResponseController, limit time.Duration) error {
	var until time.Time
	if limit > 0 {
		until = time.Now().Add(limit)
	}
	return errors.Join(control.SetReadDeadline(until), control.SetWriteDeadline(until))
}
