package optima

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// guard passes UTF-8 through. It refuses what no file in its declared encoding contains: broken
// sequences, the replacement character, and the control characters 80 to 9F, which are letters of
// windows-1250 read as ISO-8859-2.
type guard struct {
	line int
}

func newGuard() *guard { return &guard{line: 1} }

// Reset implements transform.Transformer.
func (g *guard) Reset() { g.line = 1 }

// Transform implements transform.Transformer.
func (g *guard) Transform(dst, src []byte, atEOF bool) (int, int, error) {
	return pass(dst, src, atEOF, func(r rune, _ int) error {
		switch {
		case r == '\n':
			g.line++
		case r == utf8.RuneError, r >= 0x80 && r < 0xa0:
			return wrongEncoding(g.line)
		}
		return nil
	})
}

// suspicion passes a file through that declares a single-byte encoding. At the end it refuses the file
// if it was UTF-8 after all: if everything beyond ASCII is UTF-8 for letters of the declared encoding.
// SPÓŁKA in windows-1250 happens to be valid UTF-8 too, but for letters that windows-1250 lacks.
type suspicion struct {
	table     *charmap.Charmap
	line      int
	firstLine int // line of the first character beyond ASCII
	isRefuted bool
}

func newSuspicion(table *charmap.Charmap) *suspicion {
	return &suspicion{table: table, line: 1}
}

// Reset implements transform.Transformer.
func (s *suspicion) Reset() { *s = suspicion{table: s.table, line: 1} }

// Transform implements transform.Transformer.
func (s *suspicion) Transform(dst, src []byte, atEOF bool) (int, int, error) {
	if s.isRefuted {
		n := copy(dst, src)
		if n < len(src) {
			return n, n, transform.ErrShortDst
		}
		return n, n, nil
	}
	written, read, err := pass(dst, src, atEOF, s.weigh)
	if err == nil && atEOF && !s.isRefuted && s.firstLine > 0 {
		err = wrongEncoding(s.firstLine)
	}
	return written, read, err
}

func (s *suspicion) weigh(r rune, size int) error {
	switch {
	case r == '\n':
		s.line++
		return nil
	case r < utf8.RuneSelf:
		return nil
	case s.firstLine == 0:
		s.firstLine = s.line
	}
	_, isLetter := s.table.EncodeRune(r)
	if size == 1 || !isLetter {
		s.isRefuted = true
	}
	return nil
}

// pass copies src to dst character by character, as far as look allows. A byte that begins no character
// counts as one, utf8.RuneError of size 1.
func pass(dst, src []byte, atEOF bool, look func(r rune, size int) error) (written, read int, err error) {
	for read < len(src) {
		r, size := rune(src[read]), 1
		if r >= utf8.RuneSelf {
			if !atEOF && !utf8.FullRune(src[read:]) {
				return written, read, transform.ErrShortSrc
			}
			r, size = utf8.DecodeRune(src[read:])
		}
		if written+size > len(dst) {
			return written, read, transform.ErrShortDst
		}
		if err := look(r, size); err != nil {
			return written, read, err
		}
		written += copy(dst[written:], src[read:read+size])
		read += size
	}
	return written, read, nil
}
