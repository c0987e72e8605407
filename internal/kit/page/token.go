package page

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	version       = 1
	maxTokenBytes = 2048
)

// Cursor is the place in a list behind its last row.
type Cursor struct {
	Key   []byte // the row's sort key
	ID    string // the row's id, which decides between equal keys
	Query uint64 // Hash of the filter and the order that the place belongs to
}

// Encode returns the token of the cursor: version, query, length of the id, the id itself, key. A key may have up
// to 1 KiB, which is more than any sort key has.
func Encode(c Cursor) string {
	raw := []byte{version}
	raw = binary.BigEndian.AppendUint64(raw, c.Query)
	raw = binary.AppendUvarint(raw, uint64(len(c.ID)))
	raw = append(raw, c.ID...)
	raw = append(raw, c.Key...)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Decode reads a token that Encode made for the same query. The first page has
// no token: an empty one is refused like any other that Encode did not make.
func Decode(token string, queryHash uint64) (Cursor, error) {
	if len(token) > maxTokenBytes {
		return Cursor{}, ErrInvalid()
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return Cursor{}, ErrInvalid()
	}
	cursor, ok := read(raw)
	// Each place has only one token, although base64 ignores line breaks.
	if !ok || Encode(cursor) != token {
		return Cursor{}, ErrInvalid()
	}
	if cursor.Query != queryHash {
		return Cursor{}, fault.InvalidField("pageToken", "PAGE_TOKEN_MISMATCH",
			"The page token belongs to a list with another filter or order.")
	}
	return cursor, nil
}

func read(raw []byte) (Cursor, bool) {
	const header = 1 + 8
	if len(raw) < header || raw[0] != version {
		return Cursor{}, false
	}
	query, rest := binary.BigEndian.Uint64(raw[1:header]), raw[header:]
	length, width := binary.Uvarint(rest)
	if width <= 0 || length > uint64(len(rest)-width) {
		return Cursor{}, false
	}
	id, key := rest[width:width+int(length)], rest[width+int(length):]
	return Cursor{Key: key, ID: string(id), Query: query}, true
}

// ErrInvalid returns the refusal of a token that no list returned.
func ErrInvalid() error {
	return fault.InvalidField("pageToken", "PAGE_TOKEN_INVALID", "The page token is not one that this list gave out.")
}
