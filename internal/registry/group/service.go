package group

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/form"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

// Dependencies are what the Service stands on.
type Dependencies struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Customers Customers
}

// Service keeps the groups and their members.
type Service struct {
	Dependencies

	store store
	kind  entity.Kind[Group]
}

// NewService returns the groups kept in the database.
func NewService(on Dependencies) *Service {
	s := &Service{Dependencies: on, store: store{db: on.DB}}
	s.kind = entity.Kind[Group]{
		DB: on.DB, Clock: on.Clock, History: on.History, Fields: fields, Get: s.store.get, Save: s.save,
		Stamp: func(group *Group) (uuid.UUID, *int64, *time.Time) { return group.ID, &group.Version, &group.UpdatedAt },
	}
	return s
}

// path is that of a group in the requests.
const path = "group."

// Create adds a group. Errors: GROUP_NAME_TAKEN, GROUP_CODE_TAKEN, SOURCE_SYSTEM_NOT_FOUND, and
// INVALID_FIELDS with those of Apply.
func (s *Service) Create(ctx context.Context, change Change) (Group, error) {
	var group Group
	err := fault.InvalidFields(fault.Within(path, group.Apply(form.Whole(change))))
	if err != nil {
		return Group{}, err
	}
	group.ID, group.Version, group.CreatedAt = id.New(), 1, s.Clock.Now()
	group.UpdatedAt = group.CreatedAt
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		codes, err := s.checkFree(ctx, group)
		if err != nil {
			return err
		}
		if err := table.Insert(ctx, s.DB, group); err != nil {
			return err
		}
		if err := codeTable.Insert(ctx, s.DB, codes...); err != nil {
			return err
		}
		if err := s.kind.Record(ctx, actionCreated, Group{}, group); err != nil {
			return err
		}
		return s.applyHeld(ctx, group, codes)
	})
	return group, err
}

// Update changes a group. An empty etag is not checked. Where nothing differs, nothing is written.
// Errors: GROUP_NOT_FOUND, ETAG_MISMATCH, and those of Create.
func (s *Service) Update(ctx context.Context, id uuid.UUID, etag string, change Change) (Group, error) {
	update := entity.Change{ID: id, ETag: etag, Action: actionUpdated}
	return s.kind.Change(ctx, update, func(_ context.Context, group *Group) error {
		return fault.InvalidFields(fault.Within(path, group.Apply(change)))
	})
}

func (s *Service) save(ctx context.Context, before, after Group) error {
	codes, err := s.checkFree(ctx, after)
	if err != nil {
		return err
	}
	if err := table.Update(ctx, s.DB, database.Revision[Group]{Before: before, After: after}); err != nil {
		return err
	}
	if after.SortOrder != before.SortOrder {
		if err := s.store.keepPastOrder(ctx, before, after.UpdatedAt); err != nil {
			return err
		}
	}
	if err := s.store.replaceCodes(ctx, after.ID, codes); err != nil {
		return err
	}
	return s.applyHeld(ctx, after, codes)
}

// Delete deletes a group that nobody is in and that no discount is for (GROUP-6). An empty etag is not
// checked. Errors: GROUP_NOT_FOUND, ETAG_MISMATCH, GROUP_IN_USE.
func (s *Service) Delete(ctx context.Context, id uuid.UUID, etag string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		group, err := s.kind.CheckOut(ctx, id, etag)
		if err != nil {
			return err
		}
		if err := s.checkUnused(ctx, id); err != nil {
			return err
		}
		if err := table.Delete(ctx, s.DB, group); err != nil { // its codes go with it
			return err
		}
		if err := s.store.keepPastOrder(ctx, group, s.Clock.Now()); err != nil {
			return err
		}
		return s.kind.Record(ctx, actionDeleted, group, Group{})
	})
}

// checkUnused refuses a group that has members or discounts.
func (s *Service) checkUnused(ctx context.Context, id uuid.UUID) error {
	members, err := s.store.countMembers(ctx, []uuid.UUID{id})
	if err != nil {
		return err
	}
	discounts, err := s.store.countDiscounts(ctx, id)
	if err != nil || members[id] == 0 && discounts == 0 {
		return err
	}
	return inUse(members[id], discounts)
}

// checkFree refuses a name or code that another group has, and returns the codes as they are kept.
func (s *Service) checkFree(ctx context.Context, group Group) ([]codeRow, error) {
	taken, err := s.store.isNameTaken(ctx, group)
	if err != nil {
		return nil, err
	}
	if taken {
		return nil, errNameTaken
	}
	codes, err := s.resolve(ctx, group)
	if err != nil {
		return nil, err
	}
	others, err := s.store.takenCodes(ctx, group.ID, codes)
	if err != nil {
		return nil, err
	}
	return codes, codesTaken(codes, others)
}

// resolve finds the source systems of the group's codes, in the order of the codes.
func (s *Service) resolve(ctx context.Context, group Group) ([]codeRow, error) {
	systems, err := s.store.sourceSystems(ctx, group.Codes)
	if err != nil {
		return nil, err
	}
	rows := make([]codeRow, len(group.Codes))
	var wrong []fault.Field
	for i, code := range group.Codes {
		system, found := systems[code.SourceSystem]
		if !found {
			wrong = append(wrong, fault.Field{
				Path:   fmt.Sprintf("%scodes[%d].sourceSystem", path, i),
				Reason: noSource, Text: "There is no such source system.",
			})
		}
		rows[i] = codeRow{groupID: group.ID, sourceID: system, code: code.Code}
	}
	return rows, fault.InvalidFields(wrong)
}

var errNameTaken = fault.Taken(path+"name", "GROUP_NAME_TAKEN", "Another group has this name.")

// Reasons that both the group itself and what is there already can give.
const (
	codeTaken = "GROUP_CODE_TAKEN"
	noSource  = "SOURCE_SYSTEM_NOT_FOUND"
)

// codesTaken names the codes that others have; it is no error where none of them has any.
func codesTaken(codes []codeRow, others map[codeRow]bool) error {
	const text = "Another group has this code."
	var wrong []fault.Field
	for i, code := range codes {
		if others[codeRow{sourceID: code.sourceID, code: code.code}] {
			wrong = append(wrong, fault.Field{Path: fmt.Sprintf("%scodes[%d].code", path, i), Reason: codeTaken, Text: text})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.AlreadyExists, Reason: codeTaken, Text: text, Fields: wrong}
}

func inUse(members, discounts int) error {
	return fault.New(fault.Precondition, "GROUP_IN_USE",
		fmt.Sprintf("The group is in use (members: %d, discounts: %d): move the members and end the discounts first.", members, discounts)).
		With("members", strconv.Itoa(members)).With("discounts", strconv.Itoa(discounts))
}
