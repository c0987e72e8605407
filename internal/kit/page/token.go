package page

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	version       = 2
	headerBytes   = 1 + 8 + len(uuid.UUID{}) // version, query and id; the key follows
	maxTokenBytes = 2048
)

// Place is where a page ends: at a row of the list. The zero Place is the beginning of the list.
type Place struct {
	Key []byte    // the row's sort key; up to 1 KiB, which is more than any sort key has
	ID  uuid.UUID // the row's id, which decides between equal keys
}

// Encode returns the token of a place in the list of a query.
func Encode(p Place, query uint64) string {
	raw := binary.BigEndian.AppendUint64([]byte{version}, query)
	raw = append(raw, p.ID[:]...)
	return base64.RawURLEncoding.EncodeToString(append(raw, p.Key...))
}

// Decode reads a token that Encode made for the same query. The token may come from anybody, so the place need not
// be one of a row. The first page has no token: an empty one is refused like any other that Encode did not make.
//
// Errors: PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH.
func Decode(token string, query uint64) (Place, error) {
	if len(token) > maxTokenBytes {
		return Place{}, ErrInvalid()
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) < headerBytes || raw[0] != version {
		return Place{}, ErrInvalid()
	}
	made := binary.BigEndian.Uint64(raw[1:9])
	place := Place{ID: uuid.UUID(raw[9:headerBytes]), Key: raw[headerBytes:]}
	// Each place has only one token, although base64 ignores line breaks.
	if Encode(place, made) != token {
		return Place{}, ErrInvalid()
	}
	if made != query {
		return Place{}, fault.InvalidField("pageToken", "PAGE_TOKEN_MISMATCH",
			"The page token belongs to a list with another filter or order.")
	}
	return place, nil
}

// ErrInvalid returns the refusal of a token that no list returned.
func ErrInvalid() error {
	return fault.InvalidField("pageToken", "PAGE_TOKEN_INVALID", "The page token is not one that this list gave out.")
}
