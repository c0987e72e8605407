// Package config holds the settings of the program. The command line fills them: a flag takes precedence over the
// variable KARTOTEKA_… of the same name, and that over the default.
package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reflection says who may read the description of the API by gRPC reflection.
type Reflection string

// The values of Reflection.
const (
	ReflectionAuthenticated Reflection = "authenticated"
	ReflectionOpen          Reflection = "open"
	ReflectionOff           Reflection = "off"
)

// Database says where the data is kept.
type Database struct {
	Database string `default:"sqlite:kartoteka.db" help:"Where everything is kept: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME (${default})." placeholder:"URL"`
}

// Wait says how long to wait for the database.
type Wait struct {
	WaitForDatabase time.Duration `default:"0s" help:"How long to wait for a database that cannot be reached yet, as at the start of a machine (${default})." placeholder:"DURATION"`
}

// Log says what to log and how.
type Log struct {
	LogLevel  string `default:"info" help:"Least severe level that is logged: debug, info, warn or error (${default})." placeholder:"LEVEL"`
	LogFormat string `help:"json or text; without it text on a terminal and json elsewhere." placeholder:"FORMAT"`
}

// Serve holds the settings of a server.
type Serve struct {
	Database
	Wait
	Log
	SignIn

	Listen          string        `default:"localhost:8080" help:"Address and port that the server listens on (${default})." placeholder:"ADDRESS"`
	PublicURL       string        `help:"URL under which people and programs reach the server; http:// and the address without it." name:"public-url" placeholder:"URL"`
	Demo            bool          `help:"Fill an empty database with demonstration data, a demonstration login and an ERP key."`
	KeyRate         int           `default:"200" help:"Most calls a second by one API key, for a while twice as many; 0 is without a limit (${default})." placeholder:"CALLS"`
	Reflection      Reflection    `default:"authenticated" help:"Who may use gRPC reflection: authenticated, open or off (${default})." placeholder:"WHO"`
	Metrics         string        `help:"Address and port on which metrics are served for Prometheus, under /metrics; nowhere without it." placeholder:"ADDRESS"`
	DrainDelay      time.Duration `default:"0s" help:"How long the server goes on, telling load balancers that it stops, before it takes no more requests (${default})." placeholder:"DURATION"`
	TrustedProxies  []string      `help:"Networks of the proxies in front of the server, such as 10.20.0.0/16,fd00::/8: what they say in Forwarded or X-Forwarded-For is the address of the client." placeholder:"CIDR,…"`
	WebhookNetworks []string      `help:"Private networks that webhooks may call, such as 10.20.0.0/16,fd00::/8; without it public addresses alone." placeholder:"CIDR,…"`
}

// SignIn says how long staff stay signed in and how many passwords may be tried.
type SignIn struct {
	SessionLife           time.Duration `default:"168h" help:"How long staff stay signed in at most (${default})." placeholder:"DURATION"`
	SessionIdle           time.Duration `default:"12h" help:"How long staff stay signed in without a request (${default})." placeholder:"DURATION"`
	SignInWindow          time.Duration `default:"10m" help:"For how long wrong passwords are counted (${default})." placeholder:"DURATION"`
	SignInAttempts        int           `default:"10" help:"Wrong passwords allowed in that time at one account from one network (${default})." placeholder:"NUMBER"`
	SignInAttemptsNetwork int           `default:"100" help:"Wrong passwords allowed in that time at all accounts from one network (${default})." placeholder:"NUMBER"`
}

// Validate reports every wrong setting.
func (d Database) Validate() error { return report(d.faults()) }

// Validate reports every wrong setting.
func (s Serve) Validate() error {
	faults := slices.Concat(s.Database.faults(), s.Log.faults(), s.SignIn.faults())
	if !isAddress(s.Listen) {
		faults = append(faults, "--listen must be HOST:PORT, such as localhost:8080 or :8080")
	}
	if s.PublicURL != "" && !isOrigin(s.PublicURL) {
		faults = append(faults, "--public-url must be http://HOST or https://HOST without a path")
	}
	if s.KeyRate < 0 {
		faults = append(faults, "--key-rate must not be negative")
	}
	if !slices.Contains([]Reflection{ReflectionAuthenticated, ReflectionOpen, ReflectionOff}, s.Reflection) {
		faults = append(faults, "--reflection must be authenticated, open or off")
	}
	if slices.ContainsFunc(s.WebhookNetworks, isNoNetwork) {
		faults = append(faults, "--webhook-networks must be networks such as 10.20.0.0/16,fd00::/8")
	}
	if slices.ContainsFunc(s.TrustedProxies, isNoNetwork) {
		faults = append(faults, "--trusted-proxies must be networks such as 10.20.0.0/16,fd00::/8")
	}
	if s.Metrics != "" && !isAddress(s.Metrics) {
		faults = append(faults, "--metrics must be HOST:PORT, such as localhost:9090")
	}
	if s.DrainDelay < 0 || s.DrainDelay > longestDelay {
		faults = append(faults, "--drain-delay must be between 0s and 5m")
	}
	return report(faults)
}

// longestDelay is more than any load balancer needs to notice.
const longestDelay = 5 * time.Minute

// WebhookPrefixes returns the private networks that webhooks may call.
func (s Serve) WebhookPrefixes() []netip.Prefix { return prefixes(s.WebhookNetworks) }

// ProxyPrefixes returns the networks of the proxies in front of the server.
func (s Serve) ProxyPrefixes() []netip.Prefix { return prefixes(s.TrustedProxies) }

func prefixes(networks []string) []netip.Prefix {
	var prefixes []netip.Prefix
	for _, network := range networks {
		if prefix, err := netip.ParsePrefix(network); err == nil {
			prefixes = append(prefixes, prefix)
		}
	}
	return prefixes
}

// Origin is the URL under which the server is reached, without a slash at its end.
func (s Serve) Origin() string {
	if s.PublicURL != "" {
		return strings.TrimSuffix(s.PublicURL, "/")
	}
	host, port, _ := net.SplitHostPort(s.Listen)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// IsSecure reports whether people reach the server by HTTPS.
func (s Serve) IsSecure() bool { return strings.HasPrefix(s.Origin(), "https://") }

// faults never repeats the value, which may contain a password.
func (d Database) faults() []string {
	if path, ok := strings.CutPrefix(d.Database, "sqlite:"); ok && path != "" {
		return nil
	}
	if address, err := url.Parse(d.Database); err == nil && slices.Contains([]string{"postgres", "postgresql"}, address.Scheme) {
		return nil
	}
	return []string{"--database must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"}
}

func (n SignIn) faults() []string {
	var faults []string
	for flag, value := range map[string]time.Duration{"--session-life": n.SessionLife, "--session-idle": n.SessionIdle, "--sign-in-window": n.SignInWindow} {
		if value < time.Minute {
			faults = append(faults, flag+" must be a minute at least, such as 30m or 12h")
		}
	}
	for flag, value := range map[string]int{"--sign-in-attempts": n.SignInAttempts, "--sign-in-attempts-network": n.SignInAttemptsNetwork} {
		if value < 1 {
			faults = append(faults, flag+" must be 1 at least")
		}
	}
	slices.Sort(faults)
	return faults
}

func (l Log) faults() []string {
	var faults []string
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, l.LogLevel) {
		faults = append(faults, "--log-level must be debug, info, warn or error")
	}
	if !slices.Contains([]string{"", "json", "text"}, l.LogFormat) {
		faults = append(faults, "--log-format must be json or text")
	}
	return faults
}

func report(faults []string) error {
	switch len(faults) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("configuration: %s", faults[0])
	default:
		return fmt.Errorf("%d faults in the configuration:\n  %s", len(faults), strings.Join(faults, "\n  "))
	}
}

func isAddress(address string) bool {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

// isNoNetwork also refuses an address with bits after its prefix: it would allow more than it seems to.
func isNoNetwork(network string) bool {
	prefix, err := netip.ParsePrefix(network)
	return err != nil || prefix.Masked() != prefix || prefix.Addr().Is4In6()
}

func isOrigin(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.User != nil {
		return false
	}
	plain := parsed.RawQuery == "" && parsed.Fragment == "" && (parsed.Path == "" || parsed.Path == "/")
	return plain && (parsed.Scheme == "http" || parsed.Scheme == "https")
}
