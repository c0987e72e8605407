package webhook_test

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

// names is a DNS server that answers as an attacker would: each name in turn with the next of its
// answers, the last one for ever, and every other name with the addresses of this machine.
type names struct {
	mu      sync.Mutex
	answers map[string][][]netip.Addr
	asked   map[string]int
}

var here = []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}

// serveNames starts the server and returns a resolver that asks no other.
func serveNames(t *testing.T, answers map[string][][]netip.Addr) (*names, *net.Resolver) {
	t.Helper()
	conn, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	require.NoError(t, err)
	n := &names{answers: answers, asked: map[string]int{}}
	ended := make(chan struct{})
	go func() { defer close(ended); n.serve(t, conn) }()
	t.Cleanup(func() { assert.NoError(t, conn.Close()); <-ended })
	return n, &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (n *names) serve(t *testing.T, conn net.PacketConn) {
	t.Helper()
	buffer := make([]byte, 512)
	for {
		length, from, err := conn.ReadFrom(buffer)
		if err != nil {
			return
		}
		var question dnsmessage.Message
		if assert.NoError(t, question.Unpack(buffer[:length])) {
			answer := n.answer(question)
			packed, err := answer.Pack()
			assert.NoError(t, err)
			_, err = conn.WriteTo(packed, from)
			assert.NoError(t, err)
		}
	}
}

func (n *names) answer(question dnsmessage.Message) dnsmessage.Message {
	asked := question.Questions[0]
	answer := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: question.ID, Response: true, Authoritative: true, RecursionAvailable: true},
		Questions: question.Questions,
	}
	header := dnsmessage.ResourceHeader{Name: asked.Name, Class: dnsmessage.ClassINET}
	for _, address := range n.next(strings.TrimSuffix(asked.Name.String(), "."), asked.Type) {
		var body dnsmessage.ResourceBody
		switch {
		case asked.Type == dnsmessage.TypeA && address.Is4():
			body = &dnsmessage.AResource{A: address.As4()}
		case asked.Type == dnsmessage.TypeAAAA && address.Is6():
			body = &dnsmessage.AAAAResource{AAAA: address.As16()}
		default:
			continue
		}
		answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: header, Body: body})
	}
	return answer
}

// next is what the name stands for now; A and AAAA each have their turn.
func (n *names) next(name string, kind dnsmessage.Type) []netip.Addr {
	n.mu.Lock()
	defer n.mu.Unlock()
	key := name + " " + kind.String()
	turn := n.asked[key]
	n.asked[key]++
	answers, ok := n.answers[name]
	if !ok {
		return here
	}
	return answers[min(turn, len(answers)-1)]
}

// count is how often a name was looked up.
func (n *names) count(name string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.asked[name+" "+dnsmessage.TypeA.String()]
}
