package source

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

var toAPIRecordKind = map[reject.Kind]apiv1.SyncRecordKind{
	reject.Contractor: apiv1.SyncRecordKind_SYNC_RECORD_KIND_CONTRACTOR,
	reject.Discount:   apiv1.SyncRecordKind_SYNC_RECORD_KIND_DISCOUNT,
}

// editable are the fields that an update mask can name.
var editable = mask.Table[UpdateInput, *apiv1.SourceSystem]{
	"name": func(in *UpdateInput, api *apiv1.SourceSystem) { in.Change.Name = &api.Name },
	"ownership": func(in *UpdateInput, api *apiv1.SourceSystem) {
		in.Change.Ownership = fromAPIOwnership(api.GetOwnership())
	},
	"match_by": func(in *UpdateInput, api *apiv1.SourceSystem) {
		matchBy := fromAPIMatchBy[api.GetMatchBy()]
		in.Change.MatchBy = &matchBy
	},
	"unknown_groups": func(in *UpdateInput, api *apiv1.SourceSystem) {
		unknown := fromAPIUnknownGroups[api.GetUnknownGroups()]
		in.Change.UnknownGroups = &unknown
	},
}

func fromAPIUpdate(req *apiv1.UpdateSourceSystemRequest) (UpdateInput, error) {
	api := req.GetSourceSystem()
	return editable.Apply(req.GetUpdateMask().GetPaths(), UpdateInput{ID: id.OrNil(api.GetId()), ETag: api.GetEtag()}, api)
}

func toAPISystem(s System) *apiv1.SourceSystem {
	api := &apiv1.SourceSystem{
		Id:              s.ID.String(),
		Code:            s.Code,
		Name:            s.Name,
		LastContactTime: toAPITime(s.LastContactAt),
		CustomerCount:   s.CustomerCount,
		RejectCount:     s.RejectCount,
		ConflictCount:   s.ConflictCount,
		CreateTime:      toAPITime(s.CreatedAt),
		Etag:            s.ETag(),
		Ownership:       ToAPIOwnership(s.Ownership),
		MatchBy:         toAPIMatchBy[s.MatchBy],
		UnknownGroups:   toAPIUnknownGroups[s.UnknownGroups],
	}
	if s.Snapshot != nil {
		api.Snapshot = ToAPIRun(*s.Snapshot)
	}
	for _, held := range s.HeldGroups {
		api.HeldGroups = append(api.HeldGroups, &apiv1.HeldGroup{Name: held.Name, CustomerCount: held.CustomerCount})
	}
	return api
}

func toAPIReject(r Reject) *apiv1.SyncReject {
	return &apiv1.SyncReject{
		Kind:       toAPIRecordKind[r.Kind],
		ExternalId: r.ExternalID,
		Time:       toAPITime(r.At),
		Times:      r.Times,
		RunId:      id.Text(r.RunID),
		Outcome:    intake.ToAPIOutcome(r.Outcome),
		CustomerId: id.Text(r.CustomerID),

		FieldViolations: intake.ToAPIViolations(r.Violations),
	}
}

func toAPITime(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}
