package employee_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		first := b.create(t, customer, mailed("Anna@Firma.example"), func(e *employee.Employee) { e.Role = employee.Viewer })
		assert.True(t, first.IsDefault, "the first employee becomes the default")
		assert.False(t, first.HasPassword)
		assert.Equal(t, "1", first.ETag())
		assert.Equal(t, noon, first.CreatedAt)
		assert.Equal(t, first, b.read(t, first), "it is read back as it was saved")
		assert.Equal(t, []string{"EMPLOYEE_CREATED email:→Anna@Firma.example firstName:→Anna lastName:→Żak " +
			"phone:→600 100 200 role:→viewer isDefault:false→true"}, b.timeline(t, customer))
		assert.Equal(t, 1, b.told(t, customer))

		b.create(t, customer, named("Barbara", "Żyła"))
		assert.Equal(t, []string{"Anna*", "Barbara"}, b.names(t, customer), "the second does not take its place")
	})
}

func TestCreateAsDefault(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		first := b.create(t, customer, mailed("anna@firma.example"))
		b.clock.Advance(time.Hour)
		b.create(t, customer, named("Barbara", "Żyła"), mailed("basia@firma.example"), asDefault)
		assert.Equal(t, []string{"Barbara*", "Anna"}, b.names(t, customer))
		assert.Equal(t, "2", b.read(t, first).ETag(), "the former default has changed, too")
		assert.Equal(t, "DEFAULT_EMPLOYEE_SET isDefault:anna@firma.example→basia@firma.example", b.timeline(t, customer)[0])
		assert.Equal(t, 2, b.told(t, customer))

		require.NoError(t, b.Delete(b.ctx, b.create(t, customer, named("Cezary", "Żyła"), asDefault).ID, ""))
		b.create(t, customer, named("Daria", "Żyła"))
		assert.Equal(t, []string{"Anna", "Barbara", "Daria"}, b.names(t, customer), "only the very first becomes the default by itself")
	})
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer, other := b.newCustomer(t), b.newCustomer(t)
		b.create(t, other, mailed("Anna@Firma.example"))

		_, err := b.add(newEmployee(customer, mailed("anna@FIRMA.example")))
		f := faulttest.Require(t, err, fault.AlreadyExists, "EMAIL_TAKEN")
		assert.Equal(t, []string{"employee.email EMAIL_TAKEN"}, faulttest.Violations(f))
		_, err = b.add(newEmployee(customer, mailed("anna")))
		f = faulttest.Require(t, err, fault.Invalid, "EMAIL_INVALID")
		assert.Equal(t, []string{"employee.email EMAIL_INVALID"}, faulttest.Violations(f))
		_, err = b.add(newEmployee(id.New()))
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")

		assert.Empty(t, b.names(t, customer))
		assert.Empty(t, b.timeline(t, customer), "what is refused leaves no trace")
		assert.Zero(t, b.told(t, customer))
	})
}

func TestCreateRefusesTheEmployeeAfterTheLast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		many := make([]employee.Employee, employee.MaxPerCustomer-1)
		for i := range many {
			many[i] = newEmployee(customer, mailed("e"+strconv.Itoa(i)+"@firma.example"))
			many[i].ID = id.New()
		}
		require.NoError(t, b.InsertMany(b.ctx, many))
		b.create(t, customer)
		_, err := b.add(newEmployee(customer))
		faulttest.Require(t, err, fault.Precondition, "TOO_MANY_EMPLOYEES")
	})
}

func TestCreateAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		errs := make([]error, 4)
		atOnce(len(errs), func(worker int) {
			address := strconv.Itoa(worker/2) + "@firma.example"
			_, errs[worker] = b.add(newEmployee(customer, mailed(address)))
		})
		for pair := range 2 {
			one, other := errs[2*pair], errs[2*pair+1]
			if one != nil {
				one, other = other, one
			}
			require.NoError(t, one)
			faulttest.Require(t, other, fault.AlreadyExists, "EMAIL_TAKEN")
		}
		assert.Equal(t, []string{"Anna*", "Anna"}, b.names(t, customer), "one of an e-mail, and one default")
	})
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		created := b.create(t, customer, mailed("anna@firma.example"))
		b.clock.Advance(time.Hour)
		change := employee.Change{Email: new(" Anna@Firma.example"), LastName: new("Wąs"), Role: new(employee.Owner)}
		changed, err := b.Update(b.ctx, created.ID, created.ETag(), change)
		require.NoError(t, err)
		want := created
		want.Email.Typed, want.LastName, want.Role = "Anna@Firma.example", "Wąs", employee.Owner
		want.Version, want.UpdatedAt = 2, noon.Add(time.Hour)
		assert.Equal(t, want, b.read(t, created))
		assert.Equal(t, "2", changed.ETag())
		assert.Equal(t, "EMPLOYEE_UPDATED email:anna@firma.example→Anna@Firma.example lastName:Żak→Wąs role:buyer→owner", b.timeline(t, customer)[0])
		assert.Equal(t, 2, b.told(t, customer))

		_, err = b.Update(b.ctx, created.ID, created.ETag(), change)
		f := faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		assert.Equal(t, "2", f.Metadata["etag"])

		unchanged, err := b.Update(b.ctx, created.ID, "", change)
		require.NoError(t, err)
		assert.Equal(t, "2", unchanged.ETag(), "an update that changes nothing writes nothing")
		assert.Equal(t, 2, b.told(t, customer))
	})
}

func TestUpdateLeavesTheCustomersEmailAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		require.NoError(t, b.db.Client(b.ctx).Customer.UpdateOneID(customer).SetEmail("anna@firma.example").Exec(b.ctx))
		created := b.create(t, customer, mailed("anna@firma.example"))
		_, err := b.Update(b.ctx, created.ID, "", employee.Change{Email: new("other@firma.example")})
		require.NoError(t, err)
		found, err := b.db.Client(b.ctx).Customer.Get(b.ctx, customer)
		require.NoError(t, err)
		assert.Equal(t, "anna@firma.example", found.Email)
	})
}

func TestUpdateRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		b.create(t, customer, mailed("jan@firma.example"))
		anna := b.create(t, customer)
		for reason, change := range map[string]employee.Change{
			"EMAIL_INVALID":      {Email: new("")},
			"EMAIL_TAKEN":        {Email: new("JAN@firma.example")},
			"CHARACTERS_INVALID": {Phone: new("\x07")},
		} {
			_, err := b.Update(b.ctx, anna.ID, "", change)
			assert.True(t, fault.Is(err, reason), "%s: %v", reason, err)
		}
		_, err := b.Update(b.ctx, id.New(), "", employee.Change{Phone: new("")})
		faulttest.Require(t, err, fault.NotFound, "EMPLOYEE_NOT_FOUND")
		assert.Equal(t, anna, b.read(t, anna))
		assert.Equal(t, 2, b.told(t, customer))
	})
}

func TestUpdatesAtOnceAllCount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		anna := b.create(t, b.newCustomer(t))
		changes := []employee.Change{{FirstName: new("Ewa")}, {LastName: new("Wąs")}, {Phone: new("1")}}
		atOnce(len(changes), func(worker int) {
			_, err := b.Update(b.ctx, anna.ID, "", changes[worker])
			assert.NoError(t, err)
		})
		got := b.read(t, anna)
		assert.Equal(t, []any{"Ewa", "Wąs", "1", int64(4)}, []any{got.FirstName, got.LastName, got.Phone, got.Version})
	})
}

func TestDelete(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		anna := b.create(t, customer, mailed("anna@firma.example"))
		b.create(t, customer, named("Jan", "Wąs"))

		faulttest.Require(t, b.Delete(b.ctx, anna.ID, "7"), fault.Conflict, "ETAG_MISMATCH")
		require.NoError(t, b.Delete(b.ctx, anna.ID, anna.ETag()))
		assert.Equal(t, []string{"Jan"}, b.names(t, customer), "nobody becomes the default by itself")
		assert.Equal(t, "EMPLOYEE_DELETED email:anna@firma.example→ firstName:Anna→ lastName:Żak→ phone:600 100 200→ "+
			"role:buyer→ isDefault:true→false", b.timeline(t, customer)[0])
		assert.Equal(t, 3, b.told(t, customer))
		faulttest.Require(t, b.Delete(b.ctx, anna.ID, ""), fault.NotFound, "EMPLOYEE_NOT_FOUND")
		b.create(t, customer, mailed("anna@firma.example")) // the e-mail is free again
	})
}

func TestBlock(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		anna := b.create(t, customer)
		_, err := b.Unblock(b.ctx, anna.ID, "")
		faulttest.Require(t, err, fault.Precondition, "NOT_BLOCKED")

		blocked, err := b.Block(b.ctx, anna.ID, anna.ETag())
		require.NoError(t, err)
		assert.True(t, blocked.Blocked)
		assert.Equal(t, blocked.ETag(), b.read(t, anna).ETag())
		assert.True(t, b.read(t, anna).Blocked)
		assert.Equal(t, "EMPLOYEE_BLOCKED blocked:false→true", b.timeline(t, customer)[0])

		_, err = b.Block(b.ctx, anna.ID, anna.ETag())
		faulttest.Require(t, err, fault.Conflict, "ETAG_MISMATCH")
		_, err = b.Block(b.ctx, anna.ID, "")
		faulttest.Require(t, err, fault.Precondition, "ALREADY_BLOCKED")
		_, err = b.Block(b.ctx, id.New(), "")
		faulttest.Require(t, err, fault.NotFound, "EMPLOYEE_NOT_FOUND")

		_, err = b.Unblock(b.ctx, anna.ID, blocked.ETag())
		require.NoError(t, err)
		assert.False(t, b.read(t, anna).Blocked)
		assert.Equal(t, "EMPLOYEE_UNBLOCKED blocked:true→false", b.timeline(t, customer)[0])
		assert.Equal(t, 3, b.told(t, customer))
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		assert.Empty(t, b.names(t, customer))
		b.create(t, customer, named("Zofia", "Żak"))
		b.create(t, customer, named("Łucja", "Ćma"))
		b.create(t, customer, named("Jan", "ćma"))
		b.create(t, customer, named("Ewa", "Zając"))
		b.create(t, b.newCustomer(t), named("Obcy", "Człowiek"))
		assert.Equal(t, []string{"Zofia*", "Jan", "Łucja", "Ewa"}, b.names(t, customer))
		_, err := b.List(b.ctx, id.New())
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
	})
}
