package auth_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

func TestClient(t *testing.T) {
	t.Parallel()
	for remote, want := range map[string]string{
		"192.0.2.7:1234":          "192.0.2.7",
		"[::ffff:192.0.2.7]:1234": "192.0.2.7",
		"[2001:db8::1]:1234":      "2001:db8::1",
		"[fe80::1%eth0]:1234":     "fe80::1",
		"@":                       "invalid IP",
	} {
		r := newRequest(t)
		r.RemoteAddr = remote
		assert.Equal(t, want, auth.Proxies{}.Client(r).Address.String(), remote)
	}
	agent := auth.Proxies{}.Client(newRequest(t, "User-Agent", "\xff"+strings.Repeat("ż", 200))).UserAgent
	assert.Equal(t, strings.Repeat("ż", 127), agent, "the user agent is valid and bounded")
}

func TestClientBehindProxies(t *testing.T) {
	t.Parallel()
	proxies, err := auth.NewProxies([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")})
	require.NoError(t, err)
	const proxy, client = "10.0.0.1:1234", "192.0.2.7"
	for name, c := range map[string]struct {
		remote string
		header http.Header
		want   string
	}{
		"nobody is forwarded":                  {proxy, http.Header{}, "10.0.0.1"},
		"a proxy names the client":             {proxy, http.Header{"X-Forwarded-For": {client}}, client},
		"a proxy over IPv6":                    {"[fd00::1]:1234", http.Header{"X-Forwarded-For": {client}}, client},
		"an IPv4 proxy on a dual-stack socket": {"[::ffff:10.0.0.1]:1234", http.Header{"X-Forwarded-For": {client}}, client},
		"a chain of proxies":                   {proxy, http.Header{"X-Forwarded-For": {client + ", 10.1.1.1"}}, client},
		"a header for each proxy":              {proxy, http.Header{"X-Forwarded-For": {client, "10.1.1.1"}}, client},
		"what the client made up":              {proxy, http.Header{"X-Forwarded-For": {"198.51.100.1, " + client}}, client},
		"a made-up proxy":                      {proxy, http.Header{"X-Forwarded-For": {"198.51.100.1, 10.1.1.1, " + client}}, client},
		"an address with a port":               {proxy, http.Header{"X-Forwarded-For": {client + ":5678"}}, client},
		"an IPv4 address in IPv6 form":         {proxy, http.Header{"X-Forwarded-For": {"::ffff:" + client}}, client},
		"an address with a zone":               {proxy, http.Header{"X-Forwarded-For": {"2001:db8::1%eth0"}}, "2001:db8::1"},
		"the other header":                     {proxy, http.Header{"Forwarded": {`for=198.51.100.1, for="[2001:db8::1]:4711";proto=https`}}, "2001:db8::1"},
		"both headers alike":                   {proxy, http.Header{"Forwarded": {"for=" + client}, "X-Forwarded-For": {client}}, client},
		"a header that the client added":       {proxy, http.Header{"Forwarded": {"for=198.51.100.1"}, "X-Forwarded-For": {client}}, "10.0.0.1"},
		"a header of nonsense beside it":       {proxy, http.Header{"Forwarded": {"x"}, "X-Forwarded-For": {client}}, "10.0.0.1"},
		"nonsense from the proxy":              {proxy, http.Header{"X-Forwarded-For": {client + ", unknown"}}, "10.0.0.1"},
		"a client among the proxies":           {proxy, http.Header{"X-Forwarded-For": {"10.1.1.1"}}, "10.0.0.1"},
		"nobody's proxy":                       {"198.51.100.9:1234", http.Header{"X-Forwarded-For": {client}}, "198.51.100.9"},
		"a socket without an address":          {"@", http.Header{"X-Forwarded-For": {client}}, "invalid IP"},
	} {
		r := newRequest(t)
		r.RemoteAddr, r.Header = c.remote, c.header
		assert.Equal(t, c.want, proxies.Client(r).Address.String(), name)
		assert.Equal(t, c.remote == "198.51.100.9:1234", proxies.IsUntrusted(r), name)
	}
}
