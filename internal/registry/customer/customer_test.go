package customer_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// newCustomer is an approved company without a database.
func newCustomer(with ...func(c *customer.Customer)) *customer.Customer {
	c := customer.New(customer.FromAdmin, noon)
	c.Kind, c.Name, c.Serial = customer.Company, "Hurtownia Kawy", 100_001
	for _, change := range with {
		change(c)
	}
	return c
}

func pending(c *customer.Customer)  { c.Approval = customer.ApprovalPending }
func rejected(c *customer.Customer) { c.Approval = customer.ApprovalRejected }

func blockedByStaff(scope customer.BlockScope) func(c *customer.Customer) {
	return func(c *customer.Customer) {
		if err := c.Block(scope, "", noon); err != nil {
			panic(err)
		}
	}
}

func blockedByERP(source string) func(c *customer.Customer) {
	return func(c *customer.Customer) { c.SetActiveInERP(source, false, noon) }
}

func TestNewCustomerIsRegisteredApprovedAndDomestic(t *testing.T) {
	t.Parallel()
	c := customer.New(customer.FromERP, noon)
	assert.Equal(t, []any{customer.Registered, customer.ApprovalApproved, customer.Domestic, customer.FromERP, customer.Active},
		[]any{c.AccountState, c.Approval, c.TaxStatus, c.Origin, c.Status()})
	assert.Equal(t, "1", c.ETag())
	assert.NotEqual(t, c.ID, customer.New(customer.FromERP, noon).ID)
}

func TestStatusIsTheMostSevere(t *testing.T) {
	t.Parallel()
	login, ordering := blockedByStaff(customer.StopsLogin), blockedByStaff(customer.StopsOrdering)
	for name, c := range map[string]struct {
		customer *customer.Customer
		want     customer.Status
	}{
		"active when nothing stands against it":  {newCustomer(), customer.Active},
		"pending":                                {newCustomer(pending), customer.Pending},
		"rejected":                               {newCustomer(rejected), customer.Rejected},
		"blocked":                                {newCustomer(login), customer.Blocked},
		"blocked before rejected":                {newCustomer(login, rejected), customer.Blocked},
		"blocked before pending":                 {newCustomer(login, pending), customer.Blocked},
		"blocked by the ERP":                     {newCustomer(blockedByERP("optima")), customer.BlockedByERP},
		"blocked by the ERP before blocked":      {newCustomer(login, blockedByERP("optima")), customer.BlockedByERP},
		"blocked by the ERP before rejected":     {newCustomer(rejected, blockedByERP("optima")), customer.BlockedByERP},
		"a stop of orders alone changes nothing": {newCustomer(ordering), customer.Active},
		"a stop of orders beside a rejection":    {newCustomer(ordering, rejected), customer.Rejected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, c.customer.Status())
		})
	}
}

func TestNeedsDefaultEmployee(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		with func(c *customer.Customer)
		want bool
	}{
		"active and registered without one": {func(*customer.Customer) {}, true},
		"not with one":                      {func(c *customer.Customer) { c.HasDefaultEmployee = true }, false},
		"not a contact":                     {func(c *customer.Customer) { c.AccountState = customer.Contact }, false},
		"not while pending":                 {pending, false},
		"not while blocked":                 {blockedByStaff(customer.StopsLogin), false},
		"while only orders are stopped":     {blockedByStaff(customer.StopsOrdering), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, newCustomer(c.with).NeedsDefaultEmployee())
		})
	}
}

func TestApprove(t *testing.T) {
	t.Parallel()
	for _, waiting := range []func(*customer.Customer){pending, rejected} {
		c := newCustomer(waiting)
		require.NoError(t, c.Approve())
		assert.Equal(t, customer.ApprovalApproved, c.Approval)
	}
	faulttest.Require(t, newCustomer().Approve(), fault.Precondition, "ALREADY_APPROVED")
}

func TestReject(t *testing.T) {
	t.Parallel()
	c := newCustomer(pending)
	require.NoError(t, c.Reject())
	assert.Equal(t, customer.ApprovalRejected, c.Approval)
	faulttest.Require(t, c.Reject(), fault.Precondition, "NOT_PENDING")
	faulttest.Require(t, newCustomer().Reject(), fault.Precondition, "NOT_PENDING")
}

func TestGroupIDsNameEachGroupOnceInTheirOrder(t *testing.T) {
	t.Parallel()
	first, second := uuid.New(), uuid.New()
	c := newCustomer(func(c *customer.Customer) {
		c.Memberships = []customer.Membership{{GroupID: first, Origin: "staff"}, {GroupID: second}, {GroupID: first, Origin: "erp"}}
	})
	assert.Equal(t, []uuid.UUID{first, second}, c.GroupIDs())
}

func TestCloneSharesNothingThatAChangeWritesTo(t *testing.T) {
	t.Parallel()
	c := newCustomer(blockedByStaff(customer.StopsLogin), func(c *customer.Customer) {
		c.ShopIDs, c.PaymentMethods = []uuid.UUID{uuid.New()}, []string{"transfer"}
		c.EmployeeEmails, c.ExternalIDs = []string{"a@b.pl"}, []customer.ExternalID{{ExternalID: "1"}}
		c.Memberships = []customer.Membership{{Origin: "staff"}}
	})
	clone := c.Clone()
	require.Equal(t, c, clone)
	clone.Blocks[0].Reason, clone.ShopIDs[0], clone.PaymentMethods[0] = "x", uuid.Nil, "cash"
	clone.EmployeeEmails[0], clone.ExternalIDs[0].Code, clone.Memberships[0].Origin = "x", "x", "erp"
	assert.Equal(t, []any{"", false, "transfer", "a@b.pl", "", "staff"}, []any{
		c.Blocks[0].Reason, c.ShopIDs[0] == uuid.Nil, c.PaymentMethods[0], c.EmployeeEmails[0], c.ExternalIDs[0].Code, c.Memberships[0].Origin,
	})
}
