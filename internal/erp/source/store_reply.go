package source

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent"
	"github.com/kartoteka/kartoteka/gen/ent/reply"
)

// savedReply is the answer to a batch.
type savedReply struct {
	id     uuid.UUID
	answer []byte
}

// findReply returns the first answer of a run after the given one, and whether more follow. It is empty
// if there is none.
func (s *store) findReply(ctx context.Context, runID, after uuid.UUID) (found savedReply, following bool, err error) {
	client := s.db.Client(ctx)
	query := client.Reply.Query().Where(reply.RunID(runID)).Order(reply.ByID())
	if after != uuid.Nil {
		query.Where(reply.IDGT(after))
	}
	row, err := query.First(ctx)
	if ent.IsNotFound(err) {
		return savedReply{}, false, nil
	}
	if err == nil {
		found = savedReply{id: row.ID, answer: row.Answer}
		following, err = client.Reply.Query().Where(reply.RunID(runID), reply.IDGT(row.ID)).Exist(ctx)
	}
	if err != nil {
		return savedReply{}, false, fmt.Errorf("find results of run %s: %w", runID, err)
	}
	return found, following, nil
}
