package contractorfile

import (
	"io"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// MaxBytes is the most that is read of a file whose end must be seen before
// its beginning may be trusted, or that is kept in memory.
const MaxBytes = 64 << 20

// Limit returns a reader that refuses what exceeds MaxBytes, where io.LimitReader
// would quietly cut it off.
func Limit(r io.Reader) io.Reader {
	return &limited{in: r, left: MaxBytes}
}

type limited struct {
	in   io.Reader
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	// One byte more than allowed tells a file that is too long from one that just fits.
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
