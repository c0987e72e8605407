package webhook_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/webhook"
)

func TestCheckURL(t *testing.T) {
	t.Parallel()
	t.Run("takes addresses that are public", func(t *testing.T) {
		t.Parallel()
		for _, address := range []string{
			"https://erp.example", "https://erp.example/", "https://ERP.example:8443/hook?token=x", "https://xn--d-fga.example/",
			"https://8.8.8.8/", "https://[2606:4700::1111]:444/", "https://a_b.example", "https://erp", "https://erp.example./",
			"https://erp.example/" + strings.Repeat("x", 2028),
		} {
			assert.Empty(t, webhook.CheckURL(address), address)
		}
	})
	for reason, addresses := range map[string][]string{
		"URL_NOT_HTTPS": {"http://erp.example", "ftp://erp.example", "file:///etc/passwd", "HTTP://erp.example"},
		"URL_INVALID": {
			"", "erp.example", "https://", "https:///x", "https:erp.example", "https://user@erp.example", "https://user:secret@erp.example",
			"https://erp.example/#", "https://erp.example/#part", "https://erp.example:", "https://erp.example:0", "https://erp.example:99999",
			"https://erp.example:x", "https://erp .example", " https://erp.example", "https://erp.example ", "https://łódź.example",
			"https://-erp.example", "https://erp..example", "https://" + strings.Repeat("x.", 127) + "example", "https://[::1", "https://%31.example/",
			"https://2130706433", "https://127.1", "https://0x7f000001", "https://0177.0.0.1", "https://erp.example.1",
		},
		"ADDRESS_NOT_PUBLIC": {
			"https://127.0.0.1", "https://10.1.2.3:8443/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/",
			"https://[fe80::1%25eth0]/", "https://[2606:4700::1111%25eth0]/", "https://[64:ff9b::a00:1]/", "https://0.0.0.0",
		},
		"TOO_LONG":           {"https://erp.example/" + strings.Repeat("x", 2029)},
		"CHARACTERS_INVALID": {"https://erp.example/\n", "https://erp.example/\xff"},
	} {
		t.Run("refuses with "+reason, func(t *testing.T) {
			t.Parallel()
			for _, address := range addresses {
				wrong := webhook.CheckURL(address)
				require.Len(t, wrong, 1, address)
				assert.Equal(t, reason, wrong[0].Reason, address)
				assert.Equal(t, "webhook.url", wrong[0].Path)
			}
		})
	}
	t.Run("takes the networks that the server may call", func(t *testing.T) {
		t.Parallel()
		networks := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}
		for _, address := range []string{"https://10.1.2.3", "https://[fd00::1]", "https://[::ffff:10.1.2.3]"} {
			assert.Empty(t, webhook.CheckURL(address, networks...), address)
		}
		for _, address := range []string{"https://10.2.0.1", "https://[fc00::1]", "https://127.0.0.1"} {
			assert.NotEmpty(t, webhook.CheckURL(address, networks...), address)
		}
	})
}
