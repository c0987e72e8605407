package auth

import (
	"context"
	"fmt"
	"runtime"

	"github.com/alexedwards/argon2id"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// waitingPerCore is how many hashes may wait for each core. The last of them waits about a second.
const waitingPerCore = 16

// The cost of a hash: the minimum that OWASP asks for, since everybody who knows the address of the sign-in page
// can make the server pay it.
var params = argon2id.Params{Memory: 19456, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// unknown is the hash that a password is compared with if there is no account. Nothing matches it: whoever finds a
// password for it has broken the hash.
const unknown = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

var errBusy = fault.New(fault.Unavailable, "TOO_BUSY", "Too many people are signing in at this moment; try again in a few seconds.").
	With("retry_after_seconds", "2")

// Hasher hashes and verifies passwords, at most one per core at a time: each hash takes 19 MiB and tens of
// milliseconds, and a flood of them would stop everything else. The zero Hasher has no core and is always too
// busy.
type Hasher struct {
	places chan struct{} // running and waiting
	cores  chan struct{} // running
}

// NewHasher returns a Hasher; a process needs one.
func NewHasher() *Hasher { return newHasher(runtime.GOMAXPROCS(0), waitingPerCore) }

func newHasher(cores, waiting int) *Hasher {
	return &Hasher{places: make(chan struct{}, cores*(1+waiting)), cores: make(chan struct{}, cores)}
}

// Hash returns the password's argon2id hash. Errors: TOO_BUSY.
func (h *Hasher) Hash(ctx context.Context, password string) (hash string, err error) {
	err = h.run(ctx, func() error {
		hash, err = argon2id.CreateHash(normalPassword(password), &params)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// Verify reports whether the password belongs to the hash, and whether the hash is outdated, so that the password
// should be hashed again. An empty hash is that of an unknown account: Verify takes as long and says no. Errors:
// TOO_BUSY.
func (h *Hasher) Verify(ctx context.Context, password, hash string) (ok, outdated bool, err error) {
	if hash == "" {
		hash = unknown
	}
	err = h.run(ctx, func() error {
		ok, outdated, err = verify(password, hash)
		return err
	})
	if err != nil {
		return false, false, fmt.Errorf("verify password: %w", err)
	}
	return ok, outdated, nil
}

// verify tries the password in the form that is hashed, and then as typed: hashes of before were made so. Which of
// the two are tried depends on the password alone, so that the time tells nothing of the account.
func verify(password, hash string) (ok, outdated bool, err error) {
	normal := normalPassword(password)
	ok, cost, err := argon2id.CheckHash(normal, hash)
	if err != nil {
		return false, false, err
	}
	outdated = ok && *cost != params
	if normal == password {
		return ok, outdated, nil
	}
	isOld, _, err := argon2id.CheckHash(password, hash)
	return ok || isOld, outdated || isOld, err
}

// run waits for a core behind a limited number of others.
func (h *Hasher) run(ctx context.Context, work func() error) error {
	select {
	case h.places <- struct{}{}:
		defer func() { <-h.places }()
	default:
		return errBusy
	}
	select {
	case h.cores <- struct{}{}:
		defer func() { <-h.cores }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return work()
}
