package push

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
)

// uploadLife is how long an upload that broke may be sent again.
const uploadLife = 24 * time.Hour

var errNothingUploaded = fault.InvalidField("contractors", "REQUIRED", "An upload has at least one contractor.")

// Upload is an upload under way. Each batch is a push whose request id follows from the upload's, so
// that an upload sent again saves nothing twice.
type Upload struct {
	service   *Service
	requestID uuid.UUID
	run       uuid.UUID
	batches   uint32
}

// BeginUpload opens an upload, or the one that was sent before with the request id.
func (s *Service) BeginUpload(ctx context.Context, requestID string) (*Upload, error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	upload := &Upload{service: s, requestID: id.OrNil(requestID)}
	if upload.requestID == uuid.Nil {
		upload.requestID = id.New()
	}
	upload.run = uuid.NewSHA1(source, upload.requestID[:])
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lockSource(ctx, source, s.Clock.Now()); err != nil {
			return err
		}
		return s.store.ensureUpload(ctx, upload.run, auth.From(ctx), upload.requestID.String(), s.Clock.Now())
	})
	return upload, err
}

// Push saves one batch.
func (u *Upload) Push(ctx context.Context, contractors []*apiv1.Contractor) error {
	u.batches++
	_, err := u.service.push(ctx, u.run, &apiv1.PushContractorsRequest{
		RequestId:   uuid.NewSHA1(u.requestID, binary.BigEndian.AppendUint32(nil, u.batches)).String(),
		Contractors: contractors,
	})
	return err
}

// End closes the upload and says what became of it.
func (u *Upload) End(ctx context.Context) (*apiv1.UploadContractorsResponse, error) {
	summary, err := u.service.store.endUpload(ctx, u.run, u.service.Clock.Now())
	if err != nil {
		return nil, err
	}
	return &apiv1.UploadContractorsResponse{RunId: u.run.String(), Summary: summary, TraceId: logging.RequestID(ctx)}, nil
}
