// Package webhook tells source systems that the change feed has moved, by a signed poke without
// content. The receiver then pulls. If pokes are lost, changes arrive later, but none is lost. The
// package knows positions in the feed, but not the changes.
package webhook

import (
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/entity"
)

const (
	// most is how many webhooks a source system can have.
	most = 10
	// patience is how long a webhook may fail before it is disabled.
	patience = 5 * 24 * time.Hour
	// overlap is how long the old secret still signs after a rotation.
	overlap = 24 * time.Hour
	// shortestPause and longestPause bound the time between two attempts at a failing webhook.
	shortestPause = 5 * time.Second
	longestPause  = 30 * time.Minute
)

// DisabledReason says why a webhook is disabled, as the table keeps it.
type DisabledReason string

// The reasons.
const (
	ByStaff DisabledReason = "staff"
	Gone    DisabledReason = "gone"    // the receiver answered 410
	Failing DisabledReason = "failing" // it failed for longer than patience
)

// Webhook is a URL of a source system that is poked.
type Webhook struct {
	ID             uuid.UUID
	SourceSystemID uuid.UUID
	SourceSystem   string // its code
	Version        int64  // grows with every change except failures
	URL            string
	CreatedAt      time.Time
	DisabledReason DisabledReason // empty while it is enabled
	DisabledAt     time.Time

	Attempts     int32     // failed attempts in a row
	FailingSince time.Time // time of the first of them; zero when the last attempt succeeded
	RetryAt      time.Time // no attempt before this time

	PreviousSecretUntil time.Time // zero when no old secret signs

	secret, previousSecret []byte
	poked                  mark
}

// mark is a position in the feed.
type mark struct {
	position int64
	epoch    uuid.UUID
}

// ETag identifies the version.
func (w Webhook) ETag() string { return entity.ETag(w.Version) }

// IsEnabled reports whether pokes are sent.
func (w Webhook) IsEnabled() bool { return w.DisabledReason == "" }

// enable clears the failures, so that the next poke is sent at once.
func (w Webhook) enable() Webhook {
	w.DisabledReason, w.DisabledAt = "", time.Time{}
	return w.reset()
}

func (w Webhook) disable(reason DisabledReason, now time.Time) Webhook {
	if w.IsEnabled() {
		w.DisabledReason, w.DisabledAt, w.RetryAt = reason, now, time.Time{}
	}
	return w
}

func (w Webhook) reset() Webhook {
	w.Attempts, w.FailingSince, w.RetryAt = 0, time.Time{}, time.Time{}
	return w
}

// after returns the webhook after a poke for the mark.
func (w Webhook) after(out Outcome, told mark, now time.Time) Webhook {
	if out.Reason == "" {
		w.poked = told
		return w.reset()
	}
	w.Attempts++
	if w.FailingSince.IsZero() {
		w.FailingSince = now
	}
	w.RetryAt = now.Add(pause(w.Attempts))
	switch {
	case out.Reason == reasonGone:
		return w.disable(Gone, now)
	case now.Sub(w.FailingSince) >= patience:
		return w.disable(Failing, now)
	default:
		return w
	}
}

// pause doubles with every failure in a row.
func pause(failures int32) time.Duration {
	length := shortestPause
	for range min(failures-1, 20) {
		length = min(2*length, longestPause)
	}
	return length
}

// fields are what history shows of a webhook. The path of the URL is left out, because it can contain a
// token of the receiver.
var fields = []audit.Field[Webhook]{
	{Name: "url", Value: func(w Webhook) audit.Value { return audit.Text(origin(w.URL)) }},
	{Name: "enabled", Value: func(w Webhook) audit.Value { return audit.Flag(w.IsEnabled()) }},
	{Name: "disabledReason", Value: func(w Webhook) audit.Value { return audit.Code(w.DisabledReason) }},
}

func origin(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Scheme + "://" + parsed.Host
}

// Delivery is one poke and its outcome.
type Delivery struct {
	Outcome

	ID      uuid.UUID
	At      time.Time
	IsTest  bool
	Attempt int32 // 1 for the first, more after failures in a row
}

// Outcome is the outcome of one call.
type Outcome struct {
	Status  int    // HTTP status; 0 without an answer
	Reason  string // why it failed; empty when it succeeded
	Latency time.Duration
}
