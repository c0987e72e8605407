// Package webhook tells source systems that the change feed has moved: a signed poke without
// content, after which the receiver pulls. Losing every poke costs nothing but time. It knows where
// the feed stands, and never what the changes are.
package webhook

import (
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

const (
	// most is how many webhooks a source system can have.
	most = 10
	// patience is how long a webhook may fail before it is disabled.
	patience = 5 * 24 * time.Hour
	// overlap is how long the secret before a rotation signs, too.
	overlap = 24 * time.Hour
	// shortestPause and longestPause bound what lies between two tries at a webhook that fails.
	shortestPause = 5 * time.Second
	longestPause  = 30 * time.Minute
)

// DisabledReason is why a webhook is not enabled, as the table keeps it.
type DisabledReason string

// The reasons.
const (
	ByStaff DisabledReason = "staff"
	Gone    DisabledReason = "gone"    // the receiver answered 410
	Failing DisabledReason = "failing" // for as long as patience lasts
)

// Webhook is an address of a source system that is poked.
type Webhook struct {
	ID             uuid.UUID
	SourceSystemID uuid.UUID
	SourceSystem   string // its code
	Version        int64  // grows with every change but that of a failure
	URL            string
	CreatedAt      time.Time
	DisabledReason DisabledReason // empty while it is enabled
	DisabledAt     time.Time

	Attempts     int32     // that failed in a row
	FailingSince time.Time // the first of these; zero when the last one did not fail
	RetryAt      time.Time // no poke before that

	PreviousSecretUntil time.Time // zero without one

	secret, previousSecret []byte
	poked                  mark
}

// mark is a place in the feed of which the receiver was told.
type mark struct {
	position int64
	epoch    uuid.UUID
}

// ETag tells versions apart.
func (w Webhook) ETag() string { return strconv.FormatInt(w.Version, 10) }

// IsEnabled reports whether pokes are sent.
func (w Webhook) IsEnabled() bool { return w.DisabledReason == "" }

// enable forgets the failures, so that the next poke is sent at once.
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

// after is the webhook once a poke that told of the mark has come out.
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

// history is what is kept of a webhook for people to read. The path of the URL is not among it: it
// may hold a token of the receiver.
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

// Delivery is one poke and what came of it.
type Delivery struct {
	Outcome

	ID      uuid.UUID
	At      time.Time
	IsTest  bool
	Attempt int32 // 1 for the first, more after failures in a row
}

// Outcome is what came of calling a webhook.
type Outcome struct {
	Status  int    // of HTTP; 0 when no answer came
	Reason  string // why it failed; empty when it did not
	Latency time.Duration
}
