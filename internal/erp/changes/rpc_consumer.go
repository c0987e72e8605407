package changes

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// ConsumerHandler serves the methods of SourceSystemService that show staff the readers of the feed.
type ConsumerHandler struct{ service *Service }

// NewConsumerHandler returns the handler.
func NewConsumerHandler(service *Service) *ConsumerHandler { return &ConsumerHandler{service: service} }

// ListFeedConsumers implements SourceSystemService.
func (h *ConsumerHandler) ListFeedConsumers(ctx context.Context, req *apiv1.ListFeedConsumersRequest) (*apiv1.ListFeedConsumersResponse, error) {
	consumers, err := h.service.Feed.ListConsumers(ctx, id.OrNil(req.GetSourceSystemId()))
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListFeedConsumersResponse{}
	for _, consumer := range consumers {
		answer.Consumers = append(answer.Consumers, toAPIConsumer(req.GetSourceSystemId(), consumer))
	}
	return answer, nil
}

// DeleteFeedConsumer implements SourceSystemService.
func (h *ConsumerHandler) DeleteFeedConsumer(ctx context.Context, req *apiv1.DeleteFeedConsumerRequest) (*apiv1.DeleteFeedConsumerResponse, error) {
	err := h.service.DeleteConsumer(ctx, id.OrNil(req.GetSourceSystemId()), req.GetName())
	return &apiv1.DeleteFeedConsumerResponse{}, err
}
