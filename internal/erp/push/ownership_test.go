package push_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// owns sets how the source system owns fields.
func (b bundle) owns(t *testing.T, table ownership.Table) {
	t.Helper()
	b.db.Client(t.Context()).SourceSystem.UpdateOneID(b.source).SetOwnership(table).ExecX(t.Context())
}

// edit is an edit by staff.
func (b bundle) edit(t *testing.T, externalID string, change customer.Change) {
	t.Helper()
	_, err := b.customers.Update(b.staff, customer.UpdateInput{ID: b.find(t, externalID).ID, Change: change})
	require.NoError(t, err)
}

// result pushes one contractor and returns what became of it.
func (b bundle) result(t *testing.T, c *apiv1.Contractor) *apiv1.ContractorResult {
	t.Helper()
	answer, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{Contractors: []*apiv1.Contractor{c}})
	require.NoError(t, err)
	return answer.GetResults()[0]
}

func (b bundle) openConflicts(t *testing.T) []conflict.Conflict {
	t.Helper()
	conflicts, _, err := b.conflicts.List(b.staff, conflict.ListInput{SourceSystemID: b.source})
	require.NoError(t, err)
	return conflicts
}

func named(name string, with ...func(*apiv1.Contractor)) *apiv1.Contractor {
	return company(1, append(with, func(c *apiv1.Contractor) { c.Name = &name })...)
}

func phoned(phone string) func(*apiv1.Contractor) {
	return func(c *apiv1.Contractor) { c.Phone = &phone }
}

func TestASharedFieldBelongsToWhoChangedIt(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, named("Ryba", phoned("601602603")))
		b.edit(t, "c-1", customer.Change{Name: new("Ryba i Syn")})

		result := b.result(t, named("Ryba", phoned("601602604")))
		assert.Equal(t, []string{"phone"}, result.GetChangedFields(), "the ERP says the name as before: it did not change it")
		assert.Empty(t, result.GetWarnings())
		assert.Equal(t, "Ryba i Syn", b.find(t, "c-1").Name)

		result = b.result(t, named("Ryba i Syn", phoned("601602604")))
		assert.Equal(t, apiv1.Outcome_OUTCOME_UNCHANGED, result.GetOutcome(), "both sides agree")
		result = b.result(t, named("Ryby", phoned("601602604")))
		assert.Equal(t, []string{"name"}, result.GetChangedFields(), "only the ERP changed it since")
		assert.Equal(t, "Ryby", b.find(t, "c-1").Name)
		assert.Empty(t, b.openConflicts(t))
	})
}

func TestAFieldThatBothSidesChangedGoesToTheTray(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, named("Ryba", phoned("601602603")))
		b.edit(t, "c-1", customer.Change{Name: new("Ryba i Syn"), Phone: new("")})

		result := b.result(t, named("Rybka", phoned("601602604")))
		assert.Equal(t, []string{"CHANGED_ON_BOTH_SIDES:name"}, result.GetWarnings())
		assert.Equal(t, []string{"name", "phone"}, result.GetChangedFields())
		saved := b.find(t, "c-1")
		assert.Equal(t, "Rybka", saved.Name, "the later edit wins")
		found := b.openConflicts(t)
		require.Len(t, found, 1, "an emptied field has nothing to keep")
		assert.Equal(t, conflict.Conflict{
			ID: found[0].ID, SourceSystemID: b.source, CustomerID: saved.ID, CustomerName: "Rybka", Field: "name",
			ShopValue: "Ryba i Syn", ERPValue: "Rybka", At: found[0].At,
		}, found[0])

		b.edit(t, "c-1", customer.Change{Name: new("Rybcia")})
		b.result(t, named("Rybak", phoned("601602604")))
		found = b.openConflicts(t)
		require.Len(t, found, 1, "a field has one conflict")
		assert.Equal(t, "Rybcia", found[0].ShopValue)

		require.NoError(t, b.conflicts.Resolve(b.staff, found[0].ID, conflict.TakeShop))
		assert.Equal(t, "Rybcia", b.find(t, "c-1").Name)
		assert.Empty(t, b.openConflicts(t))
		faulttest.Require(t, b.conflicts.Resolve(b.staff, found[0].ID, conflict.KeepERP), fault.NotFound, "SYNC_CONFLICT_NOT_FOUND")
		assert.Equal(t, apiv1.Outcome_OUTCOME_UNCHANGED, b.result(t, named("Rybak", phoned("601602604"))).GetOutcome())
		assert.Equal(t, "Rybcia", b.find(t, "c-1").Name, "what staff have put back stays")
	})
}

func TestAConflictMayBeLeftAsTheERPSays(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, named("Ryba"))
		b.edit(t, "c-1", customer.Change{Name: new("Ryba i Syn")})
		b.push(t, named("Rybka"))
		require.NoError(t, b.conflicts.Resolve(b.staff, b.openConflicts(t)[0].ID, conflict.KeepERP))
		assert.Equal(t, "Rybka", b.find(t, "c-1").Name)
		assert.Empty(t, b.openConflicts(t))
	})
}

func TestAFieldOfTheShopIsLeftWithAWarning(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.owns(t, ownership.Table{}.With(customer.OwnedField("note"), ownership.Domestic, ownership.Shop).With(customer.OwnedField("priceLevel"), ownership.ExtraEU, ownership.Shop))
		noted := func(note, level string) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) { c.Note, c.PriceLevel = &note, &level })
		}
		b.push(t, noted("from the ERP", "A"))
		assert.Equal(t, "from the ERP", b.find(t, "c-1").Note, "somebody must say how it begins")
		result := b.result(t, noted("again", "B"))
		assert.Equal(t, []string{"SHOP_OWNED_FIELD_IGNORED:note"}, result.GetWarnings())
		assert.Equal(t, []string{"priceLevel"}, result.GetChangedFields(), "elsewhere it is the ERP's as ever")
		assert.Equal(t, "from the ERP", b.find(t, "c-1").Note)
		assert.Empty(t, b.openConflicts(t))
	})
}

func TestStaffMayEditWhatTheERPDoesNotOwn(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.push(t, named("Ryba"))
		b.owns(t, ownership.Table{}.With(customer.OwnedField("name"), ownership.Domestic, ownership.ERP).With(customer.OwnedField("priceLevel"), ownership.Domestic, ownership.Shared))
		b.edit(t, "c-1", customer.Change{PriceLevel: new("B")})
		_, err := b.customers.Update(b.staff, customer.UpdateInput{ID: b.find(t, "c-1").ID, Change: customer.Change{Name: new("Rybka")}})
		faulttest.Require(t, err, fault.Precondition, "FIELD_OWNED_BY_ERP")
	})
}

// whoever edits what in whatever order, each field has the value that its owner allows, and
// every value that was not taken is told of.
func TestOwnershipHoldsForEveryField(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const steps = 25
		c, b, populations := scale.Start(t, "R-21"), setup(t, db), scale.Of(6, 4000)
		c.Saw("%d steps, no field against its owner", populations*steps)
		owners := []ownership.Owner{ownership.ERP, ownership.Shop, ownership.Shared}
		for number := range populations {
			random := c.Stream(number)
			table := ownership.Table{}
			for _, field := range []string{"name", "note", "priceLevel"} {
				table = table.With(customer.OwnedField(field), ownership.Domestic, owners[random.IntN(3)])
			}
			b.owns(t, table)
			id := fmt.Sprintf("model-%d", number)
			m := model{table: table, now: map[string]string{"name": "n0", "note": "o0", "priceLevel": "p0"}, last: map[string]string{"name": "n0", "note": "o0", "priceLevel": "p0"}}
			b.push(t, m.contractor(id))
			for step := range steps {
				field, value := []string{"name", "note", "priceLevel"}[random.IntN(3)], fmt.Sprint("v", step%7)
				if random.IntN(2) == 0 {
					m.push(t, b, id, field, value)
				} else {
					m.edit(t, b, id, field, value)
				}
				saved := b.find(t, id)
				for field, want := range m.now {
					require.Equal(t, want, saved.Value(field), "population %d step %d: %s is %s", number, step, field, table.Owner(customer.OwnedField(field), ownership.Domestic))
				}
			}
		}
	})
}

// model is what the rules of ownership say about one customer.
type model struct {
	table ownership.Table
	now   map[string]string // as saved
	last  map[string]string // as last pushed
}

func (m *model) contractor(id string) *apiv1.Contractor {
	return &apiv1.Contractor{
		ExternalId: id, Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(),
		Name: new(m.last["name"]), Note: new(m.last["note"]), PriceLevel: new(m.last["priceLevel"]),
	}
}

func (m *model) push(t *testing.T, b bundle, id, changed, value string) {
	t.Helper()
	before := map[string]string{}
	maps.Copy(before, m.last)
	m.last[changed] = value
	result := b.result(t, m.contractor(id))
	if result.GetOutcome() == apiv1.Outcome_OUTCOME_UNCHANGED && before[changed] == value {
		return // the same record as before is not looked at
	}
	var warnings []string
	for field, pushed := range m.last {
		if pushed == m.now[field] {
			continue
		}
		switch m.table.Owner(customer.OwnedField(field), ownership.Domestic) {
		case ownership.ERP:
			m.now[field] = pushed
		case ownership.Shop:
			warnings = append(warnings, "SHOP_OWNED_FIELD_IGNORED:"+field)
		case ownership.Shared:
			if pushed == before[field] {
				continue
			}
			if m.now[field] != before[field] {
				warnings = append(warnings, "CHANGED_ON_BOTH_SIDES:"+field)
			}
			m.now[field] = pushed
		}
	}
	assert.ElementsMatch(t, warnings, result.GetWarnings())
}

func (m *model) edit(t *testing.T, b bundle, id, field, value string) {
	t.Helper()
	change, err := customer.ChangeTo(field, value)
	require.NoError(t, err)
	_, err = b.customers.Update(b.staff, customer.UpdateInput{ID: b.find(t, id).ID, Change: change})
	if m.table.Owner(customer.OwnedField(field), ownership.Domestic) == ownership.ERP && m.now[field] != value {
		faulttest.Require(t, err, fault.Precondition, "FIELD_OWNED_BY_ERP")
		return
	}
	require.NoError(t, err)
	m.now[field] = value
}
