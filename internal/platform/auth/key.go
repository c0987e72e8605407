package auth

import (
	"crypto/subtle"
	"hash/crc32"
	"strings"
)

// The form of a key: kt_<id>_<secret><checksum>, all in base62. Its beginning lets scanners find
// keys that leaked into files, its checksum lets a mistyped one be refused without the database.
const (
	keyPrefix         = "kt_"
	keyIDLength       = 12
	keySecretLength   = 32
	keyChecksumLength = 6
	keyLength         = len(keyPrefix) + keyIDLength + 1 + keySecretLength + keyChecksumLength
)

// Key is an API key in the clear. It is shown once and never kept.
type Key struct {
	ID     string // the public part, by which the key is found
	Secret string
}

// NewKey makes a key that cannot be guessed.
func NewKey() Key {
	return Key{ID: randomText(base62, keyIDLength), Secret: randomText(base62, keySecretLength)}
}

// ParseKey reads a key and reports whether its form and its checksum are right.
func ParseKey(text string) (Key, bool) {
	rest, ok := strings.CutPrefix(text, keyPrefix)
	if !ok || len(text) != keyLength || rest[keyIDLength] != '_' {
		return Key{}, false
	}
	key := Key{ID: rest[:keyIDLength], Secret: rest[keyIDLength+1 : keyIDLength+1+keySecretLength]}
	return key, isBase62(key.ID) && isBase62(key.Secret) && key.String() == text
}

// String returns the whole key, as the client sends it.
func (k Key) String() string {
	body := k.Prefix() + "_" + k.Secret
	return body + checksum(body)
}

// Prefix is the beginning of the key, which may be shown to tell keys apart.
func (k Key) Prefix() string { return KeyPrefix(k.ID) }

// KeyPrefix returns the beginning of the key with the id.
func KeyPrefix(id string) string { return keyPrefix + id }

// Hash returns what is kept of the secret.
func (k Key) Hash() []byte { return HashToken(k.Secret) }

// Matches reports, in a time that does not depend on the answer, whether the hash is that of the secret.
func (k Key) Matches(hash []byte) bool {
	return subtle.ConstantTimeCompare(k.Hash(), hash) == 1
}

func checksum(body string) string {
	sum := crc32.ChecksumIEEE([]byte(body))
	digits := make([]byte, keyChecksumLength)
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] = base62[sum%62]
		sum /= 62
	}
	return string(digits)
}

func isBase62(s string) bool { return strings.Trim(s, base62) == "" }
