package push

import (
	"bytes"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/kit/revision"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// Identity is what is saved of a contractor: its customer and its last push.
type Identity struct {
	ID          uuid.UUID
	CustomerID  uuid.UUID
	ExternalID  string
	Code        string
	Active      bool
	Revision    string
	Hash        []byte
	HashVersion int32
	Absent      bool              // the last snapshot did not contain it
	Pushed      map[string]string // fingerprints of shared fields as last pushed
}

// decide returns the outcome of a valid record if revision and hash determine it. It is empty if the
// content is needed.
func decide(r *Record, saved *Identity) intake.Outcome {
	if saved == nil {
		return ""
	}
	same := len(r.Hash) > 0 && saved.HashVersion == contenthash.Version && bytes.Equal(saved.Hash, r.Hash)
	if r.Revision != "" && saved.Revision != "" {
		switch order := revision.Compare(r.Revision, saved.Revision); {
		case order < 0:
			return intake.Stale
		case order == 0 && !same && saved.HashVersion == contenthash.Version:
			return intake.Conflict
		case order > 0:
			// A newer revision of the same content is saved, so that older revisions stay stale.
			return ""
		}
	}
	if same {
		return intake.Unchanged
	}
	return ""
}
