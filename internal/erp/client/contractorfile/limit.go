package contractorfile

import (
	"io"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// MaxBytes is the maximum size of a file that is kept in memory, or whose end must be seen before its
// beginning can be trusted.
const MaxBytes = 64 << 20

// Limit returns a reader that refuses what exceeds MaxBytes. io.LimitReader would cut it off silently.
func Limit(r io.Reader) io.Reader {
	return &limited{in: r, left: MaxBytes}
}

type limited struct {
	in   io.Reader
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	// One byte more than allowed shows that a file is too long.
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.in.Read(p)
	if int64(n) > l.left {
		n = int(l.left)
		err = fault.New(fault.Invalid, "FILE_TOO_LARGE", "The file is larger than 64 MiB; split it.")
	}
	l.left -= int64(n)
	return n, err
}
