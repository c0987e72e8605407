package auth

import "crypto/rand"

const (
	base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	// dictation has no vowels, which could spell a word that nobody wants to read out, and no characters that look
	// alike.
	dictation = "bcdfghjkmnpqrstvwxz23456789"
)

// randomText returns characters of the alphabet, all equally likely.
func randomText(alphabet string, length int) string {
	// Larger bytes would make the first characters of the alphabet more likely.
	fair := 256 - 256%len(alphabet)
	text, pool := make([]byte, 0, length), make([]byte, 2*length)
	for len(text) < length {
		rand.Read(pool) // never fails: the program ends without a source of randomness
		for _, b := range pool {
			if int(b) < fair && len(text) < length {
				text = append(text, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(text)
}
