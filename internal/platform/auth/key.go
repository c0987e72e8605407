package auth

import (
	"crypto/subtle"
	"hash/crc32"
	"strings"
)

// A key has the form kt_<id>_<secret><checksum>, all in base62. The prefix lets scanners find keys that leaked
// into files, and the checksum lets the server refuse a mistyped key without asking the database.
const (
	keyPrefix         = "kt_"
	keyIDLength       = 12
	keySecretLength   = 32
	keyChecksumLength = 6
	keyLength         = len(keyPrefix) + keyIDLength + 1 + keySecretLength + keyChecksumLength
)

// Key is an API key in the clear. It is shown once and never kept.
type Key struct {
	ID     string // the public part, which finds the key
	Secret string
}

// NewKey makes a key that cannot be guessed.
func NewKey() Key {
	return Key{ID: randomText(base62, keyIDLength), Secret: randomText(base62, keySecretLength)}
}

// ParseKey reads a key and reports whether its form and checksum are right.
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

// Prefix is the beginning of the key, which may be shown so that people can tell keys apart.
func (k Key) Prefix() string { return KeyPrefix(k.ID) }

// KeyPrefix returns the prefix of the key with the id.
func KeyPrefix(id string) string { return keyPrefix + id }

// Hash returns the hash of the secret, which is kept.
func (k Key) Hash() []byte { return HashToken(k.Secret) }

// Matches reports whether the hash is that of the secret. The time that it takes does not depend on the answer.
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
