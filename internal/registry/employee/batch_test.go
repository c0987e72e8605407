package employee_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

// pushed is an employee as a source system sends one.
func pushed(customerID, sourceID uuid.UUID, with ...func(*employee.Employee)) employee.Employee {
	e := newEmployee(customerID, with...)
	e.ID, e.SourceSystemID = id.New(), sourceID
	return e
}

func (b bundle) listMany(t *testing.T, customerIDs ...uuid.UUID) map[uuid.UUID][]employee.Employee {
	t.Helper()
	employees, err := b.ListByCustomers(b.ctx, customerIDs)
	require.NoError(t, err)
	return employees
}

func TestInsertMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, customers := b.newSource(t, "OPTIMA"), b.newCustomers(t, 3)
		first := pushed(customers[0], optima, named("Jan", "Wąs"))
		second := pushed(customers[0], optima, named("Ewa", "Wąs"), asDefault)
		third := pushed(customers[1], optima)
		require.NoError(t, b.InsertMany(b.ctx, []employee.Employee{first, second, third}))

		got := b.listMany(t, customers...)
		assert.Len(t, got, 2)
		want := first
		want.Version, want.SourceSystem, want.CreatedAt, want.UpdatedAt = 1, "OPTIMA", noon, noon
		assert.Equal(t, want, b.read(t, first))
		assert.Equal(t, []string{"Ewa*", "Jan"}, b.names(t, customers[0]))
		assert.Len(t, got[customers[1]], 1)
		assert.Zero(t, b.told(t, customers[0]), "history and customers are left to the caller")
		assert.Empty(t, b.timeline(t, customers[0]))
		require.NoError(t, b.InsertMany(b.ctx, nil))
	})
}

func TestInsertManyIsRacedByWhoIsThere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, customers := b.newSource(t, "OPTIMA"), b.newCustomers(t, 2)
		b.create(t, customers[0], mailed("anna@firma.example"))
		taken := pushed(customers[1], optima, mailed("ANNA@firma.example"))
		require.ErrorIs(t, b.InsertMany(b.ctx, []employee.Employee{pushed(customers[1], optima), taken}), database.ErrRaced)
		second := pushed(customers[0], optima, asDefault)
		require.ErrorIs(t, b.InsertMany(b.ctx, []employee.Employee{second}), database.ErrRaced)
		assert.Empty(t, b.names(t, customers[1]), "all or none")
	})
}

func TestUpdateMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		optima, customer := b.newSource(t, "OPTIMA"), b.newCustomer(t)
		anna, jan := b.create(t, customer), b.create(t, customer, named("Jan", "Wąs"))
		bystander := b.create(t, customer, named("Ewa", "Wąs"))
		b.clock.Advance(time.Hour)

		before := []employee.Employee{jan, anna}
		anna.IsDefault, anna.Blocked, anna.Phone = false, true, ""
		jan.IsDefault, jan.SourceSystemID, jan.FirstName, jan.LastName = true, optima, "Jan Paweł", ""
		mailed("jp@firma.example")(&jan)
		jan.Role = employee.Viewer
		require.NoError(t, b.UpdateMany(b.ctx, []employee.Revision{{Before: before[0], After: jan}, {Before: before[1], After: anna}}))

		jan.SourceSystem = "OPTIMA"
		for _, want := range []employee.Employee{anna, jan} {
			want.Version, want.UpdatedAt = 2, noon.Add(time.Hour)
			assert.Equal(t, want, b.read(t, want))
		}
		assert.Equal(t, bystander, b.read(t, bystander))

		anna, jan = b.read(t, anna), b.read(t, jan)
		before = []employee.Employee{jan, anna}
		anna.IsDefault, jan.IsDefault = true, false
		require.NoError(t, b.UpdateMany(b.ctx, []employee.Revision{{Before: before[0], After: jan}, {Before: before[1], After: anna}}))
		assert.Equal(t, []string{"Anna*", "Jan Paweł", "Ewa"}, b.names(t, customer), "the default moves in either direction")
		require.NoError(t, b.UpdateMany(b.ctx, nil))
	})
}

func TestUpdateManyRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		anna, jan := b.create(t, customer), b.create(t, customer, named("Jan", "Wąs"))
		_, err := b.Block(b.ctx, jan.ID, "")
		require.NoError(t, err)
		require.ErrorIs(t, b.UpdateMany(b.ctx, []employee.Revision{{Before: jan, After: jan}}), database.ErrRaced, "of an older version")
		gone := jan
		gone.ID = id.New()
		require.ErrorIs(t, b.UpdateMany(b.ctx, []employee.Revision{{Before: gone, After: gone}}), database.ErrRaced)
		assert.Len(t, b.names(t, customer), 2, "who is gone does not come back")

		jan = b.read(t, jan)
		likeAnna := jan
		likeAnna.Email = anna.Email
		require.ErrorIs(t, b.UpdateMany(b.ctx, []employee.Revision{{Before: jan, After: likeAnna}}), database.ErrRaced)
	})
}

func TestDeleteMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		customer := b.newCustomer(t)
		anna, jan := b.create(t, customer), b.create(t, customer, named("Jan", "Wąs"))
		b.create(t, customer, named("Ewa", "Wąs"))
		require.NoError(t, b.DeleteMany(b.ctx, []uuid.UUID{anna.ID, jan.ID, id.New()}))
		assert.Equal(t, []string{"Ewa"}, b.names(t, customer))
		require.NoError(t, b.DeleteMany(b.ctx, nil))
	})
}

func TestFindByEmails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		anna := b.create(t, b.newCustomer(t), mailed("Anna@Firma.example"))
		b.create(t, b.newCustomer(t))
		owners, err := b.FindByEmails(b.ctx, []string{"anna@firma.example", "nobody@firma.example"})
		require.NoError(t, err)
		assert.Equal(t, map[string]employee.EmailOwner{
			"anna@firma.example": {EmployeeID: anna.ID, CustomerID: anna.CustomerID},
		}, owners)
	})
}

func TestMoreEmployeesThanAStatementTakes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		const count = 5_000
		optima, customers := b.newSource(t, "OPTIMA"), b.newCustomers(t, count/employee.MaxPerCustomer)
		many, keys, ids := make([]employee.Employee, count), make([]string, 0, 8*count), make([]uuid.UUID, count)
		for i := range many {
			many[i] = pushed(customers[i%len(customers)], optima, mailed("e"+strconv.Itoa(i)+"@firma.example"))
			ids[i] = many[i].ID
		}
		for i := range cap(keys) {
			keys = append(keys, "e"+strconv.Itoa(i)+"@firma.example")
		}
		require.NoError(t, b.InsertMany(b.ctx, many))
		owners, err := b.FindByEmails(b.ctx, keys)
		require.NoError(t, err)
		assert.Len(t, owners, count)
		revisions := make([]employee.Revision, count)
		for i, before := range many {
			before.Version = 1
			after := before
			after.Phone = "1"
			revisions[i] = employee.Revision{Before: before, After: after}
		}
		require.NoError(t, b.UpdateMany(b.ctx, revisions))
		assert.Equal(t, "1", b.read(t, many[count-1]).Phone)
		require.NoError(t, b.DeleteMany(b.ctx, ids))
		assert.Empty(t, b.listMany(t, customers...))
	})
}
