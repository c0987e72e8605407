package webhook

import (
	"context"
	"reflect"

	"code.dny.dev/ssrf"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

var (
	errNotFound       = fault.New(fault.NotFound, "WEBHOOK_NOT_FOUND", "There is no such webhook.")
	errSourceNotFound = fault.New(fault.NotFound, "SOURCE_SYSTEM_NOT_FOUND", "There is no such source system.")
	errTooMany        = fault.New(fault.Precondition, "TOO_MANY_WEBHOOKS", "The source system has as many webhooks as it may have.")
)

// Dependencies are what the Service is made with.
type Dependencies struct {
	DB      *database.DB
	Clock   clock.Clock
	History *audit.Log
	Jobs    *jobs.Jobs
	Network Network
}

// Service keeps and pokes webhooks.
type Service struct {
	Dependencies

	store  store
	guard  *ssrf.Guardian
	caller *caller
}

// NewService returns the use cases.
func NewService(on Dependencies) *Service {
	guard := newGuard(on.Network.Networks)
	s := &Service{
		Dependencies: on, store: store{db: on.DB}, guard: guard, caller: newCaller(on.Network, guard, on.Clock),
	}
	s.registerJobs()
	return s
}

// Create adds a webhook to a source system and returns its secret, which is never shown again. It is
// poked for events from now on.
//
// Errors: SOURCE_SYSTEM_NOT_FOUND, TOO_MANY_WEBHOOKS, URL_INVALID, URL_NOT_HTTPS, ADDRESS_NOT_PUBLIC.
func (s *Service) Create(ctx context.Context, sourceSystemID uuid.UUID, address string) (created Webhook, secret string, err error) {
	if err := fault.InvalidFields(checkURL(s.guard, address)); err != nil {
		return Webhook{}, "", err
	}
	created = Webhook{
		ID: id.New(), SourceSystemID: sourceSystemID, Version: 1, URL: address, CreatedAt: s.Clock.Now(), secret: newSecret(),
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) (err error) {
		if err := s.store.lockSource(ctx, sourceSystemID); err != nil {
			return err
		}
		count, err := s.store.count(ctx, sourceSystemID)
		if err != nil {
			return err
		}
		if count >= most {
			return errTooMany
		}
		if created.poked, err = s.store.head(ctx); err != nil {
			return err
		}
		if err := s.store.insert(ctx, created); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: created.ID, Action: "WEBHOOK_CREATED", Changes: []audit.Change{{Field: "url", New: audit.Text(origin(created.URL))}}})
	})
	if err != nil {
		return Webhook{}, "", err
	}
	return created, showSecret(created.secret), nil
}

// UpdateInput changes a webhook; an empty ETag is not checked.
type UpdateInput struct {
	ID      uuid.UUID
	ETag    string
	URL     *string
	Enabled *bool
}

// Update changes the URL of a webhook, or enables or disables it. After it was enabled, it is poked if
// it has missed events.
//
// Errors: WEBHOOK_NOT_FOUND, ETAG_MISMATCH, URL_INVALID, URL_NOT_HTTPS, ADDRESS_NOT_PUBLIC.
func (s *Service) Update(ctx context.Context, in UpdateInput) (saved Webhook, err error) {
	if in.URL != nil {
		if err := fault.InvalidFields(checkURL(s.guard, *in.URL)); err != nil {
			return Webhook{}, err
		}
	}
	return s.change(ctx, in.ID, "WEBHOOK_UPDATED", func(before Webhook) (Webhook, error) {
		if err := fault.CheckETag(in.ETag, before.ETag()); err != nil {
			return Webhook{}, err
		}
		after := before
		if in.URL != nil && *in.URL != before.URL {
			after.URL = *in.URL
			after = after.reset()
		}
		switch {
		case in.Enabled == nil || *in.Enabled == before.IsEnabled():
		case *in.Enabled:
			after = after.enable()
		default:
			after = after.disable(ByStaff, s.Clock.Now())
		}
		return after, nil
	})
}

// RotateSecret gives a webhook a new secret and returns it. The old secret signs too for a day.
// Errors: WEBHOOK_NOT_FOUND.
func (s *Service) RotateSecret(ctx context.Context, webhookID uuid.UUID) (rotated Webhook, secret string, err error) {
	fresh := newSecret()
	rotated, err = s.change(ctx, webhookID, "WEBHOOK_SECRET_ROTATED", func(before Webhook) (Webhook, error) {
		return before.rotate(fresh, s.Clock.Now()), nil
	})
	if err != nil {
		return Webhook{}, "", err
	}
	return rotated, showSecret(fresh), nil
}

// change applies a rule to a webhook, and saves it with its history.
func (s *Service) change(
	ctx context.Context, webhookID uuid.UUID, action string, rule func(Webhook) (Webhook, error),
) (saved Webhook, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		before, err := s.store.get(ctx, webhookID)
		if err != nil {
			return err
		}
		if saved, err = rule(before); err != nil || reflect.DeepEqual(saved, before) {
			return err
		}
		saved.Version++
		if err := s.store.update(ctx, saved, s.Clock.Now()); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{
			SubjectID: webhookID, Action: action, Changes: audit.Diff(fields, before, saved),
		})
	})
	if err != nil {
		return Webhook{}, err
	}
	return saved, nil
}

// Delete deletes a webhook with its deliveries. Errors: WEBHOOK_NOT_FOUND.
func (s *Service) Delete(ctx context.Context, webhookID uuid.UUID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		found, err := s.store.get(ctx, webhookID)
		if err != nil {
			return err
		}
		if err := s.store.delete(ctx, webhookID); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{
			SubjectID: webhookID, Action: "WEBHOOK_DELETED", Changes: []audit.Change{{Field: "url", Old: audit.Text(origin(found.URL))}},
		})
	})
}
