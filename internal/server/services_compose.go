package server

import (
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
)

// contractorSync is the service that ERPs call. Each package serves its own methods of it.
func (s *Services) contractorSync() kartotekav1connect.ContractorSyncServiceHandler {
	return struct {
		*pushing
		*ownRuns
		*ownSnapshots
		*pulling
	}{
		pushing:      push.NewHandler(s.Sync, s.replies),
		ownRuns:      source.NewSyncHandler(s.Sources),
		ownSnapshots: snapshot.NewHandler(s.Snapshots, s.replies),
		pulling:      changes.NewHandler(s.Changes),
	}
}

// sourceSystems is the service that staff call for the same records.
func (s *Services) sourceSystems() kartotekav1connect.SourceSystemServiceHandler {
	return struct {
		*sources
		*snapshots
		*conflicts
		*consumers
	}{
		sources:   source.NewHandler(s.Sources),
		snapshots: snapshot.NewStaffHandler(s.Snapshots),
		conflicts: conflict.NewHandler(s.Conflicts, s.History),
		consumers: changes.NewConsumerHandler(s.Changes),
	}
}

// The parts, under names that differ, so that one struct can embed them all.
type (
	pushing      = push.Handler
	ownRuns      = source.SyncHandler
	ownSnapshots = snapshot.Handler
	sources      = source.Handler
	snapshots    = snapshot.StaffHandler
	conflicts    = conflict.Handler
	pulling      = changes.Handler
	consumers    = changes.ConsumerHandler
)
