package push

import (
	"context"
	"errors"
	"io"

	"connectrpc.com/connect"
	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/logging"
	"github.com/kartoteka/kartoteka/internal/platform/replay"
)

// Handler serves the methods of ContractorSyncService that push.
type Handler struct {
	service *Service
	replies *replay.Replies
	lanes   lanes
}

// NewHandler returns the handler.
func NewHandler(service *Service, replies *replay.Replies) *Handler {
	return &Handler{service: service, replies: replies}
}

// GetSyncInfo implements ContractorSyncService.
func (h *Handler) GetSyncInfo(ctx context.Context, _ *apiv1.GetSyncInfoRequest) (*apiv1.GetSyncInfoResponse, error) {
	info, err := h.service.Info(ctx)
	if err != nil {
		return nil, err
	}
	return toAPIInfo(info), nil
}

// ListContractorHashes implements ContractorSyncService.
func (h *Handler) ListContractorHashes(ctx context.Context, req *apiv1.ListContractorHashesRequest) (*apiv1.ListContractorHashesResponse, error) {
	known, next, err := h.service.ListIdentities(ctx, req.GetPageSize(), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &apiv1.ListContractorHashesResponse{Contractors: toAPIHashes(known), NextPageToken: next}, nil
}

// PushContractors implements ContractorSyncService.
func (h *Handler) PushContractors(ctx context.Context, req *apiv1.PushContractorsRequest) (*apiv1.PushContractorsResponse, error) {
	return h.push(ctx, req, uuid.Nil)
}

// push saves a batch when it is the turn of its source system. Batches of an upload have its run. A
// repeated request id returns the first answer; answers of dry runs are not kept.
func (h *Handler) push(ctx context.Context, req *apiv1.PushContractorsRequest, uploadRun uuid.UUID) (*apiv1.PushContractorsResponse, error) {
	leave, err := h.lanes.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	answer := &apiv1.PushContractorsResponse{}
	work := func(ctx context.Context) error {
		pushed, err := h.service.Push(ctx, fromAPIPush(req, uploadRun))
		answer.Results, answer.Summary = toAPIResults(pushed.Results), source.ToAPISummary(summarize(pushed.Results))
		answer.RunId, answer.TraceId = id.Text(pushed.RunID), logging.RequestID(ctx)
		return err
	}
	if req.GetValidateOnly() {
		return answer, work(ctx)
	}
	return answer, h.replies.Once(ctx, req.GetRequestId(), req, answer, work)
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

// StreamContractors implements ContractorSyncService. It works on one push at a time. Further pushes
// wait in the flow control of HTTP/2, so that a fast client cannot fill the memory.
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
	result, err := h.PushContractors(ctx, push)
	if err != nil {
		return nil, err
	}
	return &apiv1.PushAck{SessionSeq: push.GetSessionSeq(), Result: result}, nil
}

// UploadContractors implements ContractorSyncService.
func (h *Handler) UploadContractors(ctx context.Context, stream *connect.ClientStream[apiv1.UploadContractorsRequest]) (*apiv1.UploadContractorsResponse, error) {
	var upload *Upload
	for stream.Receive() {
		next := stream.Msg()
		if upload == nil {
			var err error
			if upload, err = h.service.BeginUpload(ctx, id.OrNil(next.GetRequestId())); err != nil {
				return nil, err
			}
		}
		_, err := h.push(ctx, &apiv1.PushContractorsRequest{
			RequestId: upload.NextRequestID().String(), Contractors: next.GetContractors(),
		}, upload.RunID)
		if err != nil {
			return nil, err
		}
	}
	if err := stream.Err(); err != nil {
		return nil, err
	}
	if upload == nil {
		return nil, errEmpty
	}
	summary, err := h.service.EndUpload(ctx, upload)
	if err != nil {
		return nil, err
	}
	return &apiv1.UploadContractorsResponse{
		RunId: upload.RunID.String(), Summary: source.ToAPISummary(summary), TraceId: logging.RequestID(ctx),
	}, nil
}

// endOf returns nil for the end of a stream, and the error for a stream that broke.
func endOf(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
