package auth

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"

	"github.com/realclientip/realclientip-go"
)

// Proxies know which client is behind the proxies that stand in front of the server. The zero Proxies trust none.
type Proxies struct {
	networks []netip.Prefix
	readers  []realclientip.RightmostTrustedRangeStrategy
}

// The headers in which proxies tell whom they answer.
var forwardedHeaders = []string{"Forwarded", "X-Forwarded-For"}

// NewProxies returns the proxies in the networks.
func NewProxies(networks []netip.Prefix) (Proxies, error) {
	ranges := make([]net.IPNet, len(networks))
	for i, network := range networks {
		address := network.Addr()
		ranges[i] = net.IPNet{IP: address.AsSlice(), Mask: net.CIDRMask(network.Bits(), address.BitLen())}
	}
	p := Proxies{networks: networks}
	for _, header := range forwardedHeaders {
		reader, err := realclientip.NewRightmostTrustedRangeStrategy(header, ranges)
		if err != nil {
			return Proxies{}, fmt.Errorf("set up trusted proxies: %w", err)
		}
		p.readers = append(p.readers, reader)
	}
	return p, nil
}

// Client returns the client of a request. Where a trusted proxy has sent it, that is the rightmost address of
// Forwarded or X-Forwarded-For that is no trusted proxy's: whatever stands to the left of it, the client may have
// made up.
func (p Proxies) Client(r *http.Request) Client {
	client := Client{UserAgent: userAgent(r)}
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return client
	}
	client.Address = plain(remote.Addr())
	if !p.trust(client.Address) {
		return client
	}
	if behind, ok := p.behind(r.Header); ok {
		client.Address = behind
	}
	return client
}

// IsUntrusted reports whether somebody who is no trusted proxy says whom they forward: a proxy that nobody has
// named, or a client that makes something up.
func (p Proxies) IsUntrusted(r *http.Request) bool {
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	isForwarded := slices.ContainsFunc(forwardedHeaders, func(header string) bool { return r.Header.Get(header) != "" })
	return isForwarded && err == nil && !p.trust(plain(remote.Addr()))
}

func (p Proxies) trust(address netip.Addr) bool {
	return slices.ContainsFunc(p.networks, func(network netip.Prefix) bool { return network.Contains(address) })
}

// behind returns the address that the headers name. A proxy writes one header and passes the other on as the client
// sent it, so where both are there and differ, neither counts.
func (p Proxies) behind(header http.Header) (address netip.Addr, ok bool) {
	for i, reader := range p.readers {
		if header.Get(forwardedHeaders[i]) == "" {
			continue
		}
		found, err := netip.ParseAddr(reader.ClientIP(header, ""))
		if err != nil || ok && plain(found) != address {
			return netip.Addr{}, false
		}
		address, ok = plain(found), true
	}
	return address, ok
}

// plain is the address by which a caller is known: an IPv4 address in IPv6 form, as dual-stack sockets report it,
// counts as IPv4, and the zone says nothing about the caller.
func plain(address netip.Addr) netip.Addr { return address.Unmap().WithZone("") }
