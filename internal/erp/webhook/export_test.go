package webhook

import (
	"context"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// SetCallTime makes calls end early.
func (s *Service) SetCallTime(limit time.Duration) { s.caller.time = limit }

// Look does the job of finding webhooks that are to be poked.
func (s *Service) Look(ctx context.Context) error { return s.look(ctx, looking{}) }

// Poke does the job of poking one.
func (s *Service) Poke(ctx context.Context, webhookID uuid.UUID) error {
	return s.poke(ctx, poking{WebhookID: webhookID})
}

// CheckURL returns what is wrong with a URL on a server that may call the networks.
func CheckURL(address string, networks ...netip.Prefix) []fault.Field {
	return checkURL(newGuard(networks), address)
}

// Call sends a message to a URL that nobody has checked.
func Call(ctx context.Context, on Network, address string, limit time.Duration) (Outcome, error) {
	c := newCaller(on, newGuard(on.Networks), clock.System)
	c.time = limit
	m, err := newMessage(uuid.New(), feedTest, "OPTIMA", clock.System.Now())
	if err != nil {
		return Outcome{}, err
	}
	return c.send(ctx, Webhook{URL: address, secret: newSecret()}, m)
}
