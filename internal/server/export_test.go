package server

import "time"

// SetMaxWait sets how long a heavy request waits for its turn.
func (s *Server) SetMaxWait(span time.Duration) { s.inFlight.maxWait = span }
