package source

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
)

// Get returns one source system. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) Get(ctx context.Context, systemID uuid.UUID) (System, error) {
	return s.store.get(ctx, systemID)
}

// List returns all source systems by code; there are few.
func (s *Service) List(ctx context.Context) ([]System, error) { return s.store.list(ctx) }

// ListInput asks for a page of what belongs to a source system.
type ListInput struct {
	SystemID  uuid.UUID
	PageSize  int32
	PageToken string
}

// ListRuns returns a page of runs, newest first, and the token of the next one, empty on the
// last. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) ListRuns(ctx context.Context, in ListInput) (runs []Run, next string, err error) {
	after, limit, err := s.position(ctx, "sync_runs", in)
	if err != nil {
		return nil, "", err
	}
	runs, err = s.store.listRuns(ctx, in.SystemID, after, limit+1)
	if err != nil || len(runs) <= limit {
		return runs, "", err
	}
	last := runs[limit-1]
	return runs[:limit], nextToken("sync_runs", in, position{id: last.ID, at: last.StartedAt}), nil
}

// GetRun returns a run with its first 100 violations. Errors: SYNC_RUN_NOT_FOUND.
func (s *Service) GetRun(ctx context.Context, runID uuid.UUID) (Run, error) {
	return s.store.getRun(ctx, runID)
}

// ListRejects returns a page of the records that stand rejected, newest first, and the token of the
// next one, empty on the last. Errors: SOURCE_SYSTEM_NOT_FOUND.
func (s *Service) ListRejects(ctx context.Context, in ListInput) (rejects []Reject, next string, err error) {
	after, limit, err := s.position(ctx, "sync_rejects", in)
	if err != nil {
		return nil, "", err
	}
	rejects, err = s.store.listRejects(ctx, in.SystemID, after, limit+1)
	if err != nil || len(rejects) <= limit {
		return rejects, "", err
	}
	last := rejects[limit-1]
	return rejects[:limit], nextToken("sync_rejects", in, position{id: last.ID, at: last.At}), nil
}

// position is where a page begins: after this row; the zero value is the newest row.
type position struct {
	id uuid.UUID
	at time.Time
}

// position reads where a page begins and how many rows it has, and refuses an unknown source system.
func (s *Service) position(ctx context.Context, list string, in ListInput) (after position, limit int, err error) {
	if limit, err = page.Size(in.PageSize); err != nil {
		return position{}, 0, err
	}
	if in.PageToken == "" {
		return position{}, limit, s.store.mustExist(ctx, in.SystemID)
	}
	cursor, err := page.Decode(in.PageToken, page.Hash(list, in.SystemID.String()))
	if err != nil {
		return position{}, 0, err
	}
	after.id, err = id.Parse(cursor.ID)
	if err != nil || len(cursor.Key) != 8 {
		return position{}, 0, page.ErrInvalid()
	}
	micros := int64(binary.BigEndian.Uint64(cursor.Key))
	after.at = time.UnixMicro(micros).UTC()
	return after, limit, nil
}

func nextToken(list string, in ListInput, last position) string {
	micros := uint64(last.at.UnixMicro())
	return page.Encode(page.Cursor{
		Key:   binary.BigEndian.AppendUint64(nil, micros),
		ID:    last.id.String(),
		Query: page.Hash(list, in.SystemID.String()),
	})
}
