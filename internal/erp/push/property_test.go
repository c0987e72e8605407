package push_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// however revisions are shuffled, doubled and delayed, the newest one stands in the end.
func TestTheNewestRevisionStands(t *testing.T) {
	t.Parallel()
	const contractors, revisions = 100, 8
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, b, streams := scale.Start(t, "R-9"), setup(t, db), scale.Of(1, 1000)
		c.Saw("%d sequences of %d revisions, the newest stands after each", contractors*streams, revisions)
		for number := range streams {
			random := c.Stream(number)
			var stream []*apiv1.Contractor
			for n := range contractors {
				for revision := range revisions {
					for range 1 + random.IntN(2) {
						stream = append(stream, revised(number, n, revision+1))
					}
				}
			}
			random.Shuffle(len(stream), func(i, j int) { stream[i], stream[j] = stream[j], stream[i] })
			for len(stream) > 0 {
				var batch, later []*apiv1.Contractor
				size, seen := 1+random.IntN(contractors), map[string]bool{} // a push takes no contractor twice
				for _, one := range stream {
					if len(batch) == size || seen[one.GetExternalId()] {
						later = append(later, one)
						continue
					}
					seen[one.GetExternalId()], batch = true, append(batch, one)
				}
				stream = later
				for _, outcome := range b.push(t, batch...) {
					require.Contains(t, []string{"CREATED", "UPDATED", "UNCHANGED", "STALE"}, outcome)
				}
			}
			for n := range contractors {
				saved := b.find(t, revised(number, n, 1).GetExternalId())
				require.Equal(t, fmt.Sprint("Revision ", revisions), saved.Name, "stream %d", number)
			}
		}
	})
}

func revised(stream, n, revision int) *apiv1.Contractor {
	return &apiv1.Contractor{
		ExternalId: fmt.Sprintf("r-%d-%d", stream, n), SourceRevision: strconv.Itoa(revision),
		Kind: apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(), Name: proto.String(fmt.Sprint("Revision ", revision)),
	}
}

// a dry run tells what the real run does, and leaves nothing behind.
func TestADryRunTellsWhatTheRealRunDoes(t *testing.T) {
	t.Parallel()
	const batches = 12
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		c, b, streams := scale.Start(t, "R-22"), setup(t, db), scale.Of(6, 417)
		c.Saw("%d batches, dry and real alike", streams*batches)
		for number := range streams {
			random := c.Stream(number)
			for step := range batches {
				request := &apiv1.PushContractorsRequest{ValidateOnly: true, Contractors: anyBatch(random)}
				before := b.dump(t)
				dry, err := b.handler.PushContractors(b.erp, request)
				require.NoError(t, err)
				require.Equal(t, before, b.dump(t), "stream %d step %d", number, step)
				request.ValidateOnly = false
				wet, err := b.handler.PushContractors(b.erp, request)
				require.NoError(t, err)
				require.Equal(t, outcomes(dry), outcomes(wet), "stream %d step %d", number, step)
				for i := range dry.GetResults() {
					require.Equal(t, dry.GetResults()[i].GetChangedFields(), wet.GetResults()[i].GetChangedFields())
					require.ElementsMatch(t, dry.GetResults()[i].GetWarnings(), wet.GetResults()[i].GetWarnings())
					require.Equal(t, dry.GetResults()[i].GetContentHash(), wet.GetResults()[i].GetContentHash())
				}
				require.True(t, proto.Equal(dry.GetSummary(), wet.GetSummary()))
			}
		}
	})
}

// anyBatch is some of twenty contractors, each with something right or wrong about it.
func anyBatch(random *rand.Rand) []*apiv1.Contractor {
	twists := []func(*apiv1.Contractor){
		func(*apiv1.Contractor) {},
		func(c *apiv1.Contractor) { c.Name = proto.String(fmt.Sprint("Name ", random.IntN(4))) },
		func(c *apiv1.Contractor) { c.Kind = nil },
		func(c *apiv1.Contractor) { c.TaxId = proto.String("5250001027") },
		func(c *apiv1.Contractor) { c.Email = proto.String(fmt.Sprintf("c%d@shop.example", random.IntN(20))) },
		func(c *apiv1.Contractor) { c.Groups = []string{fmt.Sprint("Group ", random.IntN(5))} },
		func(c *apiv1.Contractor) { c.Active = proto.Bool(random.IntN(2) == 0) },
		func(c *apiv1.Contractor) { c.SourceRevision = strconv.Itoa(random.IntN(5)) },
		func(c *apiv1.Contractor) { c.Phone = proto.String("not a phone") },
		func(c *apiv1.Contractor) { c.ClearFields = []string{"groups", "email"} },
		func(c *apiv1.Contractor) { c.AccountManager = proto.String("nobody") },
		func(c *apiv1.Contractor) { c.Addresses = nil },
	}
	batch := make([]*apiv1.Contractor, 1+random.IntN(8))
	for i := range batch {
		batch[i] = company(random.IntN(20))
		for range random.IntN(3) {
			twists[random.IntN(len(twists))](batch[i])
		}
	}
	return batch
}
