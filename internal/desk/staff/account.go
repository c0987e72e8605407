package staff

import (
	"context"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

var errStaffOnly = fault.New(fault.Denied, "STAFF_ONLY", "Only staff can do this, not an API key.")

// Current returns the calling member; nil when an API key calls.
func (s *Sessions) Current(ctx context.Context) (*Member, error) {
	caller := auth.From(ctx)
	if caller.Kind != auth.Staff {
		return nil, nil
	}
	member, err := s.store.get(ctx, caller.ID)
	if err != nil {
		return nil, err
	}
	return &member, nil
}

// SavePreferences replaces the caller's preferences. Errors: STAFF_ONLY, LANGUAGE_UNKNOWN.
func (s *Sessions) SavePreferences(ctx context.Context, preferences Preferences) error {
	caller := auth.From(ctx)
	if caller.Kind != auth.Staff {
		return errStaffOnly
	}
	if err := preferences.validate(); err != nil {
		return err
	}
	return s.store.setPreferences(ctx, caller.ID, preferences)
}

// ChangePassword gives the caller another password and ends their other sessions. Guesses at the
// present one are counted as those at the sign-in are.
//
// Errors: STAFF_ONLY, CREDENTIALS_WRONG, TOO_MANY_ATTEMPTS, TOO_BUSY, PASSWORD_UNCHANGED and those
// of auth.CheckPassword.
func (s *Sessions) ChangePassword(ctx context.Context, current, next string) error {
	caller := auth.From(ctx)
	if caller.Kind != auth.Staff {
		return errStaffOnly
	}
	found, err := s.store.findByID(ctx, caller.ID)
	if err != nil {
		return err
	}
	ok, err := s.guess(ctx, found.Email.Key, func() (isRight bool, err error) {
		isRight, _, err = s.Hasher.Verify(ctx, current, found.hash)
		return isRight, err
	})
	if err != nil {
		return err
	}
	if !ok {
		return wrongCurrent()
	}
	if err := checkNext(current, next, found.Email.Typed); err != nil {
		return err
	}
	hash, err := s.Hasher.Hash(ctx, next)
	if err != nil {
		return err
	}
	return s.replacePassword(ctx, found, hash)
}

// replacePassword saves the hash if the password is still the one that was verified.
func (s *Sessions) replacePassword(ctx context.Context, verified account, hash string) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		now, err := s.store.findByID(ctx, verified.ID)
		if err != nil {
			return err
		}
		if now.hash != verified.hash || now.Disabled {
			return wrongCurrent()
		}
		if err := s.staff.setPassword(ctx, now, hash, false); err != nil {
			return err
		}
		if err := s.store.endSessions(ctx, verified.ID, auth.From(ctx).SessionID); err != nil {
			return err
		}
		return s.History.Record(ctx, audit.Entry{SubjectID: verified.ID, Action: actionPasswordChanged})
	})
}

// checkNext refuses the present password too: a temporary one was read by others.
func checkNext(current, next, email string) error {
	violations := auth.CheckPassword("newPassword", next, email)
	if auth.IsSamePassword(next, current) {
		violations = []fault.Field{{Path: "newPassword", Reason: "PASSWORD_UNCHANGED", Text: "This is the present password; choose another one."}}
	}
	return fault.InvalidFields(violations)
}

func wrongCurrent() error {
	const text = "The present password is wrong."
	field := fault.Field{Path: "currentPassword", Reason: errCredentials.Reason, Text: text}
	return &fault.Fault{Kind: errCredentials.Kind, Reason: errCredentials.Reason, Text: text, Fields: []fault.Field{field}}
}
