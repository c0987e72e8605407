package config_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/config"
)

func TestValidate(t *testing.T) {
	t.Parallel()

	t.Run("accepts what the server runs with", func(t *testing.T) {
		t.Parallel()
		for _, change := range []func(*config.Serve){
			func(*config.Serve) {},
			func(s *config.Serve) { s.Database.Database = "postgres://kartoteka@db.example/kartoteka" },
			func(s *config.Serve) { s.Database.Database = "postgresql:///kartoteka?host=/run/postgresql" },
			func(s *config.Serve) { s.Listen = ":80" },
			func(s *config.Serve) { s.Listen = "[::1]:0" },
			func(s *config.Serve) { s.PublicURL = "https://crm.example/" },
			func(s *config.Serve) { s.LogFormat = "json" },
			func(s *config.Serve) { s.Reflection = config.ReflectionOff },
			func(s *config.Serve) { s.WebhookNetworks = []string{"10.20.0.0/16", "fd00::/8", "192.168.1.7/32"} },
		} {
			require.NoError(t, settings(change).Validate())
		}
	})

	t.Run("names one fault", func(t *testing.T) {
		t.Parallel()
		for flag, change := range map[string]func(*config.Serve){
			"--database":   func(s *config.Serve) { s.Database.Database = "mysql://db" },
			"--log-level":  func(s *config.Serve) { s.LogLevel = "loud" },
			"--log-format": func(s *config.Serve) { s.LogFormat = "xml" },
			"--listen":     func(s *config.Serve) { s.Listen = "localhost:99999" },
			"--public-url": func(s *config.Serve) { s.PublicURL = "https://crm.example/admin" },
			"--reflection": func(s *config.Serve) { s.Reflection = "maybe" },

			"--session-life":              func(s *config.Serve) { s.SessionLife = time.Second },
			"--session-idle":              func(s *config.Serve) { s.SessionIdle = 0 },
			"--sign-in-window":            func(s *config.Serve) { s.SignInWindow = -time.Hour },
			"--sign-in-attempts ":         func(s *config.Serve) { s.SignInAttempts = 0 },
			"--sign-in-attempts-network ": func(s *config.Serve) { s.SignInAttemptsNetwork = -1 },
		} {
			require.ErrorContains(t, settings(change).Validate(), flag)
		}
	})

	t.Run("refuses networks that are none, or that say more than they seem to", func(t *testing.T) {
		t.Parallel()
		for _, network := range []string{"", "10.0.0.1", "10.0.0.1/8", "10.0.0.0/33", "erp.example", "::ffff:10.0.0.0/104"} {
			err := settings(func(s *config.Serve) { s.WebhookNetworks = []string{"fd00::/8", network} }).Validate()
			require.ErrorContains(t, err, "--webhook-networks", network)
			err = settings(func(s *config.Serve) { s.TrustedProxies = []string{"fd00::/8", network} }).Validate()
			require.ErrorContains(t, err, "--trusted-proxies", network)
		}
	})

	t.Run("names every fault at once", func(t *testing.T) {
		t.Parallel()
		err := settings(func(s *config.Serve) {
			*s = config.Serve{PublicURL: "ftp://crm.example", Log: config.Log{LogFormat: "xml"}}
		}).Validate()
		for _, flag := range []string{"--database", "--log-level", "--log-format", "--listen", "--public-url", "--reflection"} {
			require.ErrorContains(t, err, flag)
		}
	})

	t.Run("keeps the password of a wrong database URL to itself", func(t *testing.T) {
		t.Parallel()
		for _, address := range []string{"mysql://root:hunter2@db", "postgres://root:hunter2@db:port/x"} {
			err := config.Database{Database: address}.Validate()
			require.ErrorContains(t, err, "--database")
			require.NotContains(t, err.Error(), "hunter2")
		}
	})
}

func TestOrigin(t *testing.T) {
	t.Parallel()
	for listen, origin := range map[string]string{
		"localhost:8080": "http://localhost:8080",
		":8080":          "http://localhost:8080",
		"0.0.0.0:80":     "http://localhost:80",
		"[::]:80":        "http://localhost:80",
		"[::1]:80":       "http://[::1]:80",
	} {
		s := settings(func(s *config.Serve) { s.Listen = listen })
		assert.Equal(t, origin, s.Origin())
		assert.False(t, s.IsSecure())
	}
	behindProxy := settings(func(s *config.Serve) { s.PublicURL = "https://crm.example/" })
	assert.Equal(t, "https://crm.example", behindProxy.Origin())
	assert.True(t, behindProxy.IsSecure())
}

func TestWebhookPrefixes(t *testing.T) {
	t.Parallel()
	s := settings(func(s *config.Serve) { s.WebhookNetworks = []string{"10.20.0.0/16", "fd00::/8"} })
	assert.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.20.0.0/16"), netip.MustParsePrefix("fd00::/8")}, s.WebhookPrefixes())
}

func settings(change func(*config.Serve)) config.Serve {
	s := config.Serve{
		Database:   config.Database{Database: "sqlite:kartoteka.db"},
		Log:        config.Log{LogLevel: "info"},
		SignIn:     config.SignIn{SessionLife: time.Hour, SessionIdle: time.Hour, SignInWindow: time.Minute, SignInAttempts: 1, SignInAttemptsNetwork: 1},
		Listen:     "localhost:8080",
		Reflection: config.ReflectionAuthenticated,
	}
	change(&s)
	return s
}
