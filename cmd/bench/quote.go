package main

import (
	"context"
	"fmt"

	"connectrpc.com/connect"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
)

// What prices are asked of: a cart of somebody in many groups, in a registry of many discounts.
const (
	cartLines     = 50
	cartGroups    = 20  // groups that the customer is in
	otherGroups   = 480 // groups that it is not in
	activeOnes    = 10_000
	sharedBrands  = 40
	pushedAtOnce  = 500
	productsInAll = activeOnes
)

// desk is what quotes are asked with.
type desk struct {
	prices    kartotekav1connect.PricingServiceClient
	shops     kartotekav1connect.ShopServiceClient
	groups    kartotekav1connect.GroupServiceClient
	products  kartotekav1connect.ProductServiceClient
	discounts kartotekav1connect.DiscountServiceClient

	question *apiv1.QuoteRequest
}

func newDesk(client connect.HTTPClient, address string) desk {
	plain := connect.WithClientOptions(connect.WithSendCompression(""), connect.WithAcceptCompression("gzip", nil, nil)) // the line is short
	return desk{
		prices: kartotekav1connect.NewPricingServiceClient(client, address, plain), shops: kartotekav1connect.NewShopServiceClient(client, address, plain),
		groups: kartotekav1connect.NewGroupServiceClient(client, address, plain), products: kartotekav1connect.NewProductServiceClient(client, address, plain),
		discounts: kartotekav1connect.NewDiscountServiceClient(client, address, plain),
	}
}

// stock fills the registry: products, groups, discounts of a product or a brand each.
func (d *desk) stock(ctx context.Context, customerID string) error {
	shops, err := d.shops.ListShops(ctx, &apiv1.ListShopsRequest{})
	if err != nil {
		return err
	}
	if err := d.pushProducts(ctx); err != nil {
		return err
	}
	if err := d.join(ctx, customerID); err != nil {
		return err
	}
	d.question = &apiv1.QuoteRequest{ShopId: shops.GetShops()[0].GetId(), CustomerId: customerID}
	for n := range cartLines {
		d.question.Lines = append(d.question.Lines, &apiv1.QuoteLine{Sku: inCart(n), Quantity: "12"})
	}
	return d.grant(ctx, func(n int) *apiv1.PushedDiscount { return granted(n, groupName(n%(cartGroups+otherGroups))) })
}

// grant adds ten thousand discounts.
func (d *desk) grant(ctx context.Context, nth func(n int) *apiv1.PushedDiscount) error {
	for from := 0; from < activeOnes; from += pushedAtOnce {
		request := &apiv1.PushDiscountsRequest{}
		for n := from; n < from+pushedAtOnce; n++ {
			request.Discounts = append(request.Discounts, nth(n))
		}
		if err := d.push(ctx, request); err != nil {
			return err
		}
	}
	return nil
}

// ofOtherGroups is the n-th of the discounts on the cart's products for groups that the customer is not in.
func ofOtherGroups(n int) *apiv1.PushedDiscount {
	made := granted(n, groupName(cartGroups+n%otherGroups))
	made.ExternalId, made.Scope = fmt.Sprintf("O-%d", n), onSKU(inCart(n/otherGroups))
	return made
}

// over is the n-th of the discounts on the cart's products for the customer's groups that are long over.
func over(n int) *apiv1.PushedDiscount {
	made := granted(n, groupName(n%cartGroups))
	made.ExternalId, made.Scope = fmt.Sprintf("E-%d", n), onSKU(inCart(n/cartGroups))
	made.ValidTo = "2020-12-31"
	return made
}

// onOtherProducts is the n-th of the prices, in one of the customer's groups, of what is not in the cart.
func onOtherProducts(n int) *apiv1.PushedDiscount {
	made := granted(n, groupName(0))
	made.ExternalId, made.Scope = fmt.Sprintf("P-%d", n), onSKU(sku(n))
	if n%7 == 0 {
		made.Scope = onSKU(sku(n + 1))
	}
	return made
}

func (d *desk) push(ctx context.Context, request *apiv1.PushDiscountsRequest) error {
	answer, err := d.discounts.PushDiscounts(ctx, request)
	if err != nil {
		return err
	}
	for _, result := range answer.GetResults() {
		if result.GetOutcome() == apiv1.Outcome_OUTCOME_REJECTED {
			return fmt.Errorf("a discount was rejected: %v", result)
		}
	}
	return nil
}

func (d *desk) pushProducts(ctx context.Context) error {
	for from := 0; from < productsInAll; from += pushedAtOnce {
		request := &apiv1.PushProductsRequest{}
		for n := from; n < from+pushedAtOnce; n++ {
			request.Products = append(request.Products, &apiv1.Product{
				Sku: sku(n), Name: fmt.Sprintf("Product %d", n), Category: []string{"Tools", fmt.Sprintf("Kind %d", n%30)}, Brand: brand(n),
				BasePrice: &apiv1.Money{Amount: "100.00", Currency: "PLN"}, TaxRate: "23.00",
			})
		}
		if _, err := d.products.PushProducts(ctx, request); err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) join(ctx context.Context, customerID string) error {
	for n := range cartGroups + otherGroups {
		made, err := d.groups.CreateGroup(ctx, &apiv1.CreateGroupRequest{Group: &apiv1.Group{Name: groupName(n), SortOrder: int32(n)}})
		if err != nil {
			return err
		}
		if n >= cartGroups {
			continue
		}
		_, err = d.groups.AddMembers(ctx, &apiv1.AddMembersRequest{GroupId: made.GetGroup().GetId(), CustomerIds: []string{customerID}})
		if err != nil {
			return err
		}
	}
	return nil
}

// granted is the n-th discount: every other one on a product, the rest on a brand.
func granted(n int, group string) *apiv1.PushedDiscount {
	d := &apiv1.PushedDiscount{
		ExternalId: fmt.Sprintf("D-%d", n), Target: &apiv1.PushedDiscount_Group{Group: group},
		Reduction: &apiv1.PushedDiscount_Percent{Percent: fmt.Sprintf("%d.50", 1+n%40)}, Priority: int32(1 + n%3),
		Scope: &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Brand{Brand: brand(n)}},
	}
	if n%2 == 0 {
		d.Scope = onSKU(sku(n))
	}
	return d
}

func sku(n int) string       { return fmt.Sprintf("SKU-%05d", n%productsInAll) }
func inCart(n int) string    { return sku(n % cartLines * 7) } // every seventh product, of which no other is in it
func brand(n int) string     { return fmt.Sprintf("Brand %d", n%sharedBrands) }
func groupName(n int) string { return fmt.Sprintf("Price group %d", n) }

func onSKU(sku string) *apiv1.DiscountScope {
	return &apiv1.DiscountScope{Scope: &apiv1.DiscountScope_Sku{Sku: sku}}
}

// quote asks for the prices of the cart.
func (d *desk) quote(ctx context.Context) error {
	answer, err := d.prices.Quote(ctx, d.question)
	if err != nil {
		return err
	}
	if len(answer.GetLines()) != cartLines || len(answer.GetLines()[0].GetDiscountIds()) == 0 {
		return fmt.Errorf("a cart without discounts: %v", answer.GetTotal())
	}
	return nil
}
