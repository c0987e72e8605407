package push

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// readRecord reads and normalizes a record as a push does.
func readRecord(api *apiv1.Contractor) Record {
	r := fromAPIContractor(api)
	r.Normalize()
	return r
}

func reasons(violations []fault.Field) []string {
	var all []string
	for _, v := range violations {
		all = append(all, v.Path+" "+v.Reason)
	}
	return all
}

func TestReadRecordNamesEveryViolation(t *testing.T) {
	t.Parallel()
	status := apiv1.TaxStatus(99)
	r := readRecord(&apiv1.Contractor{
		ExternalId: " ", SourceRevision: strings.Repeat("1", 101), Code: new(strings.Repeat("x", 101)),
		TaxStatus: &status, Groups: []string{"", strings.Repeat("g", 101)},
		Employees:   []*apiv1.ContractorEmployee{{Email: "a@shop.example"}, {Email: "A@Shop.example"}, {Email: "none"}, {}},
		ClearFields: []string{"name", "phone"},
	})
	assert.Equal(t, []string{
		"taxStatus VALUE_UNKNOWN", "sourceRevision TOO_LONG", "code TOO_LONG", "externalId EXTERNAL_ID_REQUIRED",
		"groups[0] NAME_REQUIRED", "groups[1] TOO_LONG",
		"employees[1].email EMAIL_TAKEN", "employees[2].email EMAIL_INVALID", "employees[3].email EMAIL_INVALID",
		"clearFields FIELD_UNKNOWN",
	}, reasons(r.Violations))
}

func TestReadRecordRefusesControlCharacters(t *testing.T) {
	t.Parallel()
	r := readRecord(&apiv1.Contractor{
		ExternalId: "a\x00b", SourceRevision: "1\n2", Groups: []string{"Hu\x00rt"},
		Employees: []*apiv1.ContractorEmployee{{Email: "a@shop.example", FirstName: "J\x00n"}},
	})
	assert.Equal(t, []string{
		"externalId CHARACTERS_INVALID", "sourceRevision CHARACTERS_INVALID", "groups[0] CHARACTERS_INVALID",
		"employees[0].firstName CHARACTERS_INVALID",
	}, reasons(r.Violations))
}

func TestReadRecordKeepsNamesOfTheERPToTheLetter(t *testing.T) {
	t.Parallel()
	const decomposed, composed = "Z\u0307", "Ż"
	r := readRecord(&apiv1.Contractor{
		ExternalId: " " + decomposed, SourceRevision: decomposed + " ", Code: proto.String(" " + decomposed), AccountManager: proto.String(decomposed),
	})
	require.Empty(t, r.Violations)
	assert.Equal(t, []string{decomposed, decomposed, composed, composed}, []string{r.ExternalID, r.Revision, *r.Code, *r.AccountManager})
}

func TestReadRecordBoundsLists(t *testing.T) {
	t.Parallel()
	r := readRecord(&apiv1.Contractor{
		ExternalId: "1", Addresses: slices.Repeat([]*apiv1.Address{{}}, 51), Groups: make([]string, 51),
		Employees: make([]*apiv1.ContractorEmployee, 201),
	})
	assert.Equal(t, []string{"addresses TOO_LONG", "groups TOO_LONG", "employees TOO_LONG"}, reasons(r.Violations))
}

func TestReadRecordFillsEmployeesFromTheContractor(t *testing.T) {
	t.Parallel()
	r := readRecord(&apiv1.Contractor{
		ExternalId: "1", Email: new("firm@shop.example"), FirstName: new("Jan"),
		LastName: new("Nowak"), Phone: new("601"),
		Employees: []*apiv1.ContractorEmployee{{LastName: "Kowal"}},
	})
	require.Empty(t, r.Violations)
	p := (*r.Employees)[0]
	assert.Equal(t, []string{"firm@shop.example", "Jan", "Kowal", "601"}, []string{p.Email.Key, p.FirstName, p.LastName, p.Phone})
}

func TestReadRecordLeavesWhatIsAbsent(t *testing.T) {
	t.Parallel()
	r := readRecord(&apiv1.Contractor{ExternalId: "1"})
	assert.Nil(t, r.Addresses)
	assert.Nil(t, r.Groups)
	assert.Nil(t, r.Employees)
	assert.Nil(t, r.Fields.Name)

	r = readRecord(&apiv1.Contractor{ExternalId: "1", ClearFields: []string{"addresses", "groups", "employees", "email"}})
	require.Empty(t, r.Violations)
	assert.Empty(t, *r.Addresses)
	assert.Empty(t, *r.Groups)
	assert.Empty(t, *r.Employees)
	assert.Empty(t, *r.Fields.Email)
}

// Every optional field of a contractor can be emptied, but for those that a customer cannot be without.
func TestEveryOptionalFieldCanBeCleared(t *testing.T) {
	t.Parallel()
	needed := map[string]bool{"externalId": true, "sourceRevision": true, "active": true, "kind": true, "name": true, "clearFields": true, "clientHash": true, "customerId": true}
	fields := (&apiv1.Contractor{}).ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		name := fields.Get(i).JSONName()
		r := readRecord(&apiv1.Contractor{ExternalId: "1", ClearFields: []string{name}})
		assert.Equal(t, !needed[name], len(r.Violations) == 0, name)
	}
}

func TestReadRecordsRefusesTheSecondOfTwo(t *testing.T) {
	t.Parallel()
	records := normalize(fromAPIPush(&apiv1.PushContractorsRequest{
		Contractors: []*apiv1.Contractor{{ExternalId: "1"}, {ExternalId: " 1 "}, {ExternalId: "2"}},
	}, uuid.Nil).Records)
	assert.Empty(t, records[0].Violations)
	assert.Equal(t, []string{"externalId DUPLICATE_IN_BATCH"}, reasons(records[1].Violations))
	assert.Empty(t, records[2].Violations)
}
