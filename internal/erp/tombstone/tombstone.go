// Package tombstone remembers which contractors were erased, so that no source system brings them
// back (SYNC-8). It keeps a keyed hash of the external id and nothing else: whoever reads the
// database cannot tell who it was.
package tombstone

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// secretSize is that of the key, in bytes.
const secretSize = 32

// Stones are the tombstones kept in the database.
type Stones struct {
	clock clock.Clock
	store *store
	db    *database.DB
}

// New returns the tombstones kept in the database.
func New(db *database.DB, clock clock.Clock) *Stones {
	return &Stones{clock: clock, db: db, store: &store{db: db}}
}

// Set remembers contractors of a source system as erased. Setting one twice is setting it once.
func (s *Stones) Set(ctx context.Context, sourceID uuid.UUID, externalIDs []string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		key, err := s.store.ensureSecret(ctx, newSecret())
		if err != nil {
			return err
		}
		digests := make([][]byte, len(externalIDs))
		for i, externalID := range externalIDs {
			digests[i] = digest(key, sourceID, externalID)
		}
		return s.store.insert(ctx, sourceID, digests, s.clock.Now())
	})
}

// Among returns which of the contractors of a source system were erased.
func (s *Stones) Among(ctx context.Context, sourceID uuid.UUID, externalIDs []string) (map[string]bool, error) {
	if len(externalIDs) == 0 {
		return nil, nil
	}
	key, err := s.store.secret(ctx)
	if err != nil || key == nil {
		return nil, err // without a secret nobody was ever erased
	}
	names := make(map[string]string, len(externalIDs))
	digests := make([][]byte, len(externalIDs))
	for i, externalID := range externalIDs {
		digests[i] = digest(key, sourceID, externalID)
		names[string(digests[i])] = externalID
	}
	found, err := s.store.find(ctx, sourceID, digests)
	if err != nil {
		return nil, err
	}
	erased := make(map[string]bool, len(found))
	for _, digest := range found {
		erased[names[string(digest)]] = true
	}
	return erased, nil
}

func newSecret() []byte {
	secret := make([]byte, secretSize)
	_, _ = rand.Read(secret) // it never fails
	return secret
}

func digest(key []byte, sourceID uuid.UUID, externalID string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(sourceID[:])
	mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(externalID))))
	mac.Write([]byte(externalID))
	return mac.Sum(nil)
}
