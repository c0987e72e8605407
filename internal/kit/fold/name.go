package fold

import (
	"crypto/sha256"
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/text"
)

// keyDigestBytes is enough to tell names apart that sort alike.
const keyDigestBytes = 16

// UniqueKey returns the sort key of a name that only one thing may have: names are one if their keys are, and that is
// up to text.Identity. Names that differ in accents alone are two, side by side.
func UniqueKey(name string) []byte {
	digest := sha256.Sum256([]byte(text.Identity(name)))
	return slices.Concat(Key(name), []byte{0}, digest[:keyDigestBytes])
}
