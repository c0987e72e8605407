package quote

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

var _ kartotekav1connect.PricingServiceHandler = (*Handler)(nil)

// Handler answers the calls of PricingService.
type Handler struct{ service *Service }

// NewHandler returns the handler of the service.
func NewHandler(service *Service) *Handler { return &Handler{service: service} }

// Quote implements PricingServiceHandler.
func (h *Handler) Quote(ctx context.Context, req *apiv1.QuoteRequest) (*apiv1.QuoteResponse, error) {
	asked, err := FromAPIQuestion(req)
	if err != nil {
		return nil, err
	}
	made, err := h.service.Quote(ctx, asked)
	if err != nil {
		return nil, err
	}
	return ToAPIQuote(made), nil
}

// Explain implements PricingServiceHandler.
func (h *Handler) Explain(ctx context.Context, req *apiv1.ExplainRequest) (*apiv1.ExplainResponse, error) {
	asked, err := FromAPIQuestion(req.GetQuote())
	if err != nil {
		return nil, within("quote.", err)
	}
	told, err := h.service.Explain(ctx, asked, engine.LanguageOf(req.GetLanguage()))
	if err != nil {
		return nil, within("quote.", err)
	}
	return ToAPIExplained(told), nil
}
