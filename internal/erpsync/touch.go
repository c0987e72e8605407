package erpsync

import (
	"encoding/hex"

	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// hashBytes is how much of a content hash clients are told: enough to tell contents apart.
const hashBytes = 16

// clientHash is a content hash as results and clients say it.
func clientHash(hash []byte) string {
	return hex.EncodeToString(hash[:min(hashBytes, len(hash))])
}

// isTouch reports whether a contractor says nothing but that it is as it was.
func isTouch(c *apiv1.Contractor) bool {
	bare := &apiv1.Contractor{
		ExternalId: c.GetExternalId(), SourceRevision: c.GetSourceRevision(), ClientHash: c.GetClientHash(), CustomerId: c.GetCustomerId(),
	}
	return c.GetClientHash() != "" && proto.Equal(bare, c)
}

// touch lets a record that only names its content have the content that is saved; it is refused
// where that is another one.
func (r *record) touch(saved *identity) {
	if saved == nil || saved.hashVersion != hashVersion || clientHash(saved.hash) != r.clientHash {
		r.refuse("clientHash", "CONTENT_REQUIRED", "The saved content is another one; send the record with its fields.")
		return
	}
	r.hash = saved.hash
}

// onlyReturns leaves of a record nothing but that the contractor is there: its content is saved
// already, or a newer one is.
func (r *record) onlyReturns(saved *identity) {
	*r = record{externalID: r.externalID, revision: saved.revision, hash: saved.hash}
}
