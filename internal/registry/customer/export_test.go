package customer

// CountAtMost lowers the bound up to which customers are counted one by one.
func (s *Service) CountAtMost(most int) { s.store.mostCounted = most }

// FilterFields are the names of the fields that customers are filtered by.
func FilterFields() []string {
	names := make([]string, len(filters))
	for i, f := range filters {
		names[i] = f.Name
	}
	return names
}
