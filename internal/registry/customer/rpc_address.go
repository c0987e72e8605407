package customer

import (
	"context"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// CreateAddress implements CustomerService.
func (h *Handler) CreateAddress(ctx context.Context, req *apiv1.CreateAddressRequest) (*apiv1.CreateAddressResponse, error) {
	added, err := h.service.CreateAddress(ctx, id.OrNil(req.GetCustomerId()), FromAPIAddress(req.GetAddress()))
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateAddressResponse{Address: toAPIAddress(added)}, nil
}

// UpdateAddress implements CustomerService.
func (h *Handler) UpdateAddress(ctx context.Context, req *apiv1.UpdateAddressRequest) (*apiv1.UpdateAddressResponse, error) {
	change, err := addressMask.Apply(req.GetUpdateMask().GetPaths(), AddressChange{}, req.GetAddress())
	if err != nil {
		return nil, err
	}
	saved, err := h.service.UpdateAddress(ctx, UpdateAddressInput{
		ID: id.OrNil(req.GetAddress().GetId()), ETag: req.GetAddress().GetEtag(), Change: change,
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.UpdateAddressResponse{Address: toAPIAddress(saved)}, nil
}

// DeleteAddress implements CustomerService.
func (h *Handler) DeleteAddress(ctx context.Context, req *apiv1.DeleteAddressRequest) (*apiv1.DeleteAddressResponse, error) {
	return &apiv1.DeleteAddressResponse{}, h.service.DeleteAddress(ctx, id.OrNil(req.GetId()), req.GetEtag())
}

// ListAddresses implements CustomerService.
func (h *Handler) ListAddresses(ctx context.Context, req *apiv1.ListAddressesRequest) (*apiv1.ListAddressesResponse, error) {
	addresses, err := h.service.ListAddresses(ctx, id.OrNil(req.GetCustomerId()))
	if err != nil {
		return nil, err
	}
	answer := &apiv1.ListAddressesResponse{}
	for _, address := range addresses {
		answer.Addresses = append(answer.Addresses, toAPIAddress(address))
	}
	return answer, nil
}
