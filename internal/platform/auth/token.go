package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// tokenBytes makes guessing a token hopeless: 256 bits.
const tokenBytes = 32

// NewToken returns the secret of a session or an invitation. The database keeps only its HashToken.
func NewToken() string {
	token := make([]byte, tokenBytes)
	rand.Read(token) // never fails: the program ends without a source of randomness
	return base64.RawURLEncoding.EncodeToString(token)
}

// HashToken returns the hash of a secret, which is kept. It need not be slow: nobody can try 2^128 secrets.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
