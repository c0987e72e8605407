package push

import (
	"context"
	"errors"
	"io"

	"connectrpc.com/connect"
	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// Handler serves the part of ContractorSyncService that pushes.
type Handler struct {
	service *Service
}

// NewHandler returns the handler.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// GetSyncInfo implements ContractorSyncService.
func (h *Handler) GetSyncInfo(ctx context.Context, _ *apiv1.GetSyncInfoRequest) (*apiv1.GetSyncInfoResponse, error) {
	return h.service.Info(ctx)
}

// PushContractors implements ContractorSyncService.
func (h *Handler) PushContractors(ctx context.Context, req *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	return h.service.Push(ctx, req)
}

// ListContractorHashes implements ContractorSyncService.
func (h *Handler) ListContractorHashes(ctx context.Context, req *apiv1.ListContractorHashesRequest) (*apiv1.ListContractorHashesResponse, error) {
	return h.service.ListHashes(ctx, req)
}

// OpenSession implements ContractorSyncService.
func (h *Handler) OpenSession(ctx context.Context, req *apiv1.OpenSessionRequest) (*apiv1.OpenSessionResponse, error) {
	sessionID, seq, err := h.service.OpenSession(ctx, id.OrNil(req.GetSessionId()))
	if err != nil {
		return nil, err
	}
	return &apiv1.OpenSessionResponse{SessionId: sessionID.String(), ResumeAfterSeq: seq, WindowRecords: windowRecords}, nil
}

// CloseSession implements ContractorSyncService.
func (h *Handler) CloseSession(ctx context.Context, req *apiv1.CloseSessionRequest) (*apiv1.CloseSessionResponse, error) {
	return &apiv1.CloseSessionResponse{}, h.service.CloseSession(ctx, id.OrNil(req.GetSessionId()))
}

var errNotOpened = fault.New(fault.Precondition, "STREAM_NOT_OPENED", "The first message of a stream opens it, and only the first.")

// StreamContractors implements ContractorSyncService. One push is at work at a time; those behind it
// wait in the flow control of HTTP/2, so that a fast client fills no memory.
func (h *Handler) StreamContractors(ctx context.Context, stream *connect.BidiStream[apiv1.StreamContractorsRequest, apiv1.StreamContractorsResponse]) error {
	first, err := stream.Receive()
	if err != nil {
		return endOf(err)
	}
	if first.GetOpen() == nil {
		return errNotOpened
	}
	opened, err := h.OpenSession(ctx, first.GetOpen())
	if err != nil {
		return err
	}
	if err := stream.Send(&apiv1.StreamContractorsResponse{Message: &apiv1.StreamContractorsResponse_Opened{Opened: opened}}); err != nil {
		return err
	}
	for {
		next, err := stream.Receive()
		if err != nil {
			return endOf(err)
		}
		ack, err := h.pushInStream(ctx, opened.GetSessionId(), next.GetPush())
		if err != nil {
			return err
		}
		if err := stream.Send(&apiv1.StreamContractorsResponse{Message: &apiv1.StreamContractorsResponse_Ack{Ack: ack}}); err != nil {
			return err
		}
	}
}

func (h *Handler) pushInStream(ctx context.Context, sessionID string, push *apiv1.PushContractorsRequest) (*apiv1.PushAck, error) {
	if push == nil {
		return nil, errNotOpened
	}
	push.SessionId = sessionID
	result, err := h.service.Push(ctx, push)
	if err != nil {
		return nil, err
	}
	return &apiv1.PushAck{SessionSeq: push.GetSessionSeq(), Result: result}, nil
}

// UploadContractors implements ContractorSyncService.
func (h *Handler) UploadContractors(ctx context.Context, stream *connect.ClientStream[apiv1.UploadContractorsRequest]) (*apiv1.UploadContractorsResponse, error) {
	var upload *Upload
	for stream.Receive() {
		batch := stream.Msg()
		if upload == nil {
			var err error
			if upload, err = h.service.BeginUpload(ctx, batch.GetRequestId()); err != nil {
				return nil, err
			}
		}
		if err := upload.Push(ctx, batch.GetContractors()); err != nil {
			return nil, err
		}
	}
	if err := stream.Err(); err != nil {
		return nil, err
	}
	if upload == nil {
		return nil, errNothingUploaded
	}
	return upload.End(ctx)
}

// endOf tells the end of a stream from its breaking off.
func endOf(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// orEmpty says an absent id as the empty text.
func orEmpty(value uuid.UUID) string {
	if value == uuid.Nil {
		return ""
	}
	return value.String()
}
