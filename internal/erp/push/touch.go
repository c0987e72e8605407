package push

import (
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
)

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
	if saved == nil || saved.hashVersion != contenthash.Version || contenthash.Text(saved.hash) != r.clientHash {
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
