package push_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	entemployee "github.com/kartoteka/kartoteka/gen/ent/employee"
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// push sends contractors and returns the outcomes in short, "CREATED" and so on.
func (b bundle) push(t *testing.T, contractors ...*apiv1.Contractor) []string {
	t.Helper()
	answer, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{Contractors: contractors})
	require.NoError(t, err)
	return outcomes(answer)
}

func outcomes(answer *apiv1.PushContractorsResponse) []string {
	all := make([]string, len(answer.GetResults()))
	for i, r := range answer.GetResults() {
		all[i] = strings.TrimPrefix(r.GetOutcome().String(), "OUTCOME_")
		for _, v := range r.GetFieldViolations() {
			all[i] += " " + v.GetField() + ":" + v.GetReason()
		}
	}
	return all
}

func company(n int, with ...func(*apiv1.Contractor)) *apiv1.Contractor {
	c := &apiv1.Contractor{
		ExternalId: fmt.Sprintf("c-%d", n), Code: new(fmt.Sprintf("CODE%d", n)),
		Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(), Name: new(fmt.Sprintf("Company %d", n)),
		Email: new(fmt.Sprintf("c%d@shop.example", n)),
		Addresses: []*apiv1.Address{{
			Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true, Street: "Długa 1", City: "Łódź", Country: "PL",
		}},
		Groups: []string{"Hurt"},
	}
	for _, change := range with {
		change(c)
	}
	return c
}

func TestPushOfTheSameTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		assert.Equal(t, []string{"CREATED", "CREATED"}, b.push(t, company(1), company(2)))
		before := b.dump(t)
		assert.Equal(t, []string{"UNCHANGED", "UNCHANGED"}, b.push(t, company(1), company(2)))
		assert.Equal(t, before, b.dump(t), "no history, no feed event, no version")
	})
}

func TestPushMakesACustomerWithEverythingThatCameAlong(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1, func(c *apiv1.Contractor) {
			c.TaxId, c.TaxCountry = new("5250001026"), new("PL")
			c.PaymentTermsDays, c.PaymentMethod = proto.Int32(14), new("przelew")
			c.CreditLimit, c.DiscountPercent = &apiv1.Money{Amount: "25000", Currency: "PLN"}, new("5.00")
			c.Groups = []string{"Hurt", "VIP"}
			c.AccountManager = new("jan.opiekun")
		}))
		saved := b.find(t, "c-1")
		assert.Equal(t, customer.Active, saved.Status())
		assert.Equal(t, customer.FromERP, saved.Origin)
		assert.True(t, saved.HasDefaultEmployee)
		assert.Equal(t, []string{"c1@shop.example"}, saved.EmployeeEmails)
		assert.Equal(t, "PL5250001026", saved.TaxKey)
		assert.Equal(t, "25000.00", saved.CreditLimit.String())
		assert.Equal(t, "5.00", saved.ERPDiscount.String())
		assert.Equal(t, []string{"przelew"}, saved.PaymentMethods)
		assert.Len(t, saved.Memberships, 2)
		for _, m := range saved.Memberships {
			assert.Equal(t, []string{"erp", "OPTIMA"}, []string{m.Origin, m.SourceSystem})
		}
		addresses, err := b.customers.ListAddresses(b.erp, saved.ID)
		require.NoError(t, err)
		require.Len(t, addresses, 1)
		assert.Equal(t, "OPTIMA", addresses[0].SourceSystem)
	})
}

func TestPushOfAnUnknownAccountManagerKeepsTheOneBefore(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1))
		known := b.find(t, "c-1")
		pushed := b.result(t, company(1, func(c *apiv1.Contractor) { c.AccountManager, c.Name = new("nobody"), new("Changed") }))
		assert.Equal(t, []string{"UNKNOWN_ACCOUNT_MANAGER:accountManager"}, pushed.GetWarnings())
		saved := b.find(t, "c-1")
		assert.Equal(t, "Changed", saved.Name)
		assert.Equal(t, known.AccountManagerID, saved.AccountManagerID)
	})
}

func TestPushRefusesAFieldThatIsSetAndCleared(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		pushed := b.result(t, company(1, func(c *apiv1.Contractor) {
			c.Note, c.Groups = new("Pays late"), []string{"VIP"}
			c.ClearFields = []string{"note", "groups", "phone", "phone"}
		}))
		assert.Equal(t, []string{"groups FIELD_CLEARED_AND_SET", "note FIELD_CLEARED_AND_SET"}, violationsOf(pushed))
	})
}

func TestPushOfARecordWithoutKindNamesItsOtherFaultsToo(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		pushed := setup(t, db).result(t, &apiv1.Contractor{ExternalId: "1", Email: new("nobody"), TaxCountry: new("XX")})
		assert.Equal(t, []string{"kind KIND_REQUIRED", "name NAME_REQUIRED", "email EMAIL_INVALID", "taxCountry COUNTRY_UNKNOWN"}, violationsOf(pushed))
	})
}

func violationsOf(result *apiv1.ContractorResult) []string {
	var all []string
	for _, v := range result.GetFieldViolations() {
		all = append(all, v.GetField()+" "+v.GetReason())
	}
	return all
}

func TestPushOfASample(t *testing.T) {
	t.Parallel()
	read := func(name string) *apiv1.PushContractorsRequest {
		text, err := os.ReadFile("../../../examples/erp/" + name)
		require.NoError(t, err)
		request := &apiv1.PushContractorsRequest{}
		require.NoError(t, protojson.Unmarshal(text, request))
		return request
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		for _, want := range []string{"CREATED", "UNCHANGED"} {
			got := b.push(t, read("contractors.json").GetContractors()...)
			assert.Equal(t, slices.Repeat([]string{want}, 10), got)
		}
		assert.Equal(t, []string{
			"REJECTED taxId:TAX_ID_CHECKSUM", "REJECTED name:TOO_LONG addresses[0].company:TOO_LONG",
			"REJECTED taxCountry:COUNTRY_UNKNOWN addresses[0].country:COUNTRY_UNKNOWN", "REJECTED email:EMAIL_TAKEN",
		}, b.push(t, read("contractors-bad.json").GetContractors()...))

		assert.Equal(t, customer.BlockedByERP, b.byCode(t, "STARYSKLEP").Status())
		assert.True(t, b.byCode(t, "BEZMAILA").NeedsDefaultEmployee())
		for _, code := range []string{"NOVÁK", "HELLAS", "AT&CO"} {
			assert.Equal(t, customer.IntraEU, b.byCode(t, code).TaxStatus, code)
		}
		assert.Equal(t, customer.ExtraEU, b.byCode(t, "UKRTORG").TaxStatus)
		for query, code := range map[string]string{
			"lodz": "ŁÓDŹTEX", "5250001026": "ŻÓŁW", "PL 525-000-10-26": "ŻÓŁW", "601602603": "KOWALSKIJ",
		} {
			found, _, err := b.customers.List(b.erp, customer.ListInput{Filter: customer.Filter{Query: query}})
			require.NoError(t, err)
			require.NotEmpty(t, found, query)
			assert.Equal(t, code, found[0].ExternalIDs[0].Code, query)
		}
	})
}

func TestPushOfABadRecordStopsNoOther(t *testing.T) {
	t.Parallel()
	bad := func(c *apiv1.Contractor) { c.TaxCountry = new("XX") }
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		for at := range 4 {
			contractors := make([]*apiv1.Contractor, 4)
			want := slices.Repeat([]string{"CREATED"}, 4)
			for i := range contractors {
				contractors[i] = company(10*at + i)
			}
			bad(contractors[at])
			contractors[at].Groups = []string{"Only of the rejected"}
			want[at] = "REJECTED taxCountry:COUNTRY_UNKNOWN"
			assert.Equal(t, want, b.push(t, contractors...))
		}
		groups, err := db.Client(t.Context()).Group.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, groups, "a rejected record makes no group")
		rejects, err := db.Client(t.Context()).SyncReject.Query().All(t.Context())
		require.NoError(t, err)
		assert.Len(t, rejects, 4)

		b.push(t, company(0))
		left, err := db.Client(t.Context()).SyncReject.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, left, "an accepted record no longer stands rejected")
	})
}

func TestPushTakesNoEmailTwice(t *testing.T) {
	t.Parallel()
	sharing := func(c *apiv1.Contractor) { c.Email = new("SAME@shop.example") }
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		assert.Equal(t, []string{"CREATED", "REJECTED email:EMAIL_TAKEN"}, b.push(t, company(1, sharing), company(2, sharing)))
		assert.Equal(t, []string{"REJECTED email:EMAIL_TAKEN"}, b.push(t, company(3, sharing)))
	})
}

func TestPushOfARevision(t *testing.T) {
	t.Parallel()
	at := func(revision, name string) *apiv1.Contractor {
		return company(1, func(c *apiv1.Contractor) { c.SourceRevision, c.Name = revision, &name })
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		assert.Equal(t, []string{"CREATED"}, b.push(t, at("2", "Two")))
		assert.Equal(t, []string{"STALE"}, b.push(t, at("1", "One")))
		assert.Equal(t, []string{"CONFLICT sourceRevision:REVISION_REUSED"}, b.push(t, at("2", "Other")))
		assert.Equal(t, "Two", b.find(t, "c-1").Name)
		assert.Equal(t, []string{"UPDATED"}, b.push(t, at("10", "Ten")))
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, at("11", "Ten")))
		assert.Equal(t, []string{"STALE"}, b.push(t, at("10", "Ten")), "the newer revision was noted")
	})
}

func TestPushBlocksAndLiftsOnlyItsOwn(t *testing.T) {
	t.Parallel()
	active := func(is bool) *apiv1.Contractor {
		return company(1, func(c *apiv1.Contractor) { c.Active = &is })
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, active(true))
		id := b.find(t, "c-1").ID
		_, err := b.customers.Block(b.staff, id, "", customer.StopsLogin, "does not pay")
		require.NoError(t, err)

		assert.Equal(t, []string{"UPDATED"}, b.push(t, active(false)))
		assert.Equal(t, customer.BlockedByERP, b.find(t, "c-1").Status())
		_, err = b.customers.Unblock(b.staff, id, "")
		require.NoError(t, err, "staff lift their own")
		_, err = b.customers.Unblock(b.staff, id, "")
		faulttest.Require(t, err, fault.Precondition, "BLOCKED_BY_ERP")

		_, err = b.customers.Block(b.staff, id, "", customer.StopsLogin, "")
		require.NoError(t, err)
		assert.Equal(t, []string{"UPDATED"}, b.push(t, active(true)))
		assert.Equal(t, customer.Blocked, b.find(t, "c-1").Status(), "the ERP lifts only its own")
	})
}

func TestPushLeavesWhatStaffAdded(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1))
		saved := b.find(t, "c-1")
		street, land := "Krótka 2", "PL"
		_, err := b.customers.CreateAddress(b.staff, saved.ID, customer.AddressChange{Street: &street, Country: &land})
		require.NoError(t, err)

		changed := company(1, func(c *apiv1.Contractor) {
			c.Groups, c.Addresses[0].Street = []string{"Detal"}, "Długa 99"
		})
		assert.Equal(t, []string{"UPDATED"}, b.push(t, changed))
		addresses, err := b.customers.ListAddresses(b.staff, saved.ID)
		require.NoError(t, err)
		require.Len(t, addresses, 2)
		assert.Equal(t, []string{"Długa 99", "Krótka 2"}, []string{addresses[0].Street, addresses[1].Street})
		assert.Len(t, b.find(t, "c-1").Memberships, 1)
	})
}

func TestPushClears(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1, func(c *apiv1.Contractor) { c.Phone = new("601602603") }))
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, &apiv1.Contractor{ExternalId: "c-1"}), "absent is left as it is")
		assert.Equal(t, []string{"UPDATED"}, b.push(t, &apiv1.Contractor{
			ExternalId: "c-1", ClearFields: []string{"phone", "groups", "addresses", "code"},
		}))
		saved := b.find(t, "c-1")
		assert.Empty(t, saved.Phone)
		assert.Empty(t, saved.Memberships)
		addresses, err := b.customers.ListAddresses(b.erp, saved.ID)
		require.NoError(t, err)
		assert.Empty(t, addresses)
	})
}

func TestPushOfEmployees(t *testing.T) {
	t.Parallel()
	people := func(emails ...string) *apiv1.Contractor {
		return company(1, func(c *apiv1.Contractor) {
			for _, address := range emails {
				c.Employees = append(c.Employees, &apiv1.ContractorEmployee{Email: address, IsDefault: address == "b@shop.example"})
			}
		})
	}
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, people("a@shop.example", "b@shop.example"))
		saved := b.find(t, "c-1")
		marked, err := db.Client(t.Context()).Employee.Query().Where(entemployee.IsDefault(true)).Only(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "b@shop.example", marked.EmailKey)

		assert.Equal(t, []string{"UPDATED"}, b.push(t, people("b@shop.example", "c@shop.example")))
		assert.ElementsMatch(t, []string{"b@shop.example", "c@shop.example"}, b.find(t, "c-1").EmployeeEmails)
		found, _, err := b.customers.List(b.erp, customer.ListInput{Filter: customer.Filter{Query: "c@shop.example"}})
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, saved.ID, found[0].ID)
	})
}

func foreseen(r *apiv1.ContractorResult) []string {
	var lines []string
	for _, c := range r.GetChanges() {
		lines = append(lines, c.GetField()+": "+c.GetOldValue()+" → "+c.GetNewValue())
	}
	return lines
}

func TestPushOfADryRunLeavesNoTrace(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, company(1))
		before := b.dump(t)
		request := &apiv1.PushContractorsRequest{ValidateOnly: true, Contractors: []*apiv1.Contractor{
			company(1, func(c *apiv1.Contractor) { c.Name = new("Renamed") }),
			company(2, func(c *apiv1.Contractor) { c.Groups = []string{"New group"} }),
			company(3, func(c *apiv1.Contractor) { c.TaxCountry = new("XX") }),
		}}
		dry, err := b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		assert.Equal(t, before, b.dump(t))
		assert.Empty(t, dry.GetRunId())
		assert.Empty(t, dry.GetResults()[1].GetCustomerId())
		assert.Equal(t, []string{"name: Company 1 → Renamed"}, foreseen(dry.GetResults()[0]))
		assert.Subset(t, foreseen(dry.GetResults()[1]), []string{"name:  → Company 2", "groups:  → New group"})
		assert.Empty(t, foreseen(dry.GetResults()[2]))

		request.ValidateOnly = false
		wet, err := b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		assert.Equal(t, outcomes(dry), outcomes(wet))
		assert.Empty(t, wet.GetResults()[0].GetChanges())
		assert.Equal(t, dry.GetResults()[0].GetChangedFields(), wet.GetResults()[0].GetChangedFields())
	})
}

func TestPushOfAllOrNothing(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		before := b.dump(t)
		request := &apiv1.PushContractorsRequest{AllOrNothing: true, Contractors: []*apiv1.Contractor{
			company(1), company(2, func(c *apiv1.Contractor) { c.TaxCountry = new("XX") }),
		}}
		_, err := b.handler.PushContractors(b.erp, request)
		faulttest.Require(t, err, fault.Conflict, "BATCH_REJECTED", "contractors[1].taxCountry")
		assert.Equal(t, before, b.dump(t))

		request.ValidateOnly = true
		dry, err := b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		assert.Equal(t, []string{"UNPROCESSED", "REJECTED taxCountry:COUNTRY_UNKNOWN"}, outcomes(dry))
	})
}

func TestPushOfARequestIDAnswersOnce(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		request := func() *apiv1.PushContractorsRequest {
			return &apiv1.PushContractorsRequest{RequestId: "0198f3a2-0000-7000-8000-000000000001", Contractors: []*apiv1.Contractor{company(1)}}
		}
		first, err := b.handler.PushContractors(b.erp, request())
		require.NoError(t, err)
		again, err := b.handler.PushContractors(b.erp, request())
		require.NoError(t, err)
		assert.True(t, proto.Equal(first, again), "the answer is the first one, CREATED and all")

		other := request()
		other.Contractors = append(other.Contractors, company(2))
		_, err = b.handler.PushContractors(b.erp, other)
		faulttest.Require(t, err, fault.Invalid, "REQUEST_ID_REUSED")

		b.clock.Advance(73 * time.Hour)
		late, err := b.handler.PushContractors(b.erp, request())
		require.NoError(t, err)
		assert.Equal(t, []string{"UNCHANGED"}, outcomes(late))
	})
}

func TestPushByManyClientsMakesOneCustomer(t *testing.T) {
	t.Parallel()
	const clients = 32
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, b, contractors := scale.Start(t, "R-7"), setup(t, db), scale.Of(8, 1000)
		c.Saw("%d clients push %d new contractors at once, each is one customer", clients, contractors)
		var mu sync.Mutex
		counts := map[string]int{}
		var all sync.WaitGroup
		for range clients {
			all.Go(func() {
				for n := range contractors {
					answer, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{Contractors: []*apiv1.Contractor{company(n)}})
					mu.Lock()
					if assert.NoError(t, err) {
						counts[outcomes(answer)[0]]++
					}
					mu.Unlock()
				}
			})
		}
		all.Wait()
		assert.Equal(t, map[string]int{"CREATED": contractors, "UNCHANGED": (clients - 1) * contractors}, counts)
		saved, err := db.Client(t.Context()).Customer.Query().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, contractors, saved)
	})
}

func TestPushRefuses(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		_, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{})
		faulttest.Require(t, err, fault.Invalid, "REQUIRED")
		_, err = b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{Contractors: slices.Repeat([]*apiv1.Contractor{company(1)}, 501)})
		refusal := faulttest.Require(t, err, fault.Invalid, "BATCH_TOO_LARGE")
		assert.Equal(t, map[string]string{"max_records": "500", "max_bytes": "4194304"}, refusal.Metadata)
		_, err = b.handler.PushContractors(auth.With(context.Background(), auth.System()), &apiv1.PushContractorsRequest{Contractors: []*apiv1.Contractor{company(1)}})
		faulttest.Require(t, err, fault.Denied, "SOURCE_REQUIRED")
	})
}

func TestPushOfAnotherFormOfRevisionIsRefusedUntilTheyAreForgotten(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		at := func(revision, name string) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) { c.SourceRevision, c.Name = revision, new(name) })
		}
		b.push(t, at("9", "A"))
		pushed := b.result(t, at("2026-12-01", "B"))
		assert.Equal(t, []string{"sourceRevision REVISION_FORM_CHANGED"}, violationsOf(pushed))
		assert.Equal(t, []string{"UPDATED"}, b.push(t, at("11", "C")), "the old form still works")

		sources := source.NewService(source.Dependencies{DB: db, Clock: b.clock, History: audit.NewLog(db, b.clock)})
		forgotten, err := sources.ForgetRevisions(b.staff, b.source)
		require.NoError(t, err)
		assert.Equal(t, 1, forgotten)
		assert.Equal(t, []string{"UPDATED", "STALE"}, []string{b.push(t, at("2026-12-01", "D"))[0], b.push(t, at("2026-11-30", "E"))[0]})
	})
}
