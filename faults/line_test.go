package faults_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// line is the way between clients and the program: an HTTP proxy that does to each call what the
// test wants. It delivers calls as they are until misbehave is set.
type line struct {
	*httptest.Server

	program   http.RoundTripper
	misbehave func(l *line, call *call) *reply // nil cuts the client off

	mu     sync.Mutex
	random *rand.Rand
	counts map[string]int
}

// call is a request that has arrived at the line.
type call struct {
	*http.Request

	body []byte
}

// reply is what the program answered.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// newLine begins a line to the program.
func newLine(t *testing.T, server *program, random *rand.Rand, misbehave func(l *line, call *call) *reply) *line {
	t.Helper()
	l := &line{program: server.reach().Transport, misbehave: misbehave, random: random, counts: map[string]int{}}
	l.Server = httptest.NewServer(l)
	t.Cleanup(l.Close)
	return l
}

// erp returns an ERP's client that calls over the line.
func (l *line) erp(key string) kartotekav1connect.ContractorSyncServiceClient {
	return kartotekav1connect.NewContractorSyncServiceClient(l.Client(), l.URL, withKey(key))
}

// ServeHTTP implements http.Handler.
func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	answer := l.misbehave(l, &call{Request: r, body: body})
	if answer == nil {
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}
	maps.Copy(w.Header(), answer.header)
	w.WriteHeader(answer.status)
	w.Write(answer.body)
}

// deliver takes the call to the program and returns its answer; nil when there was none.
func (l *line) deliver(ctx context.Context, call *call) *reply {
	request, err := http.NewRequestWithContext(ctx, call.Method, programURL+call.URL.Path, bytes.NewReader(call.body))
	if err != nil {
		return nil
	}
	request.Header = call.Header.Clone()
	request.Header.Del("Accept-Encoding") // a line that lies must be able to read
	response, err := l.program.RoundTrip(request)
	if err != nil {
		return nil
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil
	}
	return &reply{response.StatusCode, response.Header, body}
}

// chance reports true once in so many times.
func (l *line) chance(times int) bool { return l.draw(times) == 0 }

// draw returns a random number below the limit.
func (l *line) draw(limit int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.random.IntN(limit)
}

// delay is a random time below the limit.
func (l *line) delay(limit time.Duration) time.Duration { return time.Duration(l.draw(int(limit))) }

// count notes that something was done.
func (l *line) count(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counts[what]++
}

// counted returns how often something was done.
func (l *line) counted(what string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counts[what]
}

// cutReplies delivers every call; every second one is then cut off: after the program has answered,
// or while it is at work.
func cutReplies(l *line, call *call) *reply {
	switch l.draw(8) {
	case 0, 1, 2:
		if l.deliver(context.Background(), call) != nil {
			l.count("cut")
		}
		return nil
	case 3:
		ctx, hangUp := context.WithTimeout(context.Background(), l.delay(6*time.Millisecond))
		defer hangUp()
		l.deliver(ctx, call)
		l.count("hung up")
		return nil
	default:
		return l.deliver(context.Background(), call)
	}
}

// cutFew cuts one call in six.
func cutFew(l *line, call *call) *reply {
	if l.chance(3) {
		return cutReplies(l, call)
	}
	return l.deliver(context.Background(), call)
}

// shuffle delivers calls late, so that they overtake one another; some twice, some of them at once,
// and cuts some replies.
func shuffle(l *line, call *call) *reply {
	ctx := context.Background()
	pause(ctx, l.delay(40*time.Millisecond))
	if l.chance(4) {
		l.count("doubled")
		var late sync.WaitGroup
		defer late.Wait()
		wait := l.delay(20 * time.Millisecond)
		late.Go(func() {
			pause(ctx, wait)
			l.deliver(ctx, call)
		})
	}
	answer := l.deliver(ctx, call)
	if l.chance(10) {
		l.count("cut")
		return nil
	}
	return answer
}
