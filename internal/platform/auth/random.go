package auth

import "crypto/rand"

const (
	base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	// dictation has neither vowels, which could spell a word nobody wants to read out, nor
	// characters that look like one another.
	dictation = "bcdfghjkmnpqrstvwxz23456789"
)

// randomText returns characters of the alphabet, each as likely as any other.
func randomText(alphabet string, length int) string {
	// Bytes from here on would make the first characters of the alphabet more likely.
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
