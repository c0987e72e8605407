// Package snapshot finds the contractors that have disappeared from an ERP (SYNC-4). A source system
// begins a snapshot, pushes everything it has, and completes the snapshot with a count and a digest. If
// both agree with what arrived, the absent contractors are blocked: at once if they are few, else after
// a person has agreed. None is ever deleted.
package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	// lifetime is how long a snapshot may stay open. After that it ends without effect.
	lifetime = 24 * time.Hour

	// A sweep of more contractors, in number or in percent, needs consent, because it is usually a
	// mistake.
	mostUnconfirmed        = 1000
	mostUnconfirmedPercent = 5
)

var (
	errNotFound    = fault.New(fault.NotFound, "SNAPSHOT_NOT_FOUND", "The source system has no such snapshot.")
	errRunNotFound = fault.New(fault.NotFound, "SYNC_RUN_NOT_FOUND", "There is no such run.")
	errClosed      = fault.New(fault.Precondition, "SNAPSHOT_CLOSED", "The snapshot has ended or is being carried out.")
	errNotAwaiting = fault.New(fault.Precondition, "NOT_AWAITING_CONFIRMATION", "The snapshot does not wait for confirmation.")
	errToken       = fault.New(fault.Precondition, "CONFIRM_TOKEN_MISMATCH",
		"Those that would be blocked are others by now; look at them again.")
)

// run is a snapshot in progress.
type run struct {
	id        uuid.UUID
	sourceID  uuid.UUID
	state     source.RunState
	startedAt time.Time
	pushes    int64 // of its source system; only valid while that is locked
}

// isOpen reports whether the snapshot accepts contractors and can be completed or aborted.
func (r *run) isOpen(now time.Time) bool { return r.isUndecided() && !r.isExpired(now) }

func (r *run) isUndecided() bool {
	return r.state == source.Running || r.state == source.AwaitingConfirmation
}

// isExpired reports whether an undecided snapshot is past its lifetime. A sweep runs to its end.
func (r *run) isExpired(now time.Time) bool {
	return r.isUndecided() && !now.Before(r.startedAt.Add(lifetime))
}

// tally is the count and the digest of a set of external ids.
type tally struct {
	count  int64
	digest string
}

// tallier computes a tally from external ids in byte order.
type tallier struct {
	count int64
	sum   hash.Hash
}

func newTallier() *tallier { return &tallier{sum: sha256.New()} }

func (t *tallier) add(externalID string) {
	t.count++
	t.sum.Write([]byte(externalID))
	t.sum.Write([]byte{'\n'})
}

func (t *tallier) tally() tally { return tally{t.count, hex.EncodeToString(t.sum.Sum(nil))} }

// isTooLarge reports whether so many contractors are absent that a person must agree.
func isTooLarge(absent, known int64) bool {
	return absent > mostUnconfirmed || absent*100 > known*mostUnconfirmedPercent
}

// confirmToken stands for consent to block exactly these contractors in this snapshot. Other contractors
// have another token.
func confirmToken(runID uuid.UUID, absent tally) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "sweep\n%s\n%d\n%s\n", runID, absent.count, absent.digest))
	return hex.EncodeToString(sum[:])
}

func errIncomplete(received tally) error {
	return fault.New(fault.Precondition, "SNAPSHOT_INCOMPLETE", "What arrived is not what was counted; push what is missing and complete again.").
		With("received_count", strconv.FormatInt(received.count, 10)).With("received_digest", received.digest)
}

func errTooLarge(absent, known int64, token string) error {
	return fault.New(fault.Precondition, "SWEEP_TOO_LARGE", "So many contractors would be blocked that a person must agree.").
		With("absent_count", strconv.FormatInt(absent, 10)).With("known_count", strconv.FormatInt(known, 10)).
		With("confirm_token", token)
}
