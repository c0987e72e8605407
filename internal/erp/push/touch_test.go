package push_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

func TestAHashStandsForItsContent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		made := b.result(t, company(1, func(c *apiv1.Contractor) { c.SourceRevision = "1" }))
		require.Len(t, made.GetContentHash(), 32)
		touch := func(revision, hash string) *apiv1.Contractor {
			return &apiv1.Contractor{ExternalId: "c-1", SourceRevision: revision, ClientHash: hash}
		}
		before := b.dump(t)
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, touch("1", made.GetContentHash())))
		assert.Equal(t, before, b.dump(t))
		assert.Equal(t, []string{"UNCHANGED"}, b.push(t, touch("3", made.GetContentHash())))
		assert.Equal(t, []string{"STALE"}, b.push(t, company(1, func(c *apiv1.Contractor) { c.SourceRevision = "2" })), "the newer revision is remembered")
		assert.Equal(t, []string{"REJECTED clientHash:CONTENT_REQUIRED"}, b.push(t, touch("4", "0123")))
		assert.Equal(t, []string{"REJECTED clientHash:CONTENT_REQUIRED"}, b.push(t, &apiv1.Contractor{ExternalId: "new", ClientHash: made.GetContentHash()}))
		changed := b.result(t, company(1, func(c *apiv1.Contractor) {
			c.SourceRevision, c.Name, c.ClientHash = "5", new("Ryba"), made.GetContentHash()
		}))
		assert.Equal(t, []string{"name"}, changed.GetChangedFields(), "fields that came along are looked at")
	})
}

func TestAContractorThatReturnsIsNoLongerAbsent(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		record := func(revision string) *apiv1.Contractor {
			return company(1, func(c *apiv1.Contractor) { c.SourceRevision = revision })
		}
		b.push(t, record("5"))
		for revision, is := range map[string]string{"5": "the same", "4": "an older", "6": "a newer"} {
			b.vanish(t, "c-1")
			require.Equal(t, customer.BlockedByERP, b.find(t, "c-1").Status())
			result := b.result(t, record(revision))
			assert.Equal(t, []string{"active"}, result.GetChangedFields(), is)
			assert.Equal(t, customer.Active, b.find(t, "c-1").Status(), is)
			assert.NotEqual(t, apiv1.Outcome_OUTCOME_UPDATED, b.result(t, record(revision)).GetOutcome(), "once is enough")
		}
	})
}

// vanish is what a snapshot does to a contractor that it was without.
func (b bundle) vanish(t *testing.T, externalID string) {
	t.Helper()
	before := b.find(t, externalID)
	after := before.Clone()
	after.SetAbsentFromERP("OPTIMA", true, b.clock.Now())
	require.NoError(t, b.db.InTx(t.Context(), func(ctx context.Context) error {
		return b.customers.Commit(ctx, customer.Edit{Before: before, After: after})
	}))
	b.db.Client(t.Context()).Identity.Update().SetAbsent(true).ExecX(t.Context())
}

func TestSessionsKeepPushesInOrder(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		push := func(session uuid.UUID, seq int64, n int) error {
			_, err := b.handler.PushContractors(b.erp, &apiv1.PushContractorsRequest{
				SessionId: session.String(), SessionSeq: seq, Contractors: []*apiv1.Contractor{company(n)},
			})
			return err
		}
		first, seq, err := b.sync.OpenSession(b.erp, uuid.Nil)
		require.NoError(t, err)
		assert.Zero(t, seq)
		require.NoError(t, push(first, 1, 1))
		for _, wrong := range []int64{0, 1, 3} {
			err := push(first, wrong, 2)
			f := faulttest.Require(t, err, fault.Precondition, "SESSION_SEQ_UNEXPECTED")
			assert.Equal(t, "2", f.Metadata["expected_seq"])
		}
		require.NoError(t, push(first, 2, 2))
		resumed, seq, err := b.sync.OpenSession(b.erp, first)
		require.NoError(t, err)
		assert.Equal(t, first, resumed)
		assert.EqualValues(t, 2, seq)

		second, _, err := b.sync.OpenSession(b.erp, uuid.Nil)
		require.NoError(t, err)
		faulttest.Require(t, push(first, 3, 3), fault.Precondition, "SESSION_SUPERSEDED")
		_, _, err = b.sync.OpenSession(b.erp, first)
		faulttest.Require(t, err, fault.Precondition, "SESSION_SUPERSEDED")
		faulttest.Require(t, b.sync.CloseSession(b.erp, first), fault.Precondition, "SESSION_SUPERSEDED")
		require.NoError(t, push(second, 1, 3))
		info, err := b.handler.GetSyncInfo(b.erp, nil)
		require.NoError(t, err)
		assert.Equal(t, second.String(), info.GetSessionId())
		assert.EqualValues(t, 1, info.GetSessionSeq())
		require.NoError(t, b.sync.CloseSession(b.erp, second))
		require.NoError(t, b.sync.CloseSession(b.erp, second))
		faulttest.Require(t, push(second, 2, 4), fault.Precondition, "SESSION_SUPERSEDED")
		assert.Equal(t, []string{"CREATED"}, b.push(t, company(4)), "pushes outside sessions go on")
	})
}

// A push that fails leaves its session where it was.
func TestAFailedPushIsNotCounted(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		session, _, err := b.sync.OpenSession(b.erp, uuid.Nil)
		require.NoError(t, err)
		request := &apiv1.PushContractorsRequest{
			SessionId: session.String(), SessionSeq: 1, AllOrNothing: true, Contractors: []*apiv1.Contractor{{ExternalId: "bad"}},
		}
		_, err = b.handler.PushContractors(b.erp, request)
		faulttest.Require(t, err, fault.Conflict, "BATCH_REJECTED")
		request.AllOrNothing, request.ValidateOnly = false, true
		_, err = b.handler.PushContractors(b.erp, request)
		require.NoError(t, err)
		_, seq, err := b.sync.OpenSession(b.erp, session)
		require.NoError(t, err)
		assert.Zero(t, seq)
	})
}

func TestHashesOfAllContractors(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		var want []*apiv1.ContractorHash
		for n := 1; n <= 5; n++ {
			active := n != 3
			result := b.result(t, company(n, func(c *apiv1.Contractor) { c.Active, c.SourceRevision = &active, "7" }))
			want = append(want, &apiv1.ContractorHash{
				ExternalId: result.GetExternalId(), ContentHash: result.GetContentHash(), SourceRevision: "7", Active: active,
			})
		}
		for _, size := range []int32{0, 1, 2, 5, 6} {
			var got []*apiv1.ContractorHash
			request := &apiv1.ListContractorHashesRequest{PageSize: size}
			for {
				answer, err := b.handler.ListContractorHashes(b.erp, request)
				require.NoError(t, err)
				got = append(got, answer.GetContractors()...)
				if request.PageToken = answer.GetNextPageToken(); request.GetPageToken() == "" {
					break
				}
				require.Len(t, answer.GetContractors(), int(size))
			}
			require.Len(t, got, len(want))
			for i := range want {
				assert.True(t, proto.Equal(want[i], got[i]), "%v", got[i])
			}
		}
	})
}
