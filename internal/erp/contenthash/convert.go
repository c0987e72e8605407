// Package contenthash identifies the content of contractors. The server keeps the hash of the last push,
// and a client computes the same hash for the same record.
package contenthash

import (
	"crypto/sha256"
	"encoding/hex"

	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// Version grows when the computation changes. Each record is then applied once more.
const Version = 1

// textBytes is how much of a hash the API shows, which is enough to tell contents apart.
const textBytes = 16

// Of returns the SHA-256 of the content of a contractor, which does not include its revision.
func Of(c *apiv1.Contractor) []byte {
	content := proto.CloneOf(c)
	content.SourceRevision, content.ClientHash, content.CustomerId = "", "", ""
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(content)
	if err != nil {
		return nil // decoded texts are valid UTF-8; an empty hash equals no other
	}
	sum := sha256.Sum256(encoded)
	return sum[:]
}

// Text returns a hash as the API shows it.
func Text(hash []byte) string { return hex.EncodeToString(hash[:min(textBytes, len(hash))]) }
