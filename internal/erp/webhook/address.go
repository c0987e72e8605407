package webhook

import (
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"code.dny.dev/ssrf"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// maxURL is the maximum length of a URL, in characters.
const maxURL = 2048

// hostNames are DNS names. None ends in a number, because resolvers read 2130706433, 127.1 and 0x7f.1 as
// addresses.
var hostNames = regexp.MustCompile(`^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?$`)

// newGuard returns the check of addresses: public ones, and those of the given networks, are allowed.
func newGuard(networks []netip.Prefix) *ssrf.Guardian {
	var v4, v6 []netip.Prefix
	for _, network := range networks {
		if network.Addr().Is4() {
			v4 = append(v4, network)
		} else {
			v6 = append(v6, network)
		}
	}
	return ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
}

// checkURL returns what is wrong with a URL. It does not resolve the host, whose address can change.
// Each call checks the address.
func checkURL(guard *ssrf.Guardian, address string) []fault.Field {
	const path = "webhook.url"
	if wrong := text.Check(path, address, maxURL); len(wrong) > 0 {
		return wrong
	}
	refuse := func(reason, description string) []fault.Field {
		return []fault.Field{{Path: path, Reason: reason, Text: description}}
	}
	parsed, err := url.Parse(address)
	switch {
	case err != nil, parsed.Scheme == "", strings.TrimSpace(address) != address:
		return refuse("URL_INVALID", "This is not a URL.")
	case parsed.Scheme != "https":
		return refuse("URL_NOT_HTTPS", "The URL must begin with https://.")
	case parsed.User != nil || strings.Contains(address, "#") || !isPort(parsed):
		return refuse("URL_INVALID", "The URL must have a host, and neither user info nor a fragment.")
	}
	if literal, err := netip.ParseAddr(parsed.Hostname()); err == nil {
		if guard.SafeAddr(literal.Unmap()) != nil || literal.Zone() != "" {
			return refuse("ADDRESS_NOT_PUBLIC", "The address is not a public one, nor of a network that the server may call.")
		}
		return nil
	}
	if len(parsed.Hostname()) > 253 || !hostNames.MatchString(parsed.Hostname()) {
		return refuse("URL_INVALID", "The host must be a name of DNS in ASCII, or an address.")
	}
	return nil
}

func isPort(parsed *url.URL) bool {
	if parsed.Port() == "" {
		return !strings.HasSuffix(parsed.Host, ":")
	}
	port, err := strconv.ParseUint(parsed.Port(), 10, 16)
	return err == nil && port > 0
}
