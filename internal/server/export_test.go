package server

import "time"

// BePatient sets for how long a heavy request waits its turn.
func (s *Server) BePatient(span time.Duration) { s.crowd.patience = span }
