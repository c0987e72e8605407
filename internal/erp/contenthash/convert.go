// Package contenthash tells the contents of contractors apart, on both sides of the sync: the server
// keeps the hash of the last push, and a client that has the same record has the same hash.
package contenthash

import (
	"crypto/sha256"
	"encoding/hex"

	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// Version grows when the way of hashing changes; each record is then applied once more.
const Version = 1

// textBytes is how much of a hash is told: enough to tell contents apart.
const textBytes = 16

// Of returns the SHA-256 of what a record says about the contractor; its revision is no content.
func Of(c *apiv1.Contractor) []byte {
	content := proto.CloneOf(c)
	content.SourceRevision, content.ClientHash, content.CustomerId = "", "", ""
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(content)
	if err != nil {
		return nil // invalid UTF-8 cannot arrive; an empty hash never equals a saved one
	}
	sum := sha256.Sum256(encoded)
	return sum[:]
}

// Text is a hash as results and clients say it.
func Text(hash []byte) string { return hex.EncodeToString(hash[:min(textBytes, len(hash))]) }
