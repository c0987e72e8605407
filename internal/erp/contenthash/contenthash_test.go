package contenthash_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
)

func TestAHashTellsContentsApart(t *testing.T) {
	t.Parallel()
	hash := func(change func(c *apiv1.Contractor)) string {
		c := &apiv1.Contractor{ExternalId: "1", SourceRevision: "1", Name: new("A")}
		change(c)
		return contenthash.Text(contenthash.Of(c))
	}
	same := hash(func(*apiv1.Contractor) {})
	assert.Equal(t, same, hash(func(c *apiv1.Contractor) { c.SourceRevision = "2" }), "the revision is no content")
	assert.Equal(t, same, hash(func(c *apiv1.Contractor) { c.ClientHash, c.CustomerId = "a", "b" }))
	assert.NotEqual(t, same, hash(func(c *apiv1.Contractor) { c.Name = new("B") }))
	assert.NotEqual(t, same, hash(func(c *apiv1.Contractor) { c.Email = new("") }), "empty is not absent")
	assert.NotEqual(t, same, hash(func(c *apiv1.Contractor) { c.ClearFields = []string{"email"} }))
}
