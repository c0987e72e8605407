package server

import (
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/erp/changes"
	"github.com/kartoteka/kartoteka/internal/erp/conflict"
	"github.com/kartoteka/kartoteka/internal/erp/push"
	"github.com/kartoteka/kartoteka/internal/erp/snapshot"
	"github.com/kartoteka/kartoteka/internal/erp/source"
)

// contractorSync is the ERP's side. Each package that has a part in it serves its own methods.
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

// sourceSystems is the staff's view of the same.
func (s *Services) sourceSystems() kartotekav1connect.SourceSystemServiceHandler {
	return struct {
		*sources
		*snapshots
		*tray
		*consumers
	}{
		sources:   source.NewHandler(s.Sources),
		snapshots: snapshot.NewStaffHandler(s.Snapshots),
		tray:      conflict.NewHandler(s.Conflicts),
		consumers: changes.NewConsumerHandler(s.Changes),
	}
}

// The parts, by names that do not meet when they are embedded.
type (
	pushing      = push.Handler
	ownRuns      = source.SyncHandler
	ownSnapshots = snapshot.Handler
	sources      = source.Handler
	snapshots    = snapshot.StaffHandler
	tray         = conflict.Handler
	pulling      = changes.Handler
	consumers    = changes.ConsumerHandler
)
