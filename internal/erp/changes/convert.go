package changes

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
	"github.com/kartoteka/kartoteka/internal/registry/employee"
)

var kinds = map[feed.Kind]apiv1.ChangeKind{
	feed.Upsert:     apiv1.ChangeKind_CHANGE_KIND_UPSERT,
	feed.Block:      apiv1.ChangeKind_CHANGE_KIND_BLOCK,
	feed.Anonymized: apiv1.ChangeKind_CHANGE_KIND_ANONYMIZED,
	feed.Merged:     apiv1.ChangeKind_CHANGE_KIND_MERGED,
	feed.Deleted:    apiv1.ChangeKind_CHANGE_KIND_DELETED,
}

var actors = map[auth.Kind]string{
	auth.Staff: "staff", auth.ERP: "erp", auth.APIKey: "key", auth.Program: "system", auth.Anonymous: "system",
}

// toAPIChanges returns changes with the fields of their states that the read mask selects. Changes of
// one customer share its state.
func toAPIChanges(changes []Change, wanted fields) []*apiv1.Change {
	states := map[*Record]*apiv1.CustomerState{}
	all := make([]*apiv1.Change, len(changes))
	for i, change := range changes {
		all[i] = toAPIChange(change)
		if change.Record == nil {
			continue
		}
		if states[change.Record] == nil {
			states[change.Record] = toAPIState(change.Record, wanted)
		}
		all[i].State = states[change.Record]
	}
	return all
}

func toAPIChange(change Change) *apiv1.Change {
	return &apiv1.Change{
		EventId: change.ID.String(), CustomerId: change.CustomerID.String(), Version: change.Version,
		Kind: kinds[change.Kind], ChangedFields: change.ChangedFields,
		Origin: &apiv1.ChangeOrigin{
			Actor: actors[change.ActorKind], SourceSystem: change.SourceSystem, SourceRevision: change.SourceRevision,
		},
		Time: timestamppb.New(change.At), ExternalIds: change.ExternalIDs,
	}
}

// toAPIState returns the selected fields of a customer. It always contains the version, by which readers
// can compare two states.
func toAPIState(record *Record, wanted fields) *apiv1.CustomerState {
	state := &apiv1.CustomerState{Customer: customer.ToAPIDetail(record.Customer), Groups: record.Groups}
	for _, address := range record.Addresses {
		state.Addresses = append(state.Addresses, customer.ToAPIAddress(address))
	}
	for _, one := range record.Employees {
		state.Employees = append(state.Employees, employee.ToAPIEmployee(one))
	}
	wanted.keepIn(state.ProtoReflect())
	state.Version = record.Customer.Version
	return state
}

func toAPIConsumer(sourceSystemID string, consumer feed.Consumer) *apiv1.FeedConsumer {
	api := &apiv1.FeedConsumer{
		SourceSystemId: sourceSystemID, Name: consumer.Name,
		AckTime: timestamppb.New(consumer.AckedAt), Backlog: consumer.Backlog,
	}
	if !consumer.OldestAt.IsZero() {
		api.OldestTime = timestamppb.New(consumer.OldestAt)
	}
	return api
}
