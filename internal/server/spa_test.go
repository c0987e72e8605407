package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const script = "assets/index-B7x9.js"

// The built admin may be absent where the tests run, so these tests bring a small one.
func newBuilt(t *testing.T) *spa {
	t.Helper()
	pages, err := newSPA(fstest.MapFS{
		"index.html":          {Data: []byte(`<meta property="csp-nonce" nonce="__CSP_NONCE__"><div id="root"></div>`)},
		script:                {Data: []byte(strings.Repeat("console.log('Łódź');", 200))},
		"favicon.svg":         {Data: []byte("<svg/>")},
		".gitkeep":            {},
		".vite/manifest.json": {Data: []byte("{}")},
	})
	require.NoError(t, err)
	return pages
}

func get(t *testing.T, handler http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}

func TestAdminPage(t *testing.T) {
	t.Parallel()

	t.Run("answers the routes of the application", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		for _, path := range []string{"/", "/customers", "/customers/018f?query=secret", "/customers/", "/erp/018f/runs/018f", "/setup"} {
			answer := get(t, pages, path)
			assert.Equal(t, http.StatusOK, answer.Code, path)
			assert.Contains(t, answer.Body.String(), `<div id="root">`, path)
			assert.Equal(t, "no-store", answer.Header().Get("Cache-Control"), path)
		}
	})

	t.Run("answers nothing else", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		for _, path := range []string{
			"/metrics", "/healthz/", "/healthz2", "/livez/", "/Readyz", "/index.html", "/customers/018f/history",
			"/erp/018f/runs", "/.well-known/x", "/api", "/login",
		} {
			answer := get(t, pages, path)
			assert.Equal(t, http.StatusNotFound, answer.Code, path)
			assert.NotContains(t, answer.Body.String(), `<div id="root">`, path)
			answer = get(t, pages, path, "Accept", "text/html,*/*")
			assert.Equal(t, http.StatusNotFound, answer.Code, "a person is told by the application: %s", path)
		}
		assert.Contains(t, get(t, pages, "/login", "Accept", "text/html").Body.String(), `<div id="root">`)
	})

	t.Run("knows the routes of the application", func(t *testing.T) {
		t.Parallel()
		router, err := os.ReadFile("../../frontend/src/app/router.tsx")
		require.NoError(t, err)
		var known []string
		for _, found := range regexp.MustCompile(`(?:page\(|path: )'(/[^']*)'`).FindAllStringSubmatch(string(router), -1) {
			known = append(known, found[1])
		}
		assert.ElementsMatch(t, known, routes)
	})

	t.Run("carries a nonce that the policy allows and no other answer has", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		inPage := regexp.MustCompile(`nonce="([A-Z0-9]{20,})"`)
		seen := map[string]bool{}
		for range 10 {
			answer := get(t, pages, "/")
			nonce := inPage.FindStringSubmatch(answer.Body.String())
			require.Len(t, nonce, 2)
			assert.Contains(t, answer.Header().Get("Content-Security-Policy"), "style-src 'self' 'nonce-"+nonce[1]+"';")
			seen[nonce[1]] = true
		}
		assert.Len(t, seen, 10)
	})

	t.Run("allows no script but the admin's own", func(t *testing.T) {
		t.Parallel()
		policy := get(t, newBuilt(t), "/").Header().Get("Content-Security-Policy")
		assert.Contains(t, policy, "default-src 'none';")
		assert.Contains(t, policy, "script-src 'self';")
		assert.Contains(t, policy, "frame-ancestors 'none'")
		assert.NotContains(t, policy, "unsafe")
	})

	t.Run("says so when it was not built", func(t *testing.T) {
		t.Parallel()
		pages, err := newSPA(fstest.MapFS{".gitkeep": {}})
		require.NoError(t, err)
		answer := get(t, pages, "/")
		assert.Equal(t, http.StatusNotFound, answer.Code)
		assert.Contains(t, answer.Body.String(), "make build")
	})

	t.Run("is only read", func(t *testing.T) {
		t.Parallel()
		answer := httptest.NewRecorder()
		newBuilt(t).ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/", http.NoBody))
		assert.Equal(t, http.StatusMethodNotAllowed, answer.Code)
	})
}

func TestAdminFiles(t *testing.T) {
	t.Parallel()

	t.Run("are kept for ever when their name changes with their content", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		assert.Equal(t, keepForEver, get(t, pages, "/"+script).Header().Get("Cache-Control"))
		assert.Equal(t, askAgain, get(t, pages, "/favicon.svg").Header().Get("Cache-Control"))
	})

	t.Run("are not sent again when they are known", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		tag := get(t, pages, "/favicon.svg").Header().Get("ETag")
		require.NotEmpty(t, tag)
		assert.Equal(t, http.StatusNotModified, get(t, pages, "/favicon.svg", "If-None-Match", tag).Code)
	})

	t.Run("are packed for those who can unpack", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		plain := get(t, pages, "/"+script)
		packed := get(t, pages, "/"+script, "Accept-Encoding", "br, gzip")
		assert.Empty(t, plain.Header().Get("Content-Encoding"))
		require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
		assert.Less(t, packed.Body.Len(), plain.Body.Len())
		reader, err := gzip.NewReader(packed.Body)
		require.NoError(t, err)
		unpacked, err := io.ReadAll(reader)
		require.NoError(t, err)
		assert.Equal(t, plain.Body.String(), string(unpacked))
		assert.Contains(t, plain.Header().Get("Content-Type"), "javascript")
	})

	t.Run("that are absent or hidden are not found", func(t *testing.T) {
		t.Parallel()
		pages := newBuilt(t)
		for _, path := range []string{"/assets/index-old.js", "/.gitkeep", "/.vite/manifest.json", "/../server/spa.go"} {
			assert.Equal(t, http.StatusNotFound, get(t, pages, path).Code, path)
		}
	})
}
