package server

import (
	"context"
	"time"
)

// Explain says of a stream that the server does not end why it ended.
func Explain(cause error) error { return (&stream{stopping: context.Background()}).explain(cause) }

// SetMaxWait sets how long a heavy request waits for its turn.
func (s *Server) SetMaxWait(span time.Duration) { s.inFlight.maxWait = span }
