package auth_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// book stands for the database: one session and one key, or an outage.
type book struct {
	session  string
	key      auth.Key
	identity auth.Identity
	outage   error
}

func (b book) FindSession(_ context.Context, tokenHash []byte) (auth.Identity, error) {
	if b.outage != nil {
		return auth.Identity{}, b.outage
	}
	if !bytes.Equal(tokenHash, auth.HashToken(b.session)) {
		return auth.Identity{}, auth.ErrSessionEnded
	}
	return b.identity, nil
}

func (b book) FindKey(_ context.Context, key auth.Key) (auth.Identity, error) {
	if b.outage != nil {
		return auth.Identity{}, b.outage
	}
	if key != b.key {
		return auth.Identity{}, auth.ErrKeyUnknown
	}
	return b.identity, nil
}

// answer is what came of a request.
type answer struct {
	reached  bool
	identity auth.Identity
	err      error
	header   http.Header
}

func (a answer) reason() string {
	if f, ok := fault.As(a.err); ok {
		return f.Reason
	}
	return ""
}

func newSite(t *testing.T, origin string) auth.Site {
	t.Helper()
	site, err := auth.NewSite(origin, 7*24*time.Hour)
	require.NoError(t, err)
	return site
}

func ask(t *testing.T, b book, r *http.Request) answer {
	t.Helper()
	var got answer
	next := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got.reached, got.identity = true, auth.From(r.Context())
	})
	credentials := auth.Credentials{Site: newSite(t, "http://example.com"), Sessions: b, Keys: b}
	handler := auth.Authenticate(next, credentials, func(_ http.ResponseWriter, _ *http.Request, err error) { got.err = err })
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	got.header = w.Header()
	return got
}

// unread fails the test when anybody reads the body.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, errors.New("unread")
}

func newRequest(t *testing.T, headers ...string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://example.com/kartoteka.v1.CustomerService/GetCustomer", unread{t})
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func newBook() book {
	return book{session: auth.NewToken(), key: auth.NewKey(), identity: auth.Identity{Kind: auth.Staff, ID: uuid.New()}}
}

func TestAuthenticate(t *testing.T) {
	t.Parallel()
	b := newBook()
	other := auth.NewKey().String()
	cookie := "kartoteka_session=" + b.session
	for name, c := range map[string]struct {
		headers []string
		known   bool
		reason  string
	}{
		"a request without a credential is anonymous": {},
		"a key is known":                                {headers: []string{"Authorization", "Bearer " + b.key.String()}, known: true},
		"the scheme has no case":                        {headers: []string{"Authorization", "bearer  " + b.key.String()}, known: true},
		"a key wins over a cookie":                      {headers: []string{"Authorization", "Bearer " + b.key.String(), "Cookie", "kartoteka_session=x"}, known: true},
		"a key may come from another site":              {headers: []string{"Authorization", "Bearer " + b.key.String(), "Sec-Fetch-Site", "cross-site"}, known: true},
		"an unknown key is refused":                     {headers: []string{"Authorization", "Bearer " + other}, reason: "KEY_UNKNOWN"},
		"a mistyped key is refused":                     {headers: []string{"Authorization", "Bearer " + b.key.String() + "x"}, reason: "KEY_UNKNOWN"},
		"a foreign token is refused":                    {headers: []string{"Authorization", "Bearer eyJhbGciOi"}, reason: "KEY_UNKNOWN"},
		"an empty token is refused":                     {headers: []string{"Authorization", "Bearer"}, reason: "KEY_UNKNOWN"},
		"an unknown key is not made good by a cookie":   {headers: []string{"Authorization", "Bearer " + other, "Cookie", cookie, "Sec-Fetch-Site", "same-origin"}, reason: "KEY_UNKNOWN"},
		"another scheme is left to the proxy it is for": {headers: []string{"Authorization", "Basic eDp5"}},
		"a session is known":                            {headers: []string{"Cookie", cookie, "Sec-Fetch-Site", "same-origin"}, known: true},
		"an unknown session is refused":                 {headers: []string{"Cookie", "kartoteka_session=" + auth.NewToken(), "Sec-Fetch-Site", "same-origin"}, reason: "SESSION_ENDED"},
		"the cookie of a secure site is not ours":       {headers: []string{"Cookie", "__Host-" + cookie, "Sec-Fetch-Site", "same-origin"}},
		"an empty cookie is none":                       {headers: []string{"Cookie", "kartoteka_session=", "Sec-Fetch-Site", "same-origin"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ask(t, b, newRequest(t, c.headers...))
			assert.Equal(t, c.reason, got.reason())
			assert.Equal(t, c.reason == "", got.reached)
			assert.Equal(t, c.known, got.identity == b.identity)
			if !c.known {
				assert.Equal(t, auth.Identity{}, got.identity)
			}
		})
	}
}

func TestAuthenticateRefusesOtherSites(t *testing.T) {
	t.Parallel()
	b := newBook()
	for name, c := range map[string]struct {
		headers                []string
		withCookie, withoutOne string // the reasons
	}{
		"nothing said":                  {nil, "CROSS_SITE", ""},
		"same origin":                   {[]string{"Sec-Fetch-Site", "same-origin"}, "", ""},
		"typed by the person":           {[]string{"Sec-Fetch-Site", "none"}, "", ""},
		"same site, another host":       {[]string{"Sec-Fetch-Site", "same-site"}, "CROSS_SITE", "CROSS_SITE"},
		"cross site":                    {[]string{"Sec-Fetch-Site", "cross-site"}, "CROSS_SITE", "CROSS_SITE"},
		"own origin in an old browser":  {[]string{"Origin", "http://example.com"}, "", ""},
		"foreign origin":                {[]string{"Origin", "http://evil.example"}, "CROSS_SITE", "CROSS_SITE"},
		"hidden origin":                 {[]string{"Origin", "null"}, "CROSS_SITE", "CROSS_SITE"},
		"cross site with a good origin": {[]string{"Sec-Fetch-Site", "cross-site", "Origin", "http://example.com.evil.example"}, "CROSS_SITE", "CROSS_SITE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signedIn := ask(t, b, newRequest(t, append([]string{"Cookie", "kartoteka_session=" + b.session}, c.headers...)...))
			assert.Equal(t, c.withCookie, signedIn.reason(), "with a cookie")
			assert.Equal(t, c.withCookie == "", signedIn.reached)
			anonymous := ask(t, b, newRequest(t, c.headers...))
			assert.Equal(t, c.withoutOne, anonymous.reason(), "without a cookie")
			key := ask(t, b, newRequest(t, append([]string{"Authorization", "Bearer " + b.key.String()}, c.headers...)...))
			assert.NoError(t, key.err, "with a key")
		})
	}
	t.Run("by a fault of its own kind", func(t *testing.T) {
		t.Parallel()
		faulttest.Require(t, ask(t, b, newRequest(t, "Sec-Fetch-Site", "cross-site")).err, fault.Denied, "CROSS_SITE")
	})
	t.Run("but lets them look at pages", func(t *testing.T) {
		t.Parallel()
		r := newRequest(t, "Cookie", "kartoteka_session="+b.session)
		r.Method = http.MethodGet
		assert.True(t, ask(t, b, r).reached)
	})
	t.Run("but not a proxy that changes the host", func(t *testing.T) {
		t.Parallel()
		r := newRequest(t, "Cookie", "kartoteka_session="+b.session, "Origin", "http://example.com")
		r.Host = "10.0.0.7:8080"
		assert.True(t, ask(t, b, r).reached, "the origin is the site's own")
	})
}

func TestAuthenticateClearsTheCookieOfAnEndedSession(t *testing.T) {
	t.Parallel()
	b := newBook()
	got := ask(t, b, newRequest(t, "Cookie", "kartoteka_session=gone", "Sec-Fetch-Site", "same-origin"))
	assert.Equal(t, "SESSION_ENDED", got.reason())
	assert.Contains(t, got.header.Get("Set-Cookie"), "kartoteka_session=; Path=/; Max-Age=0")
	b.outage = errors.New("disk full")
	got = ask(t, b, newRequest(t, "Cookie", "kartoteka_session="+b.session, "Sec-Fetch-Site", "same-origin"))
	require.ErrorIs(t, got.err, b.outage)
	assert.False(t, got.reached)
	assert.Empty(t, got.header.Get("Set-Cookie"), "an outage ends no session")
}
