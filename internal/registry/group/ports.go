package group

import (
	"context"

	"github.com/google/uuid"
)

// Customers is told, in the transaction that changes memberships, whose have changed. It refuses
// customers that do not exist.
type Customers interface {
	ChildrenChanged(ctx context.Context, customerIDs []uuid.UUID, fields ...string) error
}
