package discount_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/syncreject"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
	"github.com/kartoteka/kartoteka/internal/price/discount"
	"github.com/kartoteka/kartoteka/internal/price/engine"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

// pushed is a discount of an ERP for everyone.
func pushed(externalID string, with ...func(*discount.Pushed)) discount.Pushed {
	p := discount.Pushed{Draft: rebate(), ExternalID: externalID, Active: true, Everyone: true}
	for _, change := range with {
		change(&p)
	}
	return p
}

func revised(revision string) func(*discount.Pushed) {
	return func(p *discount.Pushed) { p.Revision = revision }
}

func as(with ...func(*discount.Draft)) func(*discount.Pushed) {
	return func(p *discount.Pushed) { p.Draft = rebate(with...) }
}

func toContractor(externalID string) func(*discount.Pushed) {
	return func(p *discount.Pushed) { p.Everyone, p.Contractor = false, &externalID }
}

func toGroup(name string) func(*discount.Pushed) {
	return func(p *discount.Pushed) { p.Everyone, p.Group = false, &name }
}

func ended(p *discount.Pushed) { p.Active = false }

// push pushes discounts and returns the outcomes in short, with what is wrong.
func (b bundle) push(erp context.Context, t *testing.T, batch ...discount.Pushed) []string {
	t.Helper()
	results, err := b.Push(erp, batch)
	require.NoError(t, err)
	all := make([]string, len(results))
	for i, r := range results {
		all[i] = strings.ToLower(strings.TrimPrefix(string(r.Outcome), "OUTCOME_"))
		for _, field := range r.Wrong {
			all[i] += " " + field.Path + ":" + field.Reason
		}
	}
	return all
}

// one is the only discount that there is.
func (b bundle) one(t *testing.T) *discount.Discount {
	t.Helper()
	found, _, err := b.List(b.ctx, discount.ListQuery{})
	require.NoError(t, err)
	require.Len(t, found, 1)
	return inUTC(found[0])
}

func TestPushOfTheSameTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		assert.Equal(t, []string{"created"}, b.push(erp, t, pushed("R1", revised("7"), as(onSKU("NOT-YET"), fixed("5", "EUR")))))
		before := b.one(t)
		assert.Equal(t, []any{engine.ByERP, "OPTIMA", "R1", "7"}, []any{before.Origin, before.External.SourceSystem, before.External.ID, before.External.Revision})
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"unchanged"}, b.push(erp, t, pushed("R1", revised("7"), as(onSKU("NOT-YET"), fixed("5.00", "eur")))))
		assert.Equal(t, before, b.one(t))
	})
}

func TestRevisionsAreKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		b.push(erp, t, pushed("R1", revised("9")))
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"stale"}, b.push(erp, t, pushed("R1", revised("8"), as(percent("50")))))
		assert.Equal(t, []string{"unchanged"}, b.push(erp, t, pushed("R1", revised("11"))), "a newer revision of the same content is saved")
		assert.Equal(t, noon, b.one(t).UpdatedAt, "what prices depend on has not changed")
		assert.Equal(t, []string{"stale"}, b.push(erp, t, pushed("R1", revised("10"), as(percent("50")))))
		assert.Equal(t, []string{"updated"}, b.push(erp, t, pushed("R1", as(percent("50")))), "without a revision the content decides")
		assert.Equal(t, "11", b.one(t).External.Revision)
		assert.Equal(t, "50.00", b.one(t).Percent.String())
	})
}

func TestARevisionIsOfOneContent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		b.push(erp, t, pushed("R1", revised("7")))
		assert.Equal(t, []string{"conflict sourceRevision:REVISION_REUSED"}, b.push(erp, t, pushed("R1", revised("7"), as(percent("50")))))
		assert.Equal(t, "10.00", b.one(t).Percent.String())
		assert.Equal(t, []string{"updated"}, b.push(erp, t, pushed("R1", revised("8"), as(percent("50")))))
		assert.Equal(t, []string{"unchanged"}, b.push(erp, t, pushed("R1", revised("8"), as(percent("50")))))

		first := b.newContractor(erp, t, "K1")
		b.push(erp, t, pushed("R2", revised("1"), toContractor("K1")))
		second := b.newCustomer(t)
		require.NoError(t, b.db.Client(b.ctx).Identity.Update().Where(identity.CustomerID(first)).SetCustomerID(second).Exec(b.ctx))
		results, err := b.Push(erp, []discount.Pushed{pushed("R2", revised("1"), toContractor("K1"))})
		require.NoError(t, err)
		assert.Equal(t, intake.Updated, results[0].Outcome, "the contractor has become another customer here")
		assert.Equal(t, second, b.read(t, results[0].DiscountID).Target.ID)
	})
}

func TestAPushIsAContactOfItsSourceSystem(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp, other := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"rejected contractor:CONTRACTOR_UNKNOWN"}, b.push(erp, t, pushed("R1", toContractor("K1"))))
		contact := func(erp context.Context) *time.Time {
			found, err := b.db.Client(b.ctx).SourceSystem.Get(b.ctx, auth.From(erp).SourceSystemID)
			require.NoError(t, err)
			return found.LastContactAt
		}
		require.NotNil(t, contact(erp))
		assert.Equal(t, noon.Add(time.Hour), contact(erp).UTC())
		assert.Nil(t, contact(other))
	})
}

func TestAnotherFormOfRevisionIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		b.push(erp, t, pushed("R1", revised("9")))
		assert.Equal(t, []string{"rejected sourceRevision:REVISION_FORM_CHANGED"}, b.push(erp, t, pushed("R1", revised("2026-12-01"))))
		assert.Equal(t, []string{"unchanged"}, b.push(erp, t, pushed("R1", revised("11"))))
	})
}

func TestWhatIsRejectedStandsOnTheListUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		standing := func() (rows []string) {
			found, err := b.db.Client(b.ctx).SyncReject.Query().Order(syncreject.ByExternalID()).All(b.ctx)
			require.NoError(t, err)
			for _, row := range found {
				var violations []fault.Field
				require.NoError(t, json.Unmarshal(row.Violations, &violations))
				rows = append(rows, fmt.Sprint(row.Kind, " ", row.ExternalID, " ", row.Outcome, " ", row.Times))
				for _, v := range violations {
					rows[len(rows)-1] += " " + v.Path + ":" + v.Reason
				}
			}
			return rows
		}
		for _, times := range []string{"1", "2"} {
			b.push(erp, t, pushed("R1", toContractor("K1")), pushed(" "), pushed("R2", revised("1")), pushed("R2"), pushed("R3\x00"))
			assert.Equal(t, []string{"discount R1 OUTCOME_REJECTED " + times + " contractor:CONTRACTOR_UNKNOWN"}, standing())
		}
		b.push(erp, t, pushed("R2", revised("1"), as(percent("50"))))
		assert.Contains(t, standing(), "discount R2 OUTCOME_CONFLICT 1 sourceRevision:REVISION_REUSED")

		require.NoError(t, b.rejects.Settle(b.ctx, reject.Push{
			SourceID: auth.From(erp).SourceSystemID, Kind: reject.Contractor, At: noon,
			Rejected: []reject.Record{{ExternalID: "R1", Outcome: intake.Rejected}},
		}))
		b.newContractor(erp, t, "K1")
		b.push(erp, t, pushed("R1", toContractor("K1")), pushed("R2", revised("2")))
		assert.Equal(t, []string{"contractor R1 OUTCOME_REJECTED 1"}, standing(), "a contractor of the same name is another record")
	})
}

func TestADiscountOfAnERPEndsAndBeginsAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		customer := b.newContractor(erp, t, "K1")
		to := toContractor("K1")
		b.push(erp, t, pushed("R1", to))
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"updated"}, b.push(erp, t, pushed("R1", to, ended)))
		assert.Equal(t, noon.Add(time.Hour), b.one(t).EndedAt)
		assert.Equal(t, []string{"unchanged"}, b.push(erp, t, pushed("R1", to, ended)))
		b.clock.Advance(time.Hour)
		assert.Equal(t, []string{"updated"}, b.push(erp, t, pushed("R1", to)))
		assert.True(t, b.one(t).EndedAt.IsZero())
		assert.Equal(t, []string{
			"DISCOUNT_UPDATED endTime:2026-11-21T12:00:00Z→", "DISCOUNT_ENDED endTime:→2026-11-21T12:00:00Z",
			"DISCOUNT_CREATED customer:→Kawiarnia 1 percent:→10.00 minQuantity:→0 priority:→100",
		}, b.timeline(t, customer))
	})
}

func TestGroupsAreFoundByNameAndCode(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		hurt := b.newGroup(t, "Hurtownie")
		vip, err := b.groups.Create(b.ctx, group.Change{Name: new("VIP"), Codes: &[]group.Code{{SourceSystem: "OPTIMA", Code: "V"}}})
		require.NoError(t, err)
		results, err := b.Push(erp, []discount.Pushed{pushed("1", toGroup(" HURTOWNIE ")), pushed("2", toGroup("V"))})
		require.NoError(t, err)
		assert.Equal(t, hurt, b.read(t, results[0].DiscountID).Target.ID)
		assert.Equal(t, vip.ID, b.read(t, results[1].DiscountID).Target.ID)
		f := faulttest.Require(t, b.groups.Delete(b.ctx, hurt, ""), fault.Precondition, "GROUP_IN_USE")
		assert.Equal(t, "1", f.Metadata["discounts"])
	})
}

func TestOneThatIsNotValidStopsNoOther(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp, other := b.newSource(t, "OPTIMA"), b.newSource(t, "XL")
		b.newContractor(other, t, "K1")
		nobody := func(p *discount.Pushed) { p.Everyone = false }
		assert.Equal(t, []string{
			"created", "rejected externalId:DUPLICATE_IN_BATCH", "rejected externalId:EXTERNAL_ID_REQUIRED", "rejected externalId:EXTERNAL_ID_RESERVED",
			"rejected contractor:CONTRACTOR_UNKNOWN", "rejected group:GROUP_UNKNOWN", "rejected target:TARGET_REQUIRED",
			"rejected percent:PERCENT_INVALID", "rejected scope:SCOPE_REQUIRED validTo:END_BEFORE_START", "created",
			"rejected externalId:CHARACTERS_INVALID", "rejected contractor:CHARACTERS_INVALID", "rejected group:CHARACTERS_INVALID",
		}, b.push(erp, t,
			pushed("1"), pushed(" 1 "), pushed(" "), pushed("contractor/7"),
			pushed("2", toContractor("K1")), pushed("3", toGroup("Nikt")), pushed("4", nobody),
			pushed("5", as(percent("0"))), pushed("6", as(days("2026-02-02", "2026-02-01"), onCategory())), pushed("7"),
			pushed("8\x00"), pushed("9", toContractor("K\x00")), pushed("10", toGroup("G\x00")),
		))
		assert.Equal(t, []string{"created"}, b.push(other, t, pushed("1")), "the same external id of another source system is another discount")
		_, err := b.Push(erp, nil)
		faulttest.Require(t, err, fault.Invalid, "BATCH_EMPTY")
		_, err = b.Push(erp, make([]discount.Pushed, discount.MaxBatch+1))
		faulttest.Require(t, err, fault.Invalid, "BATCH_TOO_LARGE")
		_, err = b.Push(b.ctx, []discount.Pushed{pushed("1")})
		faulttest.Require(t, err, fault.Denied, "SOURCE_REQUIRED")
	})
}

func TestAFullBatchIsTaken(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		batch := make([]discount.Pushed, discount.MaxBatch)
		for i := range batch {
			batch[i] = pushed(fmt.Sprint(i), as(onSKU(fmt.Sprint("SKU-", i)), fixed("9.99", "PLN")))
		}
		for _, want := range []string{"created", "unchanged"} {
			for i, outcome := range b.push(erp, t, batch...) {
				require.Equal(t, want, outcome, i)
			}
		}
	})
}

func TestTheDiscountOfAContractor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		erp := b.newSource(t, "OPTIMA")
		source, customer := auth.From(erp).SourceSystemID, b.newContractor(erp, t, "K1")
		keep := func(externalID string, percent int32) {
			want := discount.OfContractor{CustomerID: customer, ExternalID: externalID}
			if percent >= 0 {
				p := money.PercentFromE2(percent)
				want.Percent = &p
			}
			require.NoError(t, b.db.InTx(erp, func(ctx context.Context) error {
				return b.KeepForContractors(ctx, source, []discount.OfContractor{want})
			}))
			b.clock.Advance(time.Hour)
		}
		keep("K1", -1)
		keep("K1", 0)
		found, _, err := b.List(b.ctx, discount.ListQuery{})
		require.NoError(t, err)
		assert.Empty(t, found, "no per cent is no discount")
		keep("K1", 500)
		assert.Equal(t, []any{"5.00", customer, "contractor/K1", "", engine.Everything, "1"}, []any{
			b.one(t).Percent.String(), b.one(t).Target.ID, b.one(t).External.ID, b.one(t).Name, b.one(t).Scope, b.one(t).ETag(),
		})
		keep("K1", 500)
		assert.Equal(t, "1", b.one(t).ETag(), "nothing differs, nothing is written")
		keep("K2", 700)
		assert.Equal(t, []string{"7.00", "contractor/K1"}, []string{b.one(t).Percent.String(), b.one(t).External.ID}, "a customer has one")
		keep("K1", -1)
		assert.True(t, b.one(t).IsEnded())
		keep("K1", 0)
		assert.Equal(t, "3", b.one(t).ETag())
		keep("K1", 900)
		assert.False(t, b.one(t).IsEnded(), "it may begin anew")
		assert.Empty(t, b.timeline(t, customer), "it is told as a field of the customer")
		past, err := b.db.Client(b.ctx).PastDiscount.Query().Count(b.ctx)
		require.NoError(t, err)
		assert.Equal(t, 3, past)
	})
}
