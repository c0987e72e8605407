package group

import (
	"context"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// Deps is what the service works with.
type Deps struct {
	DB        *database.DB
	Clock     clock.Clock
	History   *audit.Log
	Customers Customers
}

// Service keeps the groups and their members.
type Service struct {
	db        *database.DB
	clock     clock.Clock
	history   *audit.Log
	customers Customers
	store     store
}

// NewService returns the groups kept in the database.
func NewService(deps Deps) *Service {
	return &Service{
		db: deps.DB, clock: deps.Clock, history: deps.History, customers: deps.Customers,
		store: store{db: deps.DB},
	}
}

// Create adds a group like the given one.
func (s *Service) Create(ctx context.Context, group Group) (Group, error) {
	group, err := group.Canonical()
	if err != nil {
		return Group{}, err
	}
	group.ID, group.Version = id.New(), 1
	group.CreatedAt = s.clock.Now()
	group.UpdatedAt = group.CreatedAt
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		codes, err := s.checkFree(ctx, group)
		if err != nil {
			return err
		}
		if err := s.store.insert(ctx, group); err != nil {
			return err
		}
		if err := s.store.insertCodes(ctx, codes); err != nil {
			return err
		}
		if err := s.record(ctx, actionCreated, Group{}, group); err != nil {
			return err
		}
		return s.applyHeld(ctx, group, codes)
	})
	return group, err
}

// Update is a change of some fields of a group.
type Update struct {
	ID     uuid.UUID
	ETag   string // as the caller has seen it; not checked when empty
	Mask   []string
	Values Group
}

// Update changes the fields that the mask names. Where nothing differs, nothing is written.
func (s *Service) Update(ctx context.Context, update Update) (Group, error) {
	var group Group
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		current, err := s.store.get(ctx, update.ID)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(update.ETag, current.ETag()); err != nil {
			return err
		}
		if group, err = current.With(update.Mask, update.Values); err != nil {
			return err
		}
		if group, err = group.Canonical(); err != nil || len(audit.Diff(fields, current, group)) == 0 {
			return err
		}
		return s.save(ctx, current, &group)
	})
	return group, err
}

func (s *Service) save(ctx context.Context, current Group, group *Group) error {
	codes, err := s.checkFree(ctx, *group)
	if err != nil {
		return err
	}
	group.Version, group.UpdatedAt = current.Version+1, s.clock.Now()
	if err := s.store.update(ctx, *group); err != nil {
		return err
	}
	if group.SortOrder != current.SortOrder {
		if err := s.store.keepPastOrder(ctx, current, group.UpdatedAt); err != nil {
			return err
		}
	}
	if err := s.store.replaceCodes(ctx, group.ID, codes); err != nil {
		return err
	}
	if err := s.record(ctx, actionUpdated, current, *group); err != nil {
		return err
	}
	return s.applyHeld(ctx, *group, codes)
}

// Delete deletes a group that nobody is in and that no discount is for (GROUP-6). An empty etag is not checked.
func (s *Service) Delete(ctx context.Context, id uuid.UUID, etag string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		group, err := s.store.get(ctx, id)
		if err != nil {
			return err
		}
		if err := fault.CheckETag(etag, group.ETag()); err != nil {
			return err
		}
		if err := s.checkUnused(ctx, id); err != nil {
			return err
		}
		if err := s.store.delete(ctx, group); err != nil {
			return err
		}
		if err := s.store.keepPastOrder(ctx, group, s.clock.Now()); err != nil {
			return err
		}
		return s.record(ctx, actionDeleted, group, Group{ID: id})
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
		return nil, nameTaken()
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
				Path:   fmt.Sprintf("group.codes[%d].sourceSystem", i),
				Reason: noSource, Text: "There is no such source system.",
			})
		}
		rows[i] = codeRow{groupID: group.ID, sourceID: system, code: code.Code}
	}
	return rows, fault.InvalidFields(wrong)
}

func (s *Service) record(ctx context.Context, action string, before, after Group) error {
	return s.history.Record(ctx, audit.Entry{SubjectID: after.ID, Action: action, Changes: audit.Diff(fields, before, after)})
}

func nameTaken() error {
	const reason, text = "GROUP_NAME_TAKEN", "Another group has this name."
	return &fault.Fault{
		Kind: fault.AlreadyExists, Reason: reason, Text: text,
		Fields: []fault.Field{{Path: "group.name", Reason: reason, Text: text}},
	}
}

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
			wrong = append(wrong, fault.Field{Path: fmt.Sprintf("group.codes[%d].code", i), Reason: codeTaken, Text: text})
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
