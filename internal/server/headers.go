package server

import (
	"net/http"
	"strings"
)

// protect sets the security headers of every answer. The page of the admin widens the content policy for itself.
func protect(header http.Header, secure bool) {
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	if secure {
		header.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// contentPolicy is what the admin's page may load: its own files, and style sheets with the nonce, since its
// components create some at run time.
func contentPolicy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"base-uri 'none'",
		"object-src 'none'",
		"frame-ancestors 'none'",
		"form-action 'self'",
	}, "; ")
}
