package employee_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func TestSetDefault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer, other := b.newCustomer(t), b.newCustomer(t)
		anna := b.create(t, customer, mailed("anna@firma.example"))
		jan := b.create(t, customer, named("Jan", "Wąs"), mailed("jan@firma.example"))
		b.create(t, other, named("Ewa", "Wąs"))

		set, err := b.SetDefault(b.ctx, jan.ID, jan.ETag())
		require.NoError(t, err)
		assert.True(t, set.IsDefault)
		assert.Equal(t, []string{"Jan*", "Anna"}, b.names(t, customer))
		assert.Equal(t, []string{"Ewa*"}, b.names(t, other))
		assert.Equal(t, []string{"2", "2"}, []string{b.read(t, anna).ETag(), b.read(t, jan).ETag()})
		assert.Equal(t, "DEFAULT_EMPLOYEE_SET isDefault:anna@firma.example→jan@firma.example", b.timeline(t, customer)[0])
		assert.Equal(t, 3, b.told(t, customer))

		again, err := b.SetDefault(b.ctx, jan.ID, "")
		require.NoError(t, err)
		assert.Equal(t, "2", again.ETag(), "setting it again changes nothing")
		_, err = b.SetDefault(b.ctx, jan.ID, jan.ETag())
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")

		require.NoError(t, b.Delete(b.ctx, jan.ID, ""))
		_, err = b.SetDefault(b.ctx, anna.ID, "")
		require.NoError(t, err)
		assert.Equal(t, []string{"Anna*"}, b.names(t, customer))
		assert.Equal(t, "DEFAULT_EMPLOYEE_SET isDefault:→anna@firma.example", b.timeline(t, customer)[0])
	})
}

func TestSetDefaultAtOnceLeavesOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		b.create(t, customer)
		candidates := []employee.Employee{b.create(t, customer), b.create(t, customer), b.create(t, customer)}
		atOnce(len(candidates), func(worker int) {
			_, err := b.SetDefault(b.ctx, candidates[worker].ID, "")
			assert.NoError(t, err)
		})
		assert.Equal(t, []string{"Anna*", "Anna", "Anna", "Anna"}, b.names(t, customer))
	})
}

func TestCreateDefault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer, other := b.newCustomer(t), b.newCustomer(t)
		wanted := newEmployee(customer, mailed("Anna@Firma.example"))
		input := employee.DefaultInput{Email: wanted.Email, FirstName: "Anna", LastName: "Żak", Phone: "600"}
		require.NoError(t, b.CreateDefault(b.ctx, customer, input))
		employees, err := b.List(b.ctx, customer)
		require.NoError(t, err)
		require.Len(t, employees, 1)
		got := employees[0]
		assert.Equal(t, []any{wanted.Email, "Anna", "Żak", "600", employee.Owner, true, false, "1"},
			[]any{got.Email, got.FirstName, got.LastName, got.Phone, got.Role, got.IsDefault, got.HasPassword, got.ETag()})
		assert.Len(t, b.timeline(t, customer), 1)
		assert.Zero(t, b.told(t, customer), "whoever creates a customer need not be told of it")

		err = b.db.InTx(b.ctx, func(ctx context.Context) error { return b.CreateDefault(ctx, other, input) })
		f := faulttest.Require(t, err, fault.AlreadyExists, "EMAIL_TAKEN")
		assert.Equal(t, []string{"customer.email EMAIL_TAKEN"}, faulttest.Violations(f))
	})
}
