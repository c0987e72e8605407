package staff

import (
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// session is a signed-in browser of a member.
type session struct {
	id        uuid.UUID
	memberID  uuid.UUID
	tokenHash []byte
	createdAt time.Time
	seenAt    time.Time
	expiresAt time.Time
	ip        string
	userAgent string
}

func newSession(memberID uuid.UUID, token string, client auth.Client, now time.Time, life time.Duration) session {
	n := session{
		id: id.New(), memberID: memberID, tokenHash: auth.HashToken(token),
		createdAt: now, seenAt: now, expiresAt: now.Add(life), userAgent: client.UserAgent,
	}
	if client.Address.IsValid() {
		n.ip = client.Address.String()
	}
	return n
}

// isOver reports whether the session has lasted too long or has been idle for too long.
func (n session) isOver(now time.Time, idle time.Duration) bool {
	return !now.Before(n.expiresAt) || now.Sub(n.seenAt) >= idle
}
