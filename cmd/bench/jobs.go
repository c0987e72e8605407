package main

import (
	"context"
	"fmt"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

const pageSize = 50

// jobs are what is measured, in the order of the README.
var jobs = []job{
	{
		name: "ListCustomers, first page of 50", units: 1,
		api: func(ctx context.Context, s *stand) error { return s.list(ctx, &apiv1.ListCustomersRequest{}, pageSize) },
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			return func() error { return s.readPage(ctx, "", nil) }, nil
		},
	},
	{
		name: "ListCustomers, page at 90 %", units: 1,
		api: func(ctx context.Context, s *stand) error {
			return s.list(ctx, &apiv1.ListCustomersRequest{PageToken: s.deep.token}, pageSize)
		},
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			return func() error {
				return s.readPage(ctx, "WHERE (name_key, id) > ($1, $2)", []any{s.deep.key, s.deep.id})
			}, nil
		},
	},
	{
		name: "ListCustomers, search of a fragment", units: 1,
		api: func(ctx context.Context, s *stand) error {
			return s.list(ctx, &apiv1.ListCustomersRequest{Filter: &apiv1.CustomerFilter{Query: s.fragment()}}, 1)
		},
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			where, arguments := s.searchClause(s.fragment())
			return func() error { return s.readPage(ctx, where, arguments) }, nil
		},
	},
	{
		name: "GetCustomer", units: 1,
		api: func(ctx context.Context, s *stand) error {
			_, err := s.customers.GetCustomer(ctx, &apiv1.GetCustomerRequest{Id: s.someID()})
			return err
		},
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			arguments := []any{s.someID()}
			return func() error { return s.readPage(ctx, "WHERE id = $1", arguments) }, nil
		},
	},
	{ // the least that a call can be: one indexed lookup, of the caller's key
		name: "GetSession, one indexed lookup", units: 1,
		api: func(ctx context.Context, s *stand) error {
			_, err := s.sessions.GetSession(ctx, &apiv1.GetSessionRequest{})
			return err
		},
		sql: func(ctx context.Context, s *stand) (func() error, error) { return s.lookUp(ctx), nil },
	},
	quoteJob("10,000 discounts", nil),
	quoteJob("10,000 of other groups", ofOtherGroups),
	quoteJob("10,000 that are over", over),
	quoteJob("10,000 on other products", onOtherProducts),
	{
		name: "CreateCustomer", units: 1,
		api: func(ctx context.Context, s *stand) error { return s.create(ctx) },
		sql: func(ctx context.Context, s *stand) (func() error, error) { return s.copyCustomers(ctx, 1, true) },
	},
	{
		name: fmt.Sprintf("PushContractors, %d new (a record)", batchSize), units: batchSize,
		api: func(ctx context.Context, s *stand) error {
			from := s.pushed
			s.pushed += batchSize
			return s.push(ctx, from)
		},
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			return s.copyCustomers(ctx, batchSize, false)
		},
	},
	{
		name: fmt.Sprintf("PushContractors, %d unchanged (a record)", batchSize), units: batchSize,
		api: func(ctx context.Context, s *stand) error { return s.push(ctx, 0) },
		sql: func(ctx context.Context, s *stand) (func() error, error) {
			return func() error { return s.compareBatch(ctx) }, nil
		},
	},
}

// quoteJob asks for the prices of a cart (T15), beside one indexed lookup in plain SQL. The discounts that
// are added before it cannot apply to the cart, so that it is to cost what the one before it did.
func quoteJob(among string, more func(n int) *apiv1.PushedDiscount) job {
	return job{
		name: fmt.Sprintf("Quote of %d lines, %s", cartLines, among), units: 1,
		before: func(ctx context.Context, s *stand) error {
			if more == nil {
				return nil
			}
			return s.desk.grant(ctx, more)
		},
		api: func(ctx context.Context, s *stand) error { return s.desk.quote(ctx) },
		sql: func(ctx context.Context, s *stand) (func() error, error) { return s.lookUp(ctx), nil },
	}
}

func (s *stand) list(ctx context.Context, request *apiv1.ListCustomersRequest, atLeast int) error {
	request.PageSize = pageSize
	page, err := s.customers.ListCustomers(ctx, request)
	if err != nil {
		return err
	}
	if len(page.GetCustomers()) < atLeast {
		return fmt.Errorf("a page of %d customers", len(page.GetCustomers()))
	}
	return nil
}

// create adds a customer as staff do.
func (s *stand) create(ctx context.Context) error {
	c := contractor(s.next())
	_, err := s.customers.CreateCustomer(ctx, &apiv1.CreateCustomerRequest{Customer: &apiv1.Customer{
		Kind: c.GetKind(), Name: c.GetName(), Email: "new." + c.GetEmail(), Phone: c.GetPhone(), TaxCountry: "PL",
	}})
	return err
}

// fragment is a part of an e-mail that few customers have.
func (s *stand) fragment() string { return fmt.Sprintf("sklep.%d", 3*(333+s.random.IntN(3000))+1) }

// lookUp is one indexed lookup and nothing else.
func (s *stand) lookUp(ctx context.Context) func() error {
	arguments := []any{s.someID()}
	return func() error {
		_, err := s.readAll(ctx, "SELECT * FROM customers WHERE id = $1", arguments)
		return err
	}
}

func (s *stand) someID() string { return s.ids[s.random.IntN(len(s.ids))] }

// next is a number that no contractor has had.
func (s *stand) next() int {
	s.pushed++
	return s.pushed
}
