package employee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

func TestHandler(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler, customer := employee.NewHandler(b.Service), b.newCustomer(t)
		require.NoError(t, b.InsertMany(b.ctx, []employee.Employee{pushed(customer, b.newSource(t, "OPTIMA"), named("Jan", "Wąs"), asDefault)}))
		sent := &apiv1.Employee{Email: "Anna@Firma.example", FirstName: "Anna", LastName: "Żak", Phone: "600", Role: apiv1.EmployeeRole_EMPLOYEE_ROLE_VIEWER}
		created, err := handler.CreateEmployee(b.ctx, &apiv1.CreateEmployeeRequest{CustomerId: customer.String(), Employee: sent, MakeDefault: true})
		require.NoError(t, err)
		assert.True(t, created.GetEmployee().GetIsDefault())

		sent.Id, sent.Etag, sent.FirstName, sent.Role = created.GetEmployee().GetId(), "1", "Ewa", apiv1.EmployeeRole_EMPLOYEE_ROLE_OWNER
		_, err = handler.UpdateEmployee(b.ctx, &apiv1.UpdateEmployeeRequest{
			Employee: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"first_name", "role"}},
		})
		require.NoError(t, err)
		require.NoError(t, b.db.Client(b.ctx).Employee.Update().SetPasswordHash("x").Exec(b.ctx))
		blocked, err := handler.BlockEmployee(b.ctx, &apiv1.BlockEmployeeRequest{Id: sent.GetId(), Etag: "2"})
		require.NoError(t, err)
		assert.Equal(t, "3", blocked.GetEmployee().GetEtag())

		listed, err := handler.ListEmployees(b.ctx, &apiv1.ListEmployeesRequest{CustomerId: customer.String()})
		require.NoError(t, err)
		require.Len(t, listed.GetEmployees(), 2)
		got, jan := listed.GetEmployees()[0], listed.GetEmployees()[1]
		assert.Equal(t, []any{customer.String(), "Anna@Firma.example", "Ewa", "Żak", "600", apiv1.EmployeeRole_EMPLOYEE_ROLE_OWNER, true, true, true, "", "3", noon}, []any{
			got.GetCustomerId(), got.GetEmail(), got.GetFirstName(), got.GetLastName(), got.GetPhone(), got.GetRole(),
			got.GetIsDefault(), got.GetBlocked(), got.GetHasPassword(), got.GetSourceSystem(), got.GetEtag(), got.GetCreateTime().AsTime(),
		})
		assert.Equal(t, "Jan OPTIMA", jan.GetFirstName()+" "+jan.GetSourceSystem())

		unblocked, err := handler.UnblockEmployee(b.ctx, &apiv1.UnblockEmployeeRequest{Id: sent.GetId(), Etag: "3"})
		require.NoError(t, err)
		assert.False(t, unblocked.GetEmployee().GetBlocked())
		set, err := handler.SetDefaultEmployee(b.ctx, &apiv1.SetDefaultEmployeeRequest{Id: jan.GetId(), Etag: jan.GetEtag()})
		require.NoError(t, err)
		assert.True(t, set.GetEmployee().GetIsDefault())
		assert.Equal(t, "OPTIMA", set.GetEmployee().GetSourceSystem())
		_, err = handler.DeleteEmployee(b.ctx, &apiv1.DeleteEmployeeRequest{Id: sent.GetId()})
		require.NoError(t, err)
		assert.Equal(t, []string{"Jan*"}, b.names(t, customer))
	})
}

func TestHandlerUpdatesWhatTheMaskNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler, anna := employee.NewHandler(b.Service), b.create(t, b.newCustomer(t))
		sent := &apiv1.Employee{
			Id: anna.ID.String(), CustomerId: id.New().String(), Email: "jan@firma.example", FirstName: "Jan", LastName: "Wąs", Phone: "1",
			Role: apiv1.EmployeeRole_EMPLOYEE_ROLE_VIEWER, Blocked: true,
		}
		update := func(paths ...string) error {
			_, err := handler.UpdateEmployee(b.ctx, &apiv1.UpdateEmployeeRequest{Employee: sent, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths}})
			return err
		}
		faulttest.Require(t, update(), fault.Invalid, "MASK_REQUIRED", "updateMask")
		for _, path := range []string{"id", "isDefault", "is_default", "blocked", "customerId", "password_hash", ""} {
			faulttest.Require(t, update("phone", path), fault.Invalid, "MASK_UNKNOWN", "updateMask")
		}
		want := anna
		require.NoError(t, update("phone"))
		want.Version, want.Phone = 2, "1"
		assert.Equal(t, want, b.read(t, anna), "nothing else is taken over")
		require.NoError(t, update("email", "firstName", "lastName", "phone", "role"))
		mailed("jan@firma.example")(&want)
		want.Version, want.FirstName, want.LastName, want.Role = 3, "Jan", "Wąs", employee.Viewer
		assert.Equal(t, want, b.read(t, anna))
	})
}

func TestHandlerMakesABuyerOfWhoHasNoRole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created, err := employee.NewHandler(b.Service).CreateEmployee(b.ctx, &apiv1.CreateEmployeeRequest{
			CustomerId: b.newCustomer(t).String(), Employee: &apiv1.Employee{Email: "anna@firma.example"},
		})
		require.NoError(t, err)
		assert.Equal(t, apiv1.EmployeeRole_EMPLOYEE_ROLE_BUYER, created.GetEmployee().GetRole())
	})
}

func TestHandlerRefusesWhatIsNoID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		handler := employee.NewHandler(b.Service)
		_, err := handler.CreateEmployee(b.ctx, &apiv1.CreateEmployeeRequest{CustomerId: "1", Employee: &apiv1.Employee{Email: "a@firma.example"}})
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
		_, err = handler.ListEmployees(b.ctx, &apiv1.ListEmployeesRequest{CustomerId: "1"})
		faulttest.Require(t, err, fault.NotFound, "CUSTOMER_NOT_FOUND")
		_, err = handler.UpdateEmployee(b.ctx, &apiv1.UpdateEmployeeRequest{
			Employee: &apiv1.Employee{Id: "1"}, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"phone"}},
		})
		faulttest.Require(t, err, fault.NotFound, "EMPLOYEE_NOT_FOUND")
		_, err = handler.DeleteEmployee(b.ctx, &apiv1.DeleteEmployeeRequest{Id: "1"})
		faulttest.Require(t, err, fault.NotFound, "EMPLOYEE_NOT_FOUND")
		_, err = handler.BlockEmployee(b.ctx, &apiv1.BlockEmployeeRequest{Id: "1"})
		faulttest.Require(t, err, fault.NotFound, "EMPLOYEE_NOT_FOUND")
	})
}
