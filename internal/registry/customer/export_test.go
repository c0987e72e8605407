package customer

// CountAtMost lowers the bound up to which customers are counted one by one.
func (s *Service) CountAtMost(most int) { s.store.mostCounted = most }
