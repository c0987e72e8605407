// Package replay answers a repeated request with the first answer. A client that does not know whether its request
// arrived sends it again with the same request id. The answer was saved in the transaction that did the work, so
// either both exist or neither.
package replay

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

const (
	// Keep is how long answers are kept.
	Keep = 72 * time.Hour
	// purge is how many expired answers are removed whenever a new one is saved.
	purge = 20
)

// Replies are the answers kept in the database.
type Replies struct {
	db    *database.DB
	clock clock.Clock
}

// New returns the answers kept in the database.
func New(db *database.DB, clock clock.Clock) *Replies { return &Replies{db: db, clock: clock} }

// Once runs work in a transaction and saves its answer under the caller's request id. If the same request was
// answered before, it fills in that answer and does not run work. With an empty request id it runs work in a
// transaction and saves nothing.
//
// Errors: REQUEST_ID_REUSED if the id was used for another request.
func (r *Replies) Once(ctx context.Context, requestID string, request, answer proto.Message, work func(ctx context.Context) error) error {
	if requestID == "" {
		return r.db.InTx(ctx, work)
	}
	digest, err := digestOf(request)
	if err != nil {
		return err
	}
	key := entry{caller: auth.From(ctx).ActorID().String(), requestID: requestID, digest: digest}
	err = r.db.InTx(ctx, func(ctx context.Context) error {
		if found, err := r.recall(ctx, key, answer); found || err != nil {
			return err
		}
		if err := work(ctx); err != nil {
			return err
		}
		return r.save(ctx, key, answer)
	})
	if err != nil {
		return r.afterFailure(ctx, key, answer, err)
	}
	return nil
}

// afterFailure answers if two equal requests ran at once: the loser failed on what the winner saved, and the
// winner's answer exists by now.
func (r *Replies) afterFailure(ctx context.Context, key entry, answer proto.Message, cause error) error {
	proto.Reset(answer)
	if found, err := r.recall(ctx, key, answer); !found || err != nil {
		return cause
	}
	return nil
}

func (r *Replies) recall(ctx context.Context, key entry, answer proto.Message) (bool, error) {
	saved, found, err := r.find(ctx, key)
	if err != nil || !found {
		return false, err
	}
	if saved.digest != key.digest {
		return false, fault.InvalidField("requestId", "REQUEST_ID_REUSED", "The request id was used for another request.")
	}
	if err := proto.Unmarshal(saved.answer, answer); err != nil {
		return false, fmt.Errorf("read saved answer: %w", err)
	}
	return true, nil
}

func (r *Replies) save(ctx context.Context, key entry, answer proto.Message) error {
	encoded, err := proto.Marshal(answer)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	key.answer = encoded
	if run, ok := answer.(interface{ GetRunId() string }); ok {
		key.run = id.OrNil(run.GetRunId())
	}
	return r.insert(ctx, key)
}

// digestOf identifies a request: the SHA-256 of the message's name and its canonical bytes.
func digestOf(request proto.Message) ([sha256.Size]byte, error) {
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(request)
	if err != nil {
		return [sha256.Size]byte{}, fmt.Errorf("encode request: %w", err)
	}
	return sha256.Sum256(append([]byte(proto.MessageName(request)+"\x00"), encoded...)), nil
}
