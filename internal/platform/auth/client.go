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

// Client is the machine that calls; behind trusted proxies, the one that they answer.
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

// userAgent returns what the client calls itself, as valid text that is not too long.
func userAgent(r *http.Request) string {
	agent := strings.ToValidUTF8(r.UserAgent(), "")
	for len(agent) > maxUserAgent {
		_, size := utf8.DecodeLastRuneInString(agent)
		agent = agent[:len(agent)-size]
	}
	return agent
}
