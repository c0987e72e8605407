package auth

import "time"

// Limits say how long sessions last and how many passwords may be tried.
type Limits struct {
	SessionLife time.Duration // how long a session lasts at most
	SessionIdle time.Duration // how long a session lasts without a request

	// The wrong passwords allowed within a window, at one account from one network and at all accounts from it.
	Window     time.Duration
	PerAccount int
	PerNetwork int
}

// DefaultLimits are those of a server that is told nothing else.
func DefaultLimits() Limits {
	return Limits{SessionLife: 7 * 24 * time.Hour, SessionIdle: 12 * time.Hour, Window: 10 * time.Minute, PerAccount: 10, PerNetwork: 100}
}
