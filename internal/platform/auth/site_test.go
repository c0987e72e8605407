package auth_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

func cookieOf(t *testing.T, header http.Header) *http.Cookie {
	t.Helper()
	cookies := (&http.Response{Header: header}).Cookies()
	require.Len(t, cookies, 1)
	return cookies[0]
}

func TestSiteCookie(t *testing.T) {
	t.Parallel()
	for origin, c := range map[string]struct {
		name   string
		secure bool
	}{
		"https://kartoteka.example": {"__Host-kartoteka_session", true},
		"http://localhost:8080":     {"kartoteka_session", false},
	} {
		t.Run(origin, func(t *testing.T) {
			t.Parallel()
			header := http.Header{}
			newSite(t, origin).SetCookie(header, "secret")
			cookie := cookieOf(t, header)
			assert.Equal(t, c.name, cookie.Name)
			assert.Equal(t, "secret", cookie.Value)
			assert.Equal(t, c.secure, cookie.Secure)
			assert.True(t, cookie.HttpOnly)
			assert.Equal(t, http.SameSiteStrictMode, cookie.SameSite)
			assert.Equal(t, "/", cookie.Path)
			assert.Empty(t, cookie.Domain, "no other host gets it")
			assert.Equal(t, 7*24*60*60, cookie.MaxAge)

			header = http.Header{}
			newSite(t, origin).ClearCookie(header)
			cleared := cookieOf(t, header)
			assert.Equal(t, c.name, cleared.Name)
			assert.Equal(t, c.secure, cleared.Secure, "a browser clears a secure cookie only by a secure one")
			assert.Empty(t, cleared.Value)
			assert.Negative(t, cleared.MaxAge)
		})
	}
}

func TestNewSiteRefusesWhatIsNoOrigin(t *testing.T) {
	t.Parallel()
	for _, origin := range []string{"", "kartoteka.example", "https://kartoteka.example/admin"} {
		_, err := auth.NewSite(origin, time.Hour)
		assert.Error(t, err, origin)
	}
}
