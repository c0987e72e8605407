package customer_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestHistorySaysWhoDidWhatNewestFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created := b.newCustomer(t)
		b.newCustomer(t) // somebody else's timeline
		source := b.newSource(t, "optima")
		later := b.clock.Advance(time.Hour)
		erp := auth.With(b.ctx, auth.Identity{Kind: auth.ERP, ID: id.New(), SourceSystemID: source, SourceCode: "optima"})
		_, err := b.Update(erp, customer.UpdateInput{ID: created.ID, Change: customer.Change{Name: new("Kawa"), PriceLevel: new("B")}})
		require.NoError(t, err)
		_, err = b.Block(auth.With(b.ctx, auth.System()), created.ID, "", customer.StopsLogin, "")
		require.NoError(t, err)
		address := b.newAddress(t, created.ID, at("A"))

		answer, err := audit.NewHandler(b.History).ListHistory(auth.With(b.ctx, auth.System()), &apiv1.ListHistoryRequest{
			Subject: apiv1.HistorySubject_HISTORY_SUBJECT_CUSTOMER, Id: created.ID.String(),
		})
		require.NoError(t, err)
		assert.Empty(t, answer.GetNextPageToken())
		lines := make([]string, len(answer.GetEntries()))
		for i, e := range answer.GetEntries() {
			lines[i] = fmt.Sprintf("%s %s %s %q", e.GetTime().AsTime().Format(time.TimeOnly), e.GetAction(), e.GetActorKind(), e.GetActorName())
			assert.Empty(t, cutID(e.GetId()))
		}
		assert.Equal(t, []string{
			`13:00:00 ADDRESS_CREATED ACTOR_KIND_STAFF "Anna Nowak"`,
			`13:00:00 CUSTOMER_BLOCKED ACTOR_KIND_RULE ""`,
			`13:00:00 CUSTOMER_UPDATED ACTOR_KIND_ERP "ERP optima"`,
			`12:00:00 CUSTOMER_CREATED ACTOR_KIND_STAFF "Anna Nowak"`,
		}, lines)
		assert.Equal(t, later, answer.GetEntries()[0].GetTime().AsTime())

		assert.Equal(t, address.ID.String(), answer.GetEntries()[0].GetSubjectId())
		assert.Equal(t, b.staff.String(), answer.GetEntries()[0].GetActorId())
		updated := answer.GetEntries()[2]
		assert.Equal(t, created.ID.String(), updated.GetSubjectId())
		assert.Equal(t, source.String(), updated.GetActorId())
		require.Len(t, updated.GetChanges(), 2)
		assert.Empty(t, diffProto(&apiv1.HistoryChange{Field: "name", OldValue: text("Hurtownia Kawy"), NewValue: text("Kawa")}, updated.GetChanges()[0]))
		assert.Empty(t, diffProto(&apiv1.HistoryChange{Field: "priceLevel", NewValue: text("B")}, updated.GetChanges()[1]))
	})
}

// cutID is what remains of a text behind an id.
func cutID(text string) string {
	if _, err := uuid.Parse(text); err != nil {
		return text
	}
	return ""
}

func TestHistoryIsPaged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		created, other := b.newCustomer(t), b.newCustomer(t)
		for i := range 6 {
			b.update(t, created.ID, customer.Change{Note: new(fmt.Sprint(i))})
		}
		for _, size := range []int32{1, 3, 7, 0} {
			var actions []string
			token := ""
			for {
				entries, next, err := b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: created.ID}, size, token)
				require.NoError(t, err)
				for _, entry := range entries {
					actions = append(actions, entry.Action+" "+entry.Changes[len(entry.Changes)-1].New.String())
				}
				b.update(t, other.ID, customer.Change{Note: new(uuid.NewString())})
				if token = next; next == "" {
					break
				}
			}
			assert.Equal(t, []string{
				"CUSTOMER_UPDATED 5", "CUSTOMER_UPDATED 4", "CUSTOMER_UPDATED 3", "CUSTOMER_UPDATED 2", "CUSTOMER_UPDATED 1", "CUSTOMER_UPDATED 0",
				"CUSTOMER_CREATED main",
			}, actions, "by %d", size)
		}
		_, next, err := b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: created.ID}, 1, "")
		require.NoError(t, err)
		_, _, err = b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: other.ID}, 1, next)
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
		for _, garbage := range []string{"x", next[:len(next)-8], "AAAA"} {
			_, _, err = b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: created.ID}, 1, garbage)
			faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		}
		_, _, err = b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: created.ID}, -1, "")
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID")
	})
}

func TestHistoryOutlivesItsCustomer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		_, _, err := b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: id.New()}, 10, "")
		faulttest.Require(t, err, fault.NotFound, "SUBJECT_NOT_FOUND")
		created := b.newCustomer(t)
		require.NoError(t, b.Delete(b.ctx, created.ID, ""))
		entries, _, err := b.History.List(b.ctx, audit.Subject{Noun: audit.Customer, ID: created.ID}, 10, "")
		require.NoError(t, err)
		require.Len(t, entries, 2)
		assert.Equal(t, "CUSTOMER_DELETED", entries[0].Action)
	})
}

func text(value string) *apiv1.HistoryValue {
	return &apiv1.HistoryValue{Value: &apiv1.HistoryValue_Text{Text: value}}
}
