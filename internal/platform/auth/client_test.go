package auth_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.77":           "192.0.2.0/24",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1::/48",
		"2001:db8:1:ffff::1":   "2001:db8:1::/48",
		"::1":                  "::/48",
	} {
		assert.Equal(t, want, auth.Client{Address: netip.MustParseAddr(address)}.Network(), address)
	}
	assert.Empty(t, auth.Client{}.Network(), "an unknown address has no network")
}
