package optima_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/client/optima"
)

// TestMemory is not parallel: it measures the heap of the process.
func TestMemory(t *testing.T) {
	const (
		copies   = 8_000
		headroom = 4 << 20
	)
	example, err := os.ReadFile(filepath.Join(examples, "optima-contractors.xml"))
	require.NoError(t, err)
	start, end := strings.Index(string(example), "<KONTRAHENT>"), strings.Index(string(example), "</KONTRAHENT>")
	one := string(example[start : end+len("</KONTRAHENT>")])
	reader := optima.NewReader(io.MultiReader(
		strings.NewReader(declared("windows-1250")+"<KONTRAHENCI>"),
		&repeated{text: one, left: copies},
		strings.NewReader("</KONTRAHENCI>"),
	))
	_, err = reader.Next()
	require.NoError(t, err)
	before := heap()
	for count := 1; ; count++ {
		_, err := reader.Next()
		if errors.Is(err, io.EOF) {
			require.Equal(t, copies, count)
			break
		}
		require.NoError(t, err)
		if count%2_000 == 0 {
			require.Less(t, heap(), before+headroom, "memory grows with the file: %d records in", count)
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// repeated is a text many times over, without keeping it.
type repeated struct {
	text string
	left int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.left--
		r.rest = r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
