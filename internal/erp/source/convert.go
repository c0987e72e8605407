package source

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
	"github.com/kartoteka/kartoteka/internal/platform/reject"
)

var toAPIRecordKind = map[reject.Kind]apiv1.SyncRecordKind{
	reject.Contractor: apiv1.SyncRecordKind_SYNC_RECORD_KIND_CONTRACTOR,
	reject.Discount:   apiv1.SyncRecordKind_SYNC_RECORD_KIND_DISCOUNT,
}

// editable are the fields that an update mask can name. The code is not among them: only a new source system takes one.
var editable = mask.Table[Change, *apiv1.SourceSystem]{
	"name":      func(c *Change, api *apiv1.SourceSystem) { c.Name = &api.Name },
	"ownership": func(c *Change, api *apiv1.SourceSystem) { c.Ownership = new(fromAPIOwnership(api.GetOwnership())) },
	"match_by":  func(c *Change, api *apiv1.SourceSystem) { c.MatchBy = new(fromAPIMatchBy[api.GetMatchBy()]) },
	"unknown_groups": func(c *Change, api *apiv1.SourceSystem) {
		c.UnknownGroups = new(fromAPIUnknownGroups[api.GetUnknownGroups()])
	},
}

func toAPISystem(s System) *apiv1.SourceSystem {
	api := &apiv1.SourceSystem{
		Id:              s.ID.String(),
		Code:            s.Code,
		Name:            s.Name,
		LastContactTime: clock.ToAPI(s.LastContactAt),
		CustomerCount:   s.CustomerCount,
		RejectCount:     s.RejectCount,
		ConflictCount:   s.ConflictCount,
		CreateTime:      clock.ToAPI(s.CreatedAt),
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
		Time:       clock.ToAPI(r.At),
		Times:      r.Times,
		RunId:      id.Text(r.RunID),
		Outcome:    intake.ToAPIOutcome(r.Outcome),
		CustomerId: id.Text(r.CustomerID),

		FieldViolations: intake.ToAPIViolations(r.Violations),
	}
}
