package faults_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
)

const (
	attackers = 4
	// lineSpeed is how many bytes a second come from an attacker, as over a line of 100 Mbit/s. Within the
	// machine they would be gigabytes, and making them would keep the program from its processors.
	lineSpeed = 100_000_000 / 8
	// maxUnderAttack is what the program may take of memory while it is attacked, in MiB.
	maxUnderAttack = 256
	gigabyte       = 1 << 30
)

// attack is a request that means harm. Its body is made anew each time.
type attack struct {
	procedure string
	header    []string // names and values
	length    int64    // that is claimed; -1 claims none
	body      func() io.Reader
}

// over is the attack at the speed of a line.
func (a attack) over(ctx context.Context, line *rate.Limiter) attack {
	body := a.body
	a.body = func() io.Reader { return slowed{ctx, body(), line} }
	return a
}

// slowed reads at the speed of a line.
type slowed struct {
	ctx    context.Context // of the attack, which ends with it
	reader io.Reader
	line   *rate.Limiter
}

// Read implements io.Reader.
func (s slowed) Read(into []byte) (int, error) {
	n, err := s.reader.Read(into[:min(len(into), s.line.Burst())])
	if wait := s.line.WaitN(s.ctx, n); wait != nil {
		return 0, wait
	}
	return n, err
}

// attacks are bodies without an end, bombs and depth, by name.
func attacks(t *testing.T) map[string]attack {
	t.Helper()
	const push, stream = kartotekav1connect.ContractorSyncServicePushContractorsProcedure, kartotekav1connect.ContractorSyncServiceUploadContractorsProcedure
	bomb := bombOf(t, gigabyte)
	plain := func(kind string) []string { return []string{"Content-Type", kind} }
	packed := append(plain("application/json"), "Content-Encoding", "gzip")
	packedStream := append(plain("application/connect+proto"), "Connect-Content-Encoding", "gzip")
	const asJSON = "application/json"
	return map[string]attack{
		"a gigabyte, as it says":          {push, plain(asJSON), gigabyte, endless("a")},
		"a gigabyte, without a say":       {push, plain(asJSON), -1, endless(`[`)},
		"a gigabyte of protobuf":          {push, plain("application/proto"), -1, endless("\x0a\x02ab")},
		"a bomb":                          {push, packed, int64(len(bomb)), bytesOf(bomb)},
		"a bomb in a stream":              {stream, packedStream, -1, bytesOf(append(envelopeOf(len(bomb)), bomb...))},
		"a stream of one endless message": {stream, plain("application/connect+proto"), -1, textThen("\x00\xff\xff\xff\xff", gigabyte)},
		"a stream of endless messages":    {stream, plain("application/connect+json"), -1, endless("\x00\x00\x00\x00\x02{}")},
		"depth":                           {push, plain(asJSON), -1, textOf(strings.Repeat(`{"contractors":[`, 200_000))},
		"an unknown depth":                {push, plain(asJSON), -1, textOf(`{"x":` + strings.Repeat(`[`, 4_000_000))},
		"a long text":                     {push, plain(asJSON), -1, textOf(`{"contractors":[{"externalId":"1","name":"` + strings.Repeat("Ż", 2_000_000) + `"}]}`)},
		"a text of 64 MiB":                {push, plain(asJSON), -1, textThen(`{"contractors":[{"name":"`, 64<<20)},
		"many records":                    {push, plain(asJSON), -1, textOf(`{"contractors":[{}` + strings.Repeat(`,{}`, 1_300_000) + `]}`)},
		"long headers":                    {push, append(plain(asJSON), "X-Long", strings.Repeat("x", 1<<20)), 2, textOf("{}")},
	}
}

// envelopeOf is what stands before a packed message of a stream.
func envelopeOf(size int) []byte {
	return []byte{1, byte(size >> 24), byte(size >> 16), byte(size >> 8), byte(size)}
}

// textThen is a text with so many letters behind it.
func textThen(text string, letters int64) func() io.Reader {
	return func() io.Reader {
		return io.MultiReader(strings.NewReader(text), io.LimitReader(endless("x")(), letters))
	}
}

// endless repeats a text up to a gigabyte.
func endless(text string) func() io.Reader {
	block := strings.Repeat(text, 1+(32<<10)/len(text))
	return func() io.Reader { return io.LimitReader(&repeating{block: block}, gigabyte) }
}

type repeating struct {
	block string
	at    int
}

// Read implements io.Reader.
func (r *repeating) Read(into []byte) (int, error) {
	n := copy(into, r.block[r.at:])
	r.at = (r.at + n) % len(r.block)
	return n, nil
}

func textOf(text string) func() io.Reader { return func() io.Reader { return strings.NewReader(text) } }

func bytesOf(text []byte) func() io.Reader { return func() io.Reader { return bytes.NewReader(text) } }

// bombOf is so many zeros, packed.
func bombOf(t *testing.T, size int64) []byte {
	t.Helper()
	var packed bytes.Buffer
	writer, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	require.NoError(t, err)
	_, err = io.CopyN(writer, &repeating{block: strings.Repeat("\x00", 32<<10)}, size)
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	return packed.Bytes()
}

// Requests without an end, bombs and depth are refused, whoever sends them; they take little memory
// and stop nobody else.
func TestHostileRequestsHurtNobody(t *testing.T) {
	t.Parallel()
	onEach(t, "R-26", func(t *testing.T, c *scale.Case, database string) {
		key := makeKey(t, database)
		server := serve(t, database)
		healthy := &wellMeaning{erp: server.erp(makeKeyOf(t, database, "sync", "--source", "HEALTHY"))}
		span := time.Duration(scale.Of(1, 60)) * time.Second
		healthy.work(t, after(span))
		before := healthy.percentile(t, 99)
		server.attack(c, attacks(t), key, func(done <-chan struct{}) { healthy.work(t, done) }, span)
		during := healthy.percentile(t, 99)
		peak := peakMemory(server.pid())
		assert.LessOrEqual(t, peak, maxUnderAttack)
		c.Saw("server at most %d MiB, a healthy client's p99 %s before and %s under attack", peak, before, during)
	})
}

// attack sends every attack, again and again, with a key and without, while the work goes on.
func (p *program) attack(c *scale.Case, attacks map[string]attack, key string, work func(done <-chan struct{}), least time.Duration) {
	p.t.Helper()
	ctx, cancel := context.WithCancel(p.t.Context())
	defer cancel()
	names := make(chan string)
	var attacking sync.WaitGroup
	client := p.reach()
	for number := range attackers {
		attacking.Go(func() {
			random, line := c.Stream(number), rate.NewLimiter(lineSpeed, lineSpeed/100)
			for name := range names {
				credential := key
				if random.IntN(3) == 0 {
					credential = "nonsense"
				}
				p.strike(ctx, client, name, attacks[name].over(ctx, line), credential)
			}
		})
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer attacking.Wait()
		defer close(names)
		for until := time.Now().Add(least); ; {
			for name := range attacks {
				names <- name
			}
			if time.Now().After(until) {
				return
			}
		}
	}()
	work(done)
}

// strike sends one attack, which must be refused or cut off.
func (p *program) strike(ctx context.Context, client *http.Client, name string, harm attack, key string) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, programURL+harm.procedure, harm.body())
	if !assert.NoError(p.t, err) {
		return
	}
	request.ContentLength = harm.length
	request.Header.Set("Authorization", "Bearer "+key)
	for i := 0; i < len(harm.header); i += 2 {
		request.Header.Set(harm.header[i], harm.header[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		assert.NoError(p.t, ctx.Err(), "%s is neither refused nor cut off", name)
		return // cut off
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	assert.NotContains(p.t, string(said), "OUTCOME_CREATED", "%s is taken", name)
	assert.NotEqual(p.t, http.StatusInternalServerError, response.StatusCode, "%s: %.200s", name, said)
	assert.NotContains(p.t, string(said), "RATE_LIMITED", "%s is to be sent again for ever", name)
}

// wellMeaning is a client that means well: what it asks for must be answered.
type wellMeaning struct {
	erp  kartotekav1connect.ContractorSyncServiceClient
	took []time.Duration
}

// pace is how often the client that means well works, unless it is held up.
const pace = 50 * time.Millisecond

// fill makes so many customers at once.
func (h *wellMeaning) fill(t *testing.T, count int) {
	t.Helper()
	var contractors []*apiv1.Contractor
	for range count {
		contractors = append(contractors, contractor(uuid.NewString(), 1))
	}
	_, err := h.erp.PushContractors(t.Context(), &apiv1.PushContractorsRequest{RequestId: uuid.NewString(), Contractors: contractors})
	require.NoError(t, err)
}

// work pushes and pulls until done, one after the other.
func (h *wellMeaning) work(t *testing.T, done <-chan struct{}) {
	t.Helper()
	h.took = nil
	ticks := time.NewTicker(pace)
	defer ticks.Stop()
	for {
		select {
		case <-done:
			return
		default:
		}
		began := time.Now()
		_, err := h.erp.PushContractors(t.Context(), &apiv1.PushContractorsRequest{
			RequestId: uuid.NewString(), Contractors: []*apiv1.Contractor{contractor(uuid.NewString(), 1)},
		})
		require.NoError(t, err, "a healthy client is hurt")
		_, err = h.erp.PullChanges(t.Context(), &apiv1.PullChangesRequest{Cursor: "latest", IncludeOwn: true})
		require.NoError(t, err, "a healthy client is hurt")
		h.took = append(h.took, time.Since(began))
		<-ticks.C
	}
}

// after returns a channel that is closed after a while.
func after(wait time.Duration) <-chan struct{} {
	done := make(chan struct{})
	time.AfterFunc(wait, func() { close(done) })
	return done
}

// percentile of the times that the work took.
func (h *wellMeaning) percentile(t *testing.T, percent int) time.Duration {
	t.Helper()
	require.NotEmpty(t, h.took)
	slices.Sort(h.took)
	return h.took[(len(h.took)-1)*percent/100].Round(100 * time.Microsecond)
}
