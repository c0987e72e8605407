package replay

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/reply"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// entry is a saved answer and the request that it answers.
type entry struct {
	caller, requestID string
	digest            [sha256.Size]byte
	answer            []byte
	run               uuid.UUID // the sync run whose results the answer holds; Nil for others
}

func (r *Replies) find(ctx context.Context, key entry) (entry, bool, error) {
	row, err := r.db.Client(ctx).Reply.Query().
		Where(reply.Caller(key.caller), reply.RequestID(key.requestID), reply.CreatedAtGT(r.clock.Now().Add(-Keep))).
		Only(ctx)
	if ent.IsNotFound(err) {
		return entry{}, false, nil
	}
	if err != nil {
		return entry{}, false, fmt.Errorf("find answer: %w", err)
	}
	saved := entry{caller: row.Caller, requestID: row.RequestID, answer: row.Answer}
	copy(saved.digest[:], row.Digest)
	return saved, true, nil
}

// insert saves an answer and removes a few expired ones, so that none stays for ever.
func (r *Replies) insert(ctx context.Context, key entry) error {
	client, now := r.db.Client(ctx), r.clock.Now()
	expired, err := client.Reply.Query().Where(reply.CreatedAtLTE(now.Add(-Keep))).Limit(purge).IDs(ctx)
	if err != nil {
		return fmt.Errorf("find expired answers: %w", err)
	}
	_, err = client.Reply.Delete().Where(reply.Or(
		reply.IDIn(expired...),
		reply.And(reply.Caller(key.caller), reply.RequestID(key.requestID), reply.CreatedAtLTE(now.Add(-Keep))),
	)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("clear expired answers: %w", err)
	}
	builder := client.Reply.Create().
		SetID(id.New()).SetCaller(key.caller).SetRequestID(key.requestID).
		SetDigest(key.digest[:]).SetAnswer(key.answer).SetCreatedAt(now)
	if key.run != uuid.Nil {
		builder.SetRunID(key.run)
	}
	err = builder.Exec(ctx)
	if err != nil {
		return fmt.Errorf("save answer: %w", err)
	}
	return nil
}
