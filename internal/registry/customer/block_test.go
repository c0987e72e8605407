package customer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// blocks are the sources of a customer's blocks: "staff login", "erp:optima login".
func blocks(c *customer.Customer) []string {
	lines := make([]string, len(c.Blocks))
	for i, block := range c.Blocks {
		lines[i] = strings.Trim(string(block.Source)+":"+block.SourceSystem, ":") + " " + string(block.Scope)
	}
	return lines
}

func TestBlockKeepsReasonAndTime(t *testing.T) {
	t.Parallel()
	c := newCustomer()
	require.NoError(t, c.Block(customer.StopsLogin, " nie płaci\nod maja ", noon))
	assert.Equal(t, []customer.Block{
		{Source: customer.ByStaff, Scope: customer.StopsLogin, Reason: "nie płaci\nod maja", Since: noon},
	}, c.Blocks)
}

func TestBlockRefuses(t *testing.T) {
	t.Parallel()
	t.Run("a second block of the same scope", func(t *testing.T) {
		t.Parallel()
		c := newCustomer(blockedByStaff(customer.StopsLogin))
		faulttest.Require(t, c.Block(customer.StopsLogin, "", noon), fault.Precondition, "ALREADY_BLOCKED")
		require.NoError(t, c.Block(customer.StopsOrdering, "", noon), "another scope is another block")
		assert.Equal(t, []string{"staff login", "staff ordering"}, blocks(c))
	})
	t.Run("a reason that no database keeps", func(t *testing.T) {
		t.Parallel()
		f := faulttest.Require(t, newCustomer().Block(customer.StopsLogin, "a\x00b", noon), fault.Invalid, "CHARACTERS_INVALID")
		assert.Equal(t, []string{"reason CHARACTERS_INVALID"}, faulttest.Violations(f))
		faulttest.Require(t, newCustomer().Block(customer.StopsLogin, strings.Repeat("ł", 501), noon), fault.Invalid, "TOO_LONG")
		require.NoError(t, newCustomer().Block(customer.StopsLogin, strings.Repeat("ł", 500), noon))
	})
}

func TestUnblockLiftsTheBlocksOfStaffAndNoOther(t *testing.T) {
	t.Parallel()
	c := newCustomer(blockedByStaff(customer.StopsLogin), blockedByERP("optima"), blockedByStaff(customer.StopsOrdering))
	require.NoError(t, c.Unblock())
	assert.Equal(t, []string{"erp:optima login"}, blocks(c))
	faulttest.Require(t, c.Unblock(), fault.Precondition, "BLOCKED_BY_ERP")
	assert.Equal(t, customer.BlockedByERP, c.Status())
	faulttest.Require(t, newCustomer().Unblock(), fault.Precondition, "NOT_BLOCKED")
}

func TestERPLiftsItsOwnBlockAndNoOther(t *testing.T) {
	t.Parallel()
	c := newCustomer(blockedByStaff(customer.StopsLogin), blockedByERP("optima"), blockedByERP("xl"))
	require.Equal(t, []string{"staff login", "erp:optima login", "erp:xl login"}, blocks(c))

	c.SetActiveInERP("optima", true, noon)
	assert.Equal(t, []string{"staff login", "erp:xl login"}, blocks(c))
	assert.Equal(t, customer.BlockedByERP, c.Status(), "the other source system still blocks")

	c.SetActiveInERP("xl", true, noon)
	assert.Equal(t, []string{"staff login"}, blocks(c))
	assert.Equal(t, customer.Blocked, c.Status())

	c.SetActiveInERP("xl", true, noon)
	assert.Equal(t, []string{"staff login"}, blocks(c), "activating an active one changes nothing")
}

func TestERPBlocksOnce(t *testing.T) {
	t.Parallel()
	c := newCustomer(blockedByERP("optima"))
	c.SetActiveInERP("optima", false, noon.AddDate(0, 0, 1))
	assert.Equal(t, []customer.Block{
		{Source: customer.ByERP, Scope: customer.StopsLogin, Reason: "DEACTIVATED", SourceSystem: "optima", Since: noon},
	}, c.Blocks)
}
