package auth

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Site is where staff open the admin. It decides what the session cookie looks like and which requests of a
// browser come from the admin.
type Site struct {
	secure     bool
	life       time.Duration
	protection *http.CrossOriginProtection
}

// NewSite returns the site with the origin, such as https://kartoteka.example. Its cookies last as long as a session
// can.
func NewSite(origin string, life time.Duration) (Site, error) {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(origin); err != nil {
		return Site{}, fmt.Errorf("set up site: %w", err)
	}
	return Site{secure: strings.HasPrefix(origin, "https://"), life: life, protection: protection}, nil
}

// SetCookie gives the browser the token of a session.
func (s Site) SetCookie(header http.Header, token string) {
	header.Add("Set-Cookie", s.cookie(token, int(s.life.Seconds())))
}

// ClearCookie makes the browser forget its session.
func (s Site) ClearCookie(header http.Header) {
	header.Add("Set-Cookie", s.cookie("", -1))
}

// cookie returns a cookie that scripts and other sites cannot reach.
func (s Site) cookie(token string, maxAge int) string {
	cookie := &http.Cookie{ //nolint:gosec // secure if the site is: browsers ignore secure cookies from plain http
		Name: s.cookieName(), Value: token, MaxAge: maxAge,
		Path: "/", Secure: s.secure, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
	return cookie.String()
}

// cookieName begins on https with a prefix that browsers accept only from the host itself, not from its sibling
// domains.
func (s Site) cookieName() string {
	if s.secure {
		return "__Host-kartoteka_session"
	}
	return "kartoteka_session"
}

// token returns the token in the request's cookie; empty if there is none.
func (s Site) token(r *http.Request) string {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// isForged reports whether a page of another site may have made a browser send the request.
func (s Site) isForged(r *http.Request) bool { return s.protection.Check(r) != nil }

// isUnaccounted reports whether nothing says where the request comes from. Programs send such requests, browsers
// do not.
func isUnaccounted(r *http.Request) bool {
	isSafe := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
	return !isSafe && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == ""
}
