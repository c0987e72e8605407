// Package tombstone remembers which contractors were erased, so that no source system brings them back
// (SYNC-8). It keeps only a keyed hash of the external id, so that the database does not reveal who they
// were.
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

// secretSize is the size of the key in bytes.
const secretSize = 32

// List is the list of erased contractors.
type List struct {
	clock clock.Clock
	store *store
	db    *database.DB
}

// NewList returns the list kept in the database.
func NewList(db *database.DB, clock clock.Clock) *List {
	return &List{clock: clock, db: db, store: &store{db: db}}
}

// Add remembers contractors of a source system as erased. Adding one twice changes nothing.
func (l *List) Add(ctx context.Context, sourceID uuid.UUID, externalIDs []string) error {
	return l.db.InTx(ctx, func(ctx context.Context) error {
		key, err := l.store.ensureSecret(ctx, newSecret())
		if err != nil {
			return err
		}
		digests := make([][]byte, len(externalIDs))
		for i, externalID := range externalIDs {
			digests[i] = digest(key, sourceID, externalID)
		}
		return l.store.insert(ctx, sourceID, digests, l.clock.Now())
	})
}

// Erased returns which of the contractors were erased.
func (l *List) Erased(ctx context.Context, sourceID uuid.UUID, externalIDs []string) (map[string]bool, error) {
	if len(externalIDs) == 0 {
		return nil, nil
	}
	key, err := l.store.secret(ctx)
	if err != nil || key == nil {
		return nil, err // without a key, nobody was erased
	}
	names := make(map[string]string, len(externalIDs))
	digests := make([][]byte, len(externalIDs))
	for i, externalID := range externalIDs {
		digests[i] = digest(key, sourceID, externalID)
		names[string(digests[i])] = externalID
	}
	found, err := l.store.find(ctx, sourceID, digests)
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
