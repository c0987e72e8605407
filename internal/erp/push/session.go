package push

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// OpenSession begins a session, or resumes the open one, and returns its id and the number of its last
// push. A new session replaces the open one.
func (s *Service) OpenSession(ctx context.Context, resume uuid.UUID) (sessionID uuid.UUID, seq int64, err error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return uuid.Nil, 0, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		have, err := s.store.lockSource(ctx, source, s.Clock.Now())
		if err != nil {
			return err
		}
		if resume == uuid.Nil {
			sessionID, seq = id.New(), 0
			return s.store.saveSession(ctx, source, session{id: sessionID})
		}
		if resume != have.session.id {
			return errSuperseded()
		}
		sessionID, seq = have.session.id, have.session.seq
		return nil
	})
	return sessionID, seq, err
}

// CloseSession ends a session. A closed session may be closed again.
func (s *Service) CloseSession(ctx context.Context, sessionID uuid.UUID) error {
	source, err := sourceOf(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		have, err := s.store.lockSource(ctx, source, s.Clock.Now())
		if err != nil || have.session.id == uuid.Nil {
			return err
		}
		if sessionID != have.session.id {
			return errSuperseded()
		}
		return s.store.saveSession(ctx, source, session{})
	})
}
