package server

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

const (
	// indexPage is the page of the admin, to which all its routes lead.
	indexPage = "index.html"
	// noncePlaceholder stands in the built page where each answer puts its nonce.
	noncePlaceholder = "__CSP_NONCE__"
	// hashedFolder holds the files whose names change with their content.
	hashedFolder = "assets/"
	// minCompressed is the size in bytes from which compression is worth it.
	minCompressed = 1024

	keepForEver = "public, max-age=31536000, immutable"
	askAgain    = "no-cache"
)

// spa serves the admin application, which is embedded in the binary.
type spa struct {
	assets map[string]*asset
	index  []byte // nil when the binary was built without the admin
}

// asset is a built file.
type asset struct {
	mediaType  string
	tag        string
	body       []byte
	compressed func() []byte // gzip, made at the first use; nil if compression is not worth it
}

// newSPA reads the built files. It skips hidden files, which only the build uses.
func newSPA(files fs.FS) (*spa, error) {
	s := &spa{assets: map[string]*asset{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(path.Base(name), ".") && name != ".":
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		body, err := fs.ReadFile(files, name)
		s.assets[name] = newAsset(name, body)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the built admin: %w", err)
	}
	if page, ok := s.assets[indexPage]; ok {
		s.index = page.body
		delete(s.assets, indexPage)
	}
	return s, nil
}

func newAsset(name string, body []byte) *asset {
	sum := sha256.Sum256(body)
	a := &asset{
		mediaType: mime.TypeByExtension(path.Ext(name)),
		tag:       `"` + hex.EncodeToString(sum[:16]) + `"`,
		body:      body,
	}
	if len(body) >= minCompressed && !strings.HasSuffix(name, ".woff2") && !strings.HasSuffix(name, ".png") {
		a.compressed = sync.OnceValue(func() []byte { return compress(body) })
	}
	return a
}

func compress(body []byte) []byte {
	var compressed bytes.Buffer
	w := gzip.NewWriter(&compressed)
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	return compressed.Bytes()
}

// ServeHTTP implements http.Handler.
func (s *spa) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	clean := path.Clean(r.URL.Path)
	name := strings.TrimPrefix(clean, "/")
	if file, ok := s.assets[name]; ok {
		logging.Path(r.Context(), clean)
		file.serve(w, r, strings.HasPrefix(name, hashedFolder))
		return
	}
	route := routeOf(clean)
	switch {
	case route != "":
		logging.Path(r.Context(), route)
		s.page(w, http.StatusOK)
	// A missing file must not be answered with the page: a browser would run it as a script.
	case path.Ext(name) == "" && strings.Contains(r.Header.Get("Accept"), "text/html"):
		s.page(w, http.StatusNotFound) // the page tells the person
	default:
		http.NotFound(w, r)
	}
}

func (s *spa) page(w http.ResponseWriter, status int) {
	if s.index == nil {
		http.Error(w, "This binary was built without the admin application: run make build.", http.StatusNotFound)
		return
	}
	nonce := rand.Text()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", contentPolicy(nonce))
	w.WriteHeader(status)
	_, _ = w.Write(bytes.ReplaceAll(s.index, []byte(noncePlaceholder), []byte(nonce))) // the caller may have gone
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request, hashed bool) {
	header := w.Header()
	header.Set("Content-Type", a.mediaType)
	header.Set("ETag", a.tag)
	header.Set("Cache-Control", askAgain)
	if hashed {
		header.Set("Cache-Control", keepForEver)
	}
	header.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == a.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.body
	if a.compressed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = a.compressed()
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the caller may have gone
}
