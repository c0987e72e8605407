package push

import (
	"bytes"

	"github.com/google/uuid"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
	"github.com/kartoteka/kartoteka/internal/kit/revision"
)

// identity is what is saved of a contractor: who it became and what was last pushed.
type identity struct {
	id          uuid.UUID
	customerID  uuid.UUID
	externalID  string
	code        string
	active      bool
	revision    string
	hash        []byte
	hashVersion int32
	absent      bool              // the last snapshot was without it
	pushed      map[string]string // fingerprints of shared fields as last pushed
}

// decide says what a valid record comes to without looking at its content: nothing for one that is
// older or the same, otherwise OUTCOME_UNSPECIFIED, and the content decides.
func decide(r *record, saved *identity) apiv1.Outcome {
	if saved == nil {
		return apiv1.Outcome_OUTCOME_UNSPECIFIED
	}
	same := saved.hashVersion == contenthash.Version && bytes.Equal(saved.hash, r.hash)
	if r.revision != "" && saved.revision != "" {
		switch order := revision.Compare(r.revision, saved.revision); {
		case order < 0:
			return apiv1.Outcome_OUTCOME_STALE
		case order == 0 && !same && saved.hashVersion == contenthash.Version:
			return apiv1.Outcome_OUTCOME_CONFLICT
		case order > 0:
			// A newer revision of the same content is saved, so that older ones stay stale.
			return apiv1.Outcome_OUTCOME_UNSPECIFIED
		}
	}
	if same {
		return apiv1.Outcome_OUTCOME_UNCHANGED
	}
	return apiv1.Outcome_OUTCOME_UNSPECIFIED
}
