package operation

import (
	"context"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// Rights tells what somebody may do now, which may be less than when they confirmed an operation.
type Rights interface {
	// Identify refuses, by a fault, somebody who may do nothing any more.
	Identify(ctx context.Context, actor Actor) (auth.Identity, error)
}
