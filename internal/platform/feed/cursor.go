package feed

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Latest is the cursor that reads only what happens from now on.
const Latest = "latest"

// A cursor is, in base64url: version, name of the epoch, position, hash of the filter, a part of the id of the
// event at the position, and a seal over all of it.
const (
	cursorVersion = 1
	nameBytes     = 8
	checkBytes    = 4
	sealBytes     = 8
	bodyBytes     = 1 + nameBytes + 8 + 4 + checkBytes
)

// For each of these, a reader reads everything once and continues from there.
var (
	errMismatch = fault.New(fault.Precondition, "CURSOR_MISMATCH",
		"The cursor is not one that was given out for this source system and these settings.")
	errEpochChanged = fault.New(fault.Precondition, "CURSOR_EPOCH_CHANGED",
		"The feed has begun anew, as after a restore, and cursors from before cannot be trusted.")
	errExpired = fault.New(fault.Precondition, "CURSOR_EXPIRED",
		"Changes after the cursor have been cleared away.")
)

// Filter says whose events are visible. A cursor is valid only for the filter that it was made with.
type Filter struct {
	SourceSystemID uuid.UUID // that of the reader
	IncludeOwn     bool      // also events that the source system itself caused
}

func (f Filter) hash() uint32 { return f.hashWith(strconv.FormatBool(f.IncludeOwn)) }

// start is the hash of the cursors that a reading may begin with. Nothing was hidden up to them, so both settings
// of the filter may continue from there.
func (f Filter) start() uint32 { return f.hashWith("start") }

func (f Filter) hashWith(setting string) uint32 {
	return uint32(page.Hash("feed", f.SourceSystemID.String(), setting))
}

// admits reports whether the filter may continue from a cursor with the hash.
func (f Filter) admits(hash uint32) bool { return hash == f.hash() || hash == f.start() }

// cursor is a place in the feed: after the event at the position.
type cursor struct {
	position int64
	filter   uint32
	check    [checkBytes]byte // of that event; zero if it is gone
}

// checkOf returns the end of the id, which is random: its beginning is the time.
func checkOf(event uuid.UUID) (check [checkBytes]byte) {
	copy(check[:], event[len(event)-checkBytes:])
	return check
}

func (c cursor) format(epoch uuid.UUID) string {
	raw := append(make([]byte, 0, bodyBytes+sealBytes), cursorVersion)
	raw = append(raw, nameOf(epoch)...)
	raw = binary.BigEndian.AppendUint64(raw, uint64(c.position))
	raw = binary.BigEndian.AppendUint32(raw, c.filter)
	raw = append(raw, c.check[:]...)
	return base64.RawURLEncoding.EncodeToString(append(raw, seal(epoch, raw)...))
}

// parseCursor reads a cursor of the epoch.
func parseCursor(text string, epoch uuid.UUID) (cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != bodyBytes+sealBytes || raw[0] != cursorVersion {
		return cursor{}, errMismatch
	}
	body := raw[:bodyBytes]
	name, rest := body[1:1+nameBytes], body[1+nameBytes:]
	if !bytes.Equal(name, nameOf(epoch)) {
		return cursor{}, errEpochChanged
	}
	if !hmac.Equal(raw[bodyBytes:], seal(epoch, body)) {
		return cursor{}, errMismatch
	}
	c := cursor{position: int64(binary.BigEndian.Uint64(rest)), filter: binary.BigEndian.Uint32(rest[8:])}
	copy(c.check[:], rest[12:])
	return c, nil
}

// nameOf is the name of an epoch that callers see. The epoch itself never leaves the database, since it is the key
// of the seal.
func nameOf(epoch uuid.UUID) []byte {
	sum := sha256.Sum256(epoch[:])
	return sum[:nameBytes]
}

func nameText(epoch uuid.UUID) string { return hex.EncodeToString(nameOf(epoch)) }

// seal proves that the feed made a cursor. A cursor beyond the end makes the feed begin again for every reader, so
// nobody must be able to invent one.
func seal(epoch uuid.UUID, body []byte) []byte {
	mac := hmac.New(sha256.New, epoch[:])
	mac.Write(body)
	return mac.Sum(nil)[:sealBytes]
}
