package auth

import (
	"context"
	"net/http"
	"net/netip"
	"strings"
	"unicode/utf8"
)

// maxUserAgent is how many bytes of a user agent are kept.
const maxUserAgent = 255

// Client is the machine at the other end of the connection.
type Client struct {
	Address   netip.Addr // not valid when unknown
	UserAgent string     // at most 255 bytes of valid UTF-8
}

// Network is what throttling counts by: the /24 of an IPv4 address, or the /48 of an IPv6 address, which is the
// smallest network that a provider gives to one customer. It is empty if the address is unknown.
func (c Client) Network() string {
	if !c.Address.IsValid() {
		return ""
	}
	bits := 48
	if c.Address.Is4() {
		bits = 24
	}
	return netip.PrefixFrom(c.Address, bits).Masked().String()
}

type clientKey struct{}

// WithClient returns a context that carries the client.
func WithClient(ctx context.Context, client Client) context.Context {
	return context.WithValue(ctx, clientKey{}, client)
}

// ClientFrom returns the client, or an unknown one if the context carries none.
func ClientFrom(ctx context.Context) Client {
	client, _ := ctx.Value(clientKey{}).(Client)
	return client
}

// clientOf reads the client of a request. An IPv4 address in IPv6 form, as dual-stack sockets report it, counts as
// IPv4, and the zone is dropped since it says nothing about the caller.
func clientOf(r *http.Request) Client {
	agent := strings.ToValidUTF8(r.UserAgent(), "")
	for len(agent) > maxUserAgent {
		_, size := utf8.DecodeLastRuneInString(agent)
		agent = agent[:len(agent)-size]
	}
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return Client{UserAgent: agent}
	}
	return Client{Address: remote.Addr().Unmap().WithZone(""), UserAgent: agent}
}
