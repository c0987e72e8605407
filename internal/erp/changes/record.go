package changes

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/platform/feed"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// join joins events with their present customers. Events are read first, so that a customer is at least
// as new as each of its events.
func (s *Service) join(ctx context.Context, reader uuid.UUID, events []feed.Event) ([]Change, error) {
	var ids []uuid.UUID
	for _, event := range events {
		ids = append(ids, event.CustomerID)
	}
	slices.SortFunc(ids, compareIDs)
	customers, err := s.Customers.LoadMany(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	records, err := s.records(ctx, customers)
	if err != nil {
		return nil, err
	}
	changes := make([]Change, len(events))
	for i, event := range events {
		changes[i] = Change{Event: event}
		record := records[event.CustomerID]
		if record == nil || isErased(event, record.Customer) {
			continue
		}
		changes[i].Record = record
		for _, external := range record.Customer.ExternalIDs {
			if external.SourceSystemID == reader {
				changes[i].ExternalIDs = append(changes[i].ExternalIDs, external.ExternalID)
			}
		}
	}
	return changes, nil
}

// isErased reports whether nothing of the customer may be returned.
func isErased(event feed.Event, c *customer.Customer) bool {
	return event.Kind == feed.Deleted || event.Kind == feed.Anonymized || c.Status() == customer.Anonymized
}

// records adds addresses, employees and groups to customers. It reads them after the customers: if they
// were older than the version of the customer, readers would never learn of the difference. Newer ones
// are just delivered twice.
func (s *Service) records(ctx context.Context, customers map[uuid.UUID]*customer.Customer) (map[uuid.UUID]*Record, error) {
	var ids, groups []uuid.UUID
	for id, c := range customers {
		ids = append(ids, id)
		groups = append(groups, c.GroupIDs()...)
	}
	addresses, err := s.Customers.AddressesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	employees, err := s.Employees.ListByCustomers(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(groups, compareIDs)
	names, err := s.Groups.Names(ctx, slices.Compact(groups))
	if err != nil {
		return nil, err
	}
	records := make(map[uuid.UUID]*Record, len(customers))
	for id, c := range customers {
		record := &Record{Customer: c, Addresses: addresses[id], Employees: employees[id]}
		for _, group := range c.GroupIDs() {
			if name, ok := names[group]; ok {
				record.Groups = append(record.Groups, name)
			}
		}
		records[id] = record
	}
	return records, nil
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
