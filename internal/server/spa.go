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
)

const (
	// indexPage is the page of the admin; every address that is no file leads to it.
	indexPage = "index.html"
	// noncePlaceholder is what the build leaves in the page for the nonce of each answer.
	noncePlaceholder = "__CSP_NONCE__"
	// hashedFolder holds the files whose names change with their content.
	hashedFolder = "assets/"
	// worthPacking is the least size in bytes that compression pays for.
	worthPacking = 1024

	keepForEver = "public, max-age=31536000, immutable"
	askAgain    = "no-cache"
)

// spa serves the admin application out of the binary.
type spa struct {
	assets map[string]*asset
	index  []byte // nil when the binary was built without the admin
}

// asset is a built file.
type asset struct {
	mediaType string
	tag       string
	body      []byte
	packed    func() []byte // gzip, made at the first use; nil where it does not pay
}

// newSPA reads the built files. Hidden ones are the build's own.
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
	if len(body) >= worthPacking && !strings.HasSuffix(name, ".woff2") && !strings.HasSuffix(name, ".png") {
		a.packed = sync.OnceValue(func() []byte { return pack(body) })
	}
	return a
}

// pack writes to memory, which takes everything.
func pack(body []byte) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(body)
	_ = w.Close()
	return packed.Bytes()
}

// ServeHTTP implements http.Handler.
func (s *spa) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if file, ok := s.assets[name]; ok {
		file.serve(w, r, strings.HasPrefix(name, hashedFolder))
		return
	}
	// A missing file must not come back as a page: a browser would run it as a script.
	if path.Ext(name) != "" && name != indexPage {
		http.NotFound(w, r)
		return
	}
	s.page(w)
}

func (s *spa) page(w http.ResponseWriter) {
	if s.index == nil {
		http.Error(w, "This binary was built without the admin application: run make build.", http.StatusNotFound)
		return
	}
	nonce := rand.Text()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", contentPolicy(nonce))
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
	if a.packed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = a.packed()
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the caller may have gone
}
