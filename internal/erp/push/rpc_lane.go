package push

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// maxWaiting is how many pushes of one source system may wait for their turn in one process.
const maxWaiting = 64

// lanes make the pushes of one source system wait for each other before they take a database connection.
// Between processes, the lock on the row of the source system does the same.
type lanes struct {
	mu sync.Mutex
	of map[uuid.UUID]*lane
}

type lane struct {
	turn    chan struct{}
	waiting int
}

// enter waits for the turn of the caller's source system; leave ends the turn.
func (l *lanes) enter(ctx context.Context) (leave func(), err error) {
	source, err := sourceOf(ctx)
	if err != nil {
		return nil, err
	}
	own, err := l.join(source)
	if err != nil {
		return nil, err
	}
	select {
	case own.turn <- struct{}{}:
		return func() {
			<-own.turn
			l.quit(own)
		}, nil
	case <-ctx.Done():
		l.quit(own)
		return nil, ctx.Err()
	}
}

func (l *lanes) join(source uuid.UUID) (*lane, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == nil {
		l.of = map[uuid.UUID]*lane{}
	}
	own := l.of[source]
	if own == nil {
		own = &lane{turn: make(chan struct{}, 1)}
		l.of[source] = own
	}
	if own.waiting >= maxWaiting {
		return nil, fault.New(fault.Unavailable, "TOO_BUSY", "Too many pushes of this source system wait already; send the request again later.")
	}
	own.waiting++
	return own, nil
}

func (l *lanes) quit(own *lane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own.waiting--
}
