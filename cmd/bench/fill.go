package main

import (
	"context"
	"fmt"

	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// batchSize is how many contractors a push has.
const batchSize = 500

var (
	firstNames = []string{"Agnieszka", "Jan", "Małgorzata", "Žofie", "Ελένη", "Łukasz", "Piotr", "Zuzanna", "Jiří", "Δήμητρα"}
	lastNames  = []string{"Kowalski", "Nowak", "Wiśniewska", "Dvořák", "Παπαδόπουλος", "Wójcik", "Zając", "Novotná", "Bąk", "Żak"}
	trades     = []string{"Hurtownia", "Drukarnia", "Piekarnia", "Księgarnia", "Βιβλιοπωλείο", "Truhlářství"}
)

// contractor is the n-th contractor, always the same.
func contractor(n int) *apiv1.Contractor {
	first, last := firstNames[n%len(firstNames)], lastNames[(n/10)%len(lastNames)]
	c := &apiv1.Contractor{
		ExternalId: fmt.Sprintf("%08d-bench", n), Code: proto.String(fmt.Sprintf("K%07d", n)),
		Kind:  apiv1.CustomerKind_CUSTOMER_KIND_COMPANY.Enum(),
		Name:  proto.String(fmt.Sprintf("%s %s %d", trades[n%len(trades)], last, n*7919%1_000_003)),
		Email: proto.String(fmt.Sprintf("%s.%d@bench.example", []string{"biuro", "sklep", "info"}[n%3], n)),
		Phone: proto.String(fmt.Sprintf("+48 6%08d", n%100_000_000)), FirstName: &first, LastName: &last,
		TaxCountry: proto.String("PL"), TaxStatus: apiv1.TaxStatus_TAX_STATUS_DOMESTIC.Enum(),
		PaymentTermsDays: proto.Int32(14), PaymentMethod: proto.String("przelew"), PriceLevel: proto.String("A"),
		CreditLimit: &apiv1.Money{Amount: "25000.00", Currency: "PLN"}, DiscountPercent: proto.String("5.00"),
		Groups: []string{[]string{"Hurt", "Detal"}[n%2]},
		Addresses: []*apiv1.Address{{
			Type: apiv1.AddressType_ADDRESS_TYPE_BILLING, IsDefault: true, Street: fmt.Sprintf("Długa %d", n%200),
			PostalCode: "80-831", City: "Gdańsk", Country: "PL",
		}},
	}
	return c
}

// push sends the contractors [from, from+batchSize).
func (s *stand) push(ctx context.Context, from int) error {
	request := &apiv1.PushContractorsRequest{Contractors: make([]*apiv1.Contractor, batchSize)}
	for i := range request.Contractors {
		request.Contractors[i] = contractor(from + i)
	}
	answer, err := s.sync.PushContractors(ctx, request)
	if err != nil {
		return err
	}
	if rejected := answer.GetSummary().GetRejected(); rejected > 0 {
		return fmt.Errorf("%d contractors rejected: %v", rejected, answer.GetResults()[0])
	}
	return nil
}

// fill pushes customers and finds the places that the reading jobs need.
func (s *stand) fill(ctx context.Context, customers int) error {
	for s.pushed < customers {
		if err := s.push(ctx, s.pushed); err != nil {
			return err
		}
		s.pushed += batchSize
	}
	if err := s.findDeepPage(ctx, customers*9/10); err != nil {
		return err
	}
	if err := s.desk.stock(ctx, s.ids[0]); err != nil {
		return err
	}
	if s.postgres {
		if _, err := s.sql.ExecContext(ctx, "VACUUM ANALYZE"); err != nil {
			return err
		}
	}
	return nil
}

// findDeepPage walks the list to the page that begins near the depth.
func (s *stand) findDeepPage(ctx context.Context, depth int) error {
	seen := 0
	for seen < depth {
		page, err := s.customers.ListCustomers(ctx, &apiv1.ListCustomersRequest{PageSize: 200, PageToken: s.deep.token})
		if err != nil {
			return err
		}
		for i, c := range page.GetCustomers() {
			if i%20 == 0 {
				s.ids = append(s.ids, c.GetId())
			}
		}
		seen += len(page.GetCustomers())
		s.deep.token = page.GetNextPageToken()
		s.deep.id = page.GetCustomers()[len(page.GetCustomers())-1].GetId()
	}
	return s.sql.QueryRowContext(ctx, "SELECT name_key FROM customers WHERE id = $1", s.deep.id).Scan(&s.deep.key)
}
