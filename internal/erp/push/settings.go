package push

import (
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
)

// settings are what a push must know of its source system.
type settings struct {
	ownership   ownership.Table
	matchBy     matchBy
	holdsGroups bool // groups that nobody knows are held, not made
	session     session
	snapshot    uuid.UUID // the run of the open snapshot; Nil when there is none
}

// matchBy says how a contractor with a new external id finds a customer that is there already.
type matchBy string

const (
	matchByTaxID matchBy = "tax_id"
	matchByEmail matchBy = "email"
)

// holdGroups is the setting of unknown groups by which they are held.
const holdGroups = "hold"

// session is the open session of a source system: in it pushes are numbered.
type session struct {
	id  uuid.UUID // Nil when there is none
	seq int64     // the last push that is saved
}

// admit refuses a push that is not the next one of the open session. A push outside any session is
// always admitted.
func (s session) admit(id uuid.UUID, seq int64) error {
	if id == uuid.Nil {
		return nil
	}
	if id != s.id {
		return errSuperseded()
	}
	if seq != s.seq+1 {
		return fault.New(fault.Precondition, "SESSION_SEQ_UNEXPECTED", "The push is not the next one of its session.").
			With("expected_seq", strconv.FormatInt(s.seq+1, 10))
	}
	return nil
}

// errSuperseded refuses what a session does that another one has ended: its client must stop, for
// somebody else pushes now.
func errSuperseded() error {
	return fault.New(fault.Precondition, "SESSION_SUPERSEDED", "The session was ended, by itself or by a newer one.")
}
