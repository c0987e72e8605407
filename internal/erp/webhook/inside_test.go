package webhook_test

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/webhook"
)

// insideAddresses are those that no webhook may reach, of every kind that there is.
var insideAddresses = []string{
	"0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
	"127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.255", "169.254.0.1", "169.254.169.254", "169.254.170.2",
	"172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
	"198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::2", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:192.168.0.1", "::ffff:169.254.169.254",
	"::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1",
	"2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1",
	"fec0::1", "ff02::1", "ff05::2", "5f00::1",
}

// insideSpellings lead inside by how they are read: by a resolver that takes numbers for addresses,
// or by the DNS server of the test, which says of every name that it is this machine.
var insideSpellings = []string{
	"2130706433", "017700000001", "0x7f000001", "0x7f.0x0.0x0.0x1", "0x7f.1", "127.1", "127.0.1", "0177.0.0.1", "0177.0.0.01",
	"127.000.000.001", "127.0.0.1.", "127.0.0.1.nip.example", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518",
	"167772161", "0x0a000001", "012.0.0.1", "3232235521", "0xc0a80001", "1.1.1.1.1", "0", "00", "0x0", "4294967296", "127.0.0.256",
	"localhost", "LOCALHOST", "localhost.", "sub.localhost", "localhost.localdomain", "metadata.google.internal", "erp.attacker.example",
	"xn--lgb.example", "a.b.c.d.e.f.attacker.example", "_dmarc.attacker.example", "127-0-0-1.attacker.example",
}

// inner is a service of this machine that counts who reaches it.
type inner struct {
	port    string
	reached atomic.Int32
}

func listenInside(t *testing.T) *inner {
	t.Helper()
	i := &inner{}
	first := i.listen(t, "tcp4", "127.0.0.1:0")
	_, i.port, _ = net.SplitHostPort(first.Addr().String())
	if six, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp6", "[::1]:"+i.port); err == nil { // where there is IPv6
		i.count(t, six)
	}
	return i
}

func (i *inner) listen(t *testing.T, network, address string) net.Listener {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), network, address)
	require.NoError(t, err)
	i.count(t, listener)
	return listener
}

func (i *inner) count(t *testing.T, listener net.Listener) {
	t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			i.reached.Add(1)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { assert.NoError(t, listener.Close()); <-ended })
}

// TestNoWebhookReachesInside calls every address and spelling past the check at saving: what a name
// stands for is known only when it is called.
func TestNoWebhookReachesInside(t *testing.T) {
	t.Parallel()
	inside := listenInside(t)
	answers, reasons := map[string][][]netip.Addr{}, map[string][]string{}
	for i, address := range insideAddresses {
		name := fmt.Sprintf("vector-%d.attacker.example", i)
		answers[name] = [][]netip.Addr{{netip.MustParseAddr(address)}}
		literal := address
		if strings.Contains(address, ":") {
			literal = "[" + address + "]"
		}
		reasons[name], reasons[literal] = []string{"ADDRESS_NOT_PUBLIC"}, []string{"ADDRESS_NOT_PUBLIC"}
	}
	for _, spelling := range insideSpellings { // what is no name of DNS may not even be looked up
		reasons[spelling] = []string{"ADDRESS_NOT_PUBLIC", "HOST_UNKNOWN"}
	}
	require.Greater(t, len(reasons), 100)
	_, resolver := serveNames(t, answers)
	for host, allowed := range reasons {
		url := "https://" + host + ":" + inside.port + "/"
		out, err := webhook.Call(t.Context(), webhook.Network{Resolver: resolver}, url, enough)
		require.NoError(t, err, host)
		assert.Contains(t, allowed, out.Reason, host)
	}
	assert.Zero(t, inside.reached.Load())
}

// TestTheGuardOfTheTestIsAwake shows that what counts above would count: the same calls get through
// where the network is allowed.
func TestTheGuardOfTheTestIsAwake(t *testing.T) {
	t.Parallel()
	inside := listenInside(t)
	_, resolver := serveNames(t, nil)
	for _, host := range []string{"127.0.0.1", "erp.attacker.example", "0x7f.1"} {
		out, err := webhook.Call(t.Context(), webhook.Network{Networks: []netip.Prefix{loopback}, Resolver: resolver},
			"https://"+host+":"+inside.port+"/", enough)
		require.NoError(t, err)
		assert.Equal(t, "CONNECTION_FAILED", out.Reason, host)
	}
	assert.EqualValues(t, 3, inside.reached.Load())
}

// TestANameThatTurnsInside is what stands for an outer address when it is first looked up, and for
// this machine from then on. The outer one is of documentation, where nobody answers.
func TestANameThatTurnsInside(t *testing.T) {
	t.Parallel()
	inside := listenInside(t)
	const moment = time.Second
	outer := netip.MustParseAddr("192.0.2.1")
	server, resolver := serveNames(t, map[string][][]netip.Addr{
		"turns.example": {{outer}, here},
		"both.example":  {{outer, here[0], here[1]}},
		"back.example":  {{here[0], outer}},
	})
	network := webhook.Network{Networks: []netip.Prefix{netip.PrefixFrom(outer, 32)}, Resolver: resolver}
	call := func(name string, limit time.Duration) webhook.Outcome {
		out, err := webhook.Call(t.Context(), network, "https://"+name+":"+inside.port+"/", limit)
		require.NoError(t, err)
		return out
	}
	assert.Contains(t, []string{"TIMEOUT", "CONNECTION_FAILED"}, call("turns.example", moment).Reason)
	assert.Equal(t, 1, server.count("turns.example"), "what was judged is what is called")
	for range 10 {
		assert.Equal(t, "ADDRESS_NOT_PUBLIC", call("turns.example", enough).Reason)
	}
	assert.NotEmpty(t, call("both.example", moment).Reason)
	assert.NotEmpty(t, call("back.example", moment).Reason)
	assert.Zero(t, inside.reached.Load())
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	inside, r := listenInside(t), newReceiver(t)
	network := webhook.Network{Networks: []netip.Prefix{loopback}, RootCAs: r.roots()}
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, scheme := range []string{"http", "https"} {
			r.answers(func(w http.ResponseWriter, request *http.Request) {
				http.Redirect(w, request, scheme+"://127.0.0.1:"+inside.port+"/", status)
			})
			out, err := webhook.Call(t.Context(), network, r.URL, enough)
			require.NoError(t, err)
			assert.Equal(t, "REDIRECTED", out.Reason)
			assert.Equal(t, status, out.Status)
		}
	}
	assert.Zero(t, inside.reached.Load())
}

// TestProxiesOfTheEnvironmentAreNotAsked cannot run beside other tests.
func TestProxiesOfTheEnvironmentAreNotAsked(t *testing.T) { //nolint:paralleltest // it sets the environment
	inside := listenInside(t)
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:"+inside.port)
	t.Setenv("ALL_PROXY", "http://127.0.0.1:"+inside.port)
	_, resolver := serveNames(t, nil)
	out, err := webhook.Call(t.Context(), webhook.Network{Resolver: resolver}, "https://erp.example/", enough)
	require.NoError(t, err)
	assert.Equal(t, "ADDRESS_NOT_PUBLIC", out.Reason)
	assert.Zero(t, inside.reached.Load())
}

func TestWhyACallFails(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	trusting := webhook.Network{Networks: []netip.Prefix{loopback}, RootCAs: r.roots()}
	callFor := func(limit time.Duration, on webhook.Network, url string) webhook.Outcome {
		out, err := webhook.Call(t.Context(), on, url, limit)
		require.NoError(t, err)
		out.Latency = 0
		return out
	}
	call := func(on webhook.Network, url string) webhook.Outcome { return callFor(enough, on, url) }
	assert.Equal(t, webhook.Outcome{Status: 200}, call(trusting, r.URL))
	assert.Equal(t, webhook.Outcome{Reason: "TLS_FAILED"}, call(webhook.Network{Networks: trusting.Networks}, r.URL), "nobody vouches for it")

	r.answers(func(_ http.ResponseWriter, request *http.Request) { <-request.Context().Done() })
	assert.Equal(t, webhook.Outcome{Reason: "TIMEOUT"}, callFor(time.Second, trusting, r.URL))
	r.answers(func(w http.ResponseWriter, _ *http.Request) {
		for range 10_000 { // 10 GB, of which the caller takes a little
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	})
	assert.Equal(t, webhook.Outcome{Status: 200}, call(trusting, r.URL))
	r.answers(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) })
	assert.Equal(t, webhook.Outcome{Reason: "CONNECTION_FAILED"}, call(trusting, r.URL), "a header without end")

	_, resolver := serveNames(t, map[string][][]netip.Addr{"nobody.example": {{}}})
	assert.Equal(t, webhook.Outcome{Reason: "HOST_UNKNOWN"}, call(webhook.Network{Resolver: resolver}, "https://nobody.example"))
	r.Close()
	assert.Equal(t, webhook.Outcome{Reason: "CONNECTION_FAILED"}, call(trusting, r.URL))
}
