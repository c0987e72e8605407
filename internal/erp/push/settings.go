package push

import (
	"strconv"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
)

// settings are what a push needs to know about its source system.
type settings struct {
	ownership   ownership.Table
	matchBy     matchBy
	holdsGroups bool // unknown groups are held, not created
	session     session
	snapshot    uuid.UUID // the run of the open snapshot; Nil when none is open
}

// matchBy says how a contractor with a new external id finds an existing customer.
type matchBy string

const (
	matchByTaxID matchBy = "tax_id"
	matchByEmail matchBy = "email"
)

// holdGroups is the setting by which unknown groups are held.
const holdGroups = "hold"

// session is the open session of a source system. Its pushes are numbered.
type session struct {
	id  uuid.UUID // Nil when none is open
	seq int64     // number of the last saved push
}

// admit refuses a push that is not the next one of the open session. A push outside of sessions is
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

// errSuperseded refuses calls of a session that another session has replaced. Its client must stop,
// because another client pushes now.
func errSuperseded() error {
	return fault.New(fault.Precondition, "SESSION_SUPERSEDED", "The session was ended, by itself or by a newer one.")
}
