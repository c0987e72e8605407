package page

import (
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf8"
)

// The sort keys of numbers, times and texts. Tokens can be forged, so what is read back may be no row's key: reading
// refuses the values that PostgreSQL cannot compare with a column.

// IntKey returns the key of a number.
func IntKey(number int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(number)) }

// ParseInt reads the key of a number. Errors: PAGE_TOKEN_INVALID.
func ParseInt(key []byte) (int64, error) {
	if len(key) != 8 {
		return 0, ErrInvalid()
	}
	return int64(binary.BigEndian.Uint64(key)), nil
}

// TimeKey returns the key of a time, which has whole microseconds.
func TimeKey(at time.Time) []byte { return IntKey(at.UnixMicro()) }

// ParseTime reads the key of a time. Errors: PAGE_TOKEN_INVALID.
func ParseTime(key []byte) (time.Time, error) {
	micro, err := ParseInt(key)
	at := time.UnixMicro(micro).UTC()
	if err != nil || at.Year() < 1 || at.Year() > 9999 {
		return time.Time{}, ErrInvalid()
	}
	return at, nil
}

// ParseText reads the key of a text, which consists of its bytes. Errors: PAGE_TOKEN_INVALID.
func ParseText(key []byte) (string, error) {
	text := string(key)
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", ErrInvalid()
	}
	return text, nil
}
