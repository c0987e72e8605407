package push

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// uploadLife is how long a broken upload may be sent again.
const uploadLife = 24 * time.Hour

// Upload is an upload in progress. Each batch is a push whose request id is derived from that of the
// upload, so that an upload sent again saves nothing twice.
type Upload struct {
	RunID uuid.UUID

	requestID uuid.UUID
	batches   uint32
}

// BeginUpload starts an upload, or resumes the one with the same request id.
func (s *Service) BeginUpload(ctx context.Context, requestID uuid.UUID) (*Upload, error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	if requestID == uuid.Nil {
		requestID = id.New()
	}
	upload := &Upload{RunID: uuid.NewSHA1(source, requestID[:]), requestID: requestID}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lockSource(ctx, source, s.Clock.Now()); err != nil {
			return err
		}
		return s.store.ensureUpload(ctx, upload.RunID, auth.From(ctx), requestID.String(), s.Clock.Now())
	})
	return upload, err
}

// NextRequestID returns the request id of the next batch.
func (u *Upload) NextRequestID() uuid.UUID {
	u.batches++
	return uuid.NewSHA1(u.requestID, binary.BigEndian.AppendUint32(nil, u.batches))
}

// EndUpload closes an upload and returns its counts.
func (s *Service) EndUpload(ctx context.Context, upload *Upload) (source.Summary, error) {
	return s.store.endUpload(ctx, upload.RunID, s.Clock.Now())
}
