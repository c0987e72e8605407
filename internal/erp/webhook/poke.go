package webhook

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/jobs"
)

// lookInterval is how often the feed is compared with what the webhooks know.
const lookInterval = 5 * time.Second

// looking is the job that finds webhooks to poke.
type looking struct{}

// Kind implements jobs.Args.
func (looking) Kind() string { return "webhook_look" }

// poking is the job that pokes one webhook.
type poking struct {
	WebhookID uuid.UUID `json:"webhookId"`
}

// Kind implements jobs.Args.
func (poking) Kind() string { return "webhook_poke" }

func (s *Service) registerJobs() {
	jobs.Register(s.Jobs, s.look)
	jobs.Register(s.Jobs, s.poke)
	s.Jobs.Every(lookInterval, looking{})
}

// look enqueues a poke for each webhook that does not know the newest position of the feed. If its own
// source system caused all newer events, the position is only recorded.
func (s *Service) look(ctx context.Context, _ looking) error {
	behind, err := s.store.behind(ctx, s.Clock.Now())
	if err != nil {
		return err
	}
	var echoed []uuid.UUID
	for _, one := range behind {
		if !one.isNews {
			echoed = append(echoed, one.webhookID)
			continue
		}
		if err := s.Jobs.EnqueueOnce(ctx, poking{WebhookID: one.webhookID}); err != nil {
			return err
		}
	}
	if len(echoed) == 0 {
		return nil
	}
	return s.store.skip(ctx, echoed, behind[0].head)
}

// poke tells one webhook that the feed has moved. If the process ends in the middle, the poke is
// repeated with the same message id. A failed poke is no failed job, because the queue would give up
// after an hour; the webhook itself keeps the time of the next attempt.
func (s *Service) poke(ctx context.Context, job poking) error {
	found, err := s.store.behindOf(ctx, s.Clock.Now(), job.WebhookID)
	if err != nil || found == nil || !found.isNews {
		return err
	}
	w, ok, err := s.store.find(ctx, job.WebhookID)
	if err != nil || !ok {
		return err
	}
	m, err := newMessage(idOf(w.ID, found.head), feedMoved, w.SourceSystem, s.Clock.Now())
	if err != nil {
		return err
	}
	out, err := s.caller.send(ctx, w, m)
	if err != nil {
		return err
	}
	return s.settle(ctx, w, found.head, out)
}

// settle saves the outcome of a poke. If staff have changed the webhook meanwhile, only the delivery is
// saved.
func (s *Service) settle(ctx context.Context, called Webhook, told mark, out Outcome) error {
	now := s.Clock.Now()
	after := called.after(out, told, now)
	if !after.IsEnabled() {
		after.Version++
	}
	var isDisabled bool
	err := s.DB.InTx(auth.With(ctx, auth.System()), func(ctx context.Context) error {
		saved, err := s.store.settle(ctx, called.Version, after, now)
		if err != nil {
			return err
		}
		delivery := Delivery{ID: id.New(), At: now, Attempt: called.Attempts + 1, Outcome: out}
		isDisabled = saved && !after.IsEnabled()
		if err := s.store.addDelivery(ctx, called.ID, delivery); err != nil || !isDisabled {
			return err
		}
		return s.History.Record(ctx, audit.Entry{
			SubjectID: called.ID, Action: "WEBHOOK_DISABLED", Changes: audit.Diff(fields, called, after),
		})
	})
	if err == nil && isDisabled {
		zerolog.Ctx(ctx).Warn().Stringer("webhook", called.ID).Str("reason", string(after.DisabledReason)).Msg("webhook disabled")
	}
	return err
}

// SendTest pokes a webhook now, in any state, and does not change it.
// Errors: WEBHOOK_NOT_FOUND.
func (s *Service) SendTest(ctx context.Context, webhookID uuid.UUID) (Delivery, error) {
	w, err := s.store.get(ctx, webhookID)
	if err != nil {
		return Delivery{}, err
	}
	m, err := newMessage(id.New(), feedTest, w.SourceSystem, s.Clock.Now())
	if err != nil {
		return Delivery{}, err
	}
	out, err := s.caller.send(ctx, w, m)
	if err != nil {
		return Delivery{}, err
	}
	delivery := Delivery{ID: id.New(), At: m.at, IsTest: true, Attempt: 1, Outcome: out}
	err = s.DB.InTx(ctx, func(ctx context.Context) error { return s.store.addDelivery(ctx, webhookID, delivery) })
	return delivery, err
}
