package feed

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// maxConsumers is how many consumers a source system can have.
const maxConsumers = 20

var (
	errTooManyConsumers = fault.New(fault.Precondition, "TOO_MANY_CONSUMERS",
		"The source system has too many consumers; delete those that no longer read.")
	errConsumerNotFound = fault.New(fault.NotFound, "CONSUMER_NOT_FOUND", "There is no such consumer.")
)

// Consumer is a reader that reports how far it has come.
type Consumer struct {
	Name     string
	AckedAt  time.Time
	Backlog  int64     // positions that it has not acknowledged
	OldestAt time.Time // when the oldest of these events was made; zero if there is none

	position int64 // the last one that it has acknowledged; zero if that was in another epoch
}

// AckInput says that a consumer has saved everything up to a cursor.
type AckInput struct {
	SourceSystemID uuid.UUID
	Consumer       string
	Cursor         string
}

// Ack records how far a consumer has come and returns the highest cursor that it has acknowledged. A lower one
// than before changes nothing, and one of another epoch never counts.
//
// Errors: those of Read, TOO_MANY_CONSUMERS.
func (f *Feed) Ack(ctx context.Context, in AckInput) (string, error) {
	now, err := f.extent(ctx)
	if err != nil {
		return "", err
	}
	acked, err := f.locate(ctx, now, in.Cursor,
		Filter{SourceSystemID: in.SourceSystemID}, Filter{SourceSystemID: in.SourceSystemID, IncludeOwn: true})
	if err != nil {
		return "", err
	}
	highest := acked.position
	err = f.db.InTx(ctx, func(ctx context.Context) error {
		moved, err := f.moveConsumer(ctx, in, acked.position, now.epoch)
		if err != nil || moved {
			return err
		}
		saved, found, err := f.findConsumer(ctx, in)
		if err != nil {
			return err
		}
		if !found {
			return f.addConsumer(ctx, in, acked.position, now.epoch)
		}
		highest = saved
		return nil
	})
	if err != nil || highest == acked.position {
		return in.Cursor, err
	}
	saved, err := f.cursorAt(ctx, highest)
	saved.filter = acked.filter
	return saved.format(now.epoch), err
}

// addConsumer adds a consumer. The lock on the head puts simultaneous calls in order, so that each counts those
// before it.
func (f *Feed) addConsumer(ctx context.Context, in AckInput, position int64, epoch uuid.UUID) error {
	if _, err := f.reserve(ctx, 0); err != nil {
		return err
	}
	count, err := f.countConsumers(ctx, in.SourceSystemID)
	if err != nil {
		return err
	}
	if count >= maxConsumers {
		return errTooManyConsumers
	}
	return f.insertConsumer(ctx, in, position, epoch)
}

// ListConsumers returns the consumers of a source system by name. A consumer that has acknowledged nothing since
// the feed began again still has everything to read.
func (f *Feed) ListConsumers(ctx context.Context, sourceSystemID uuid.UUID) ([]Consumer, error) {
	now, err := f.extent(ctx)
	if err != nil {
		return nil, err
	}
	consumers, err := f.consumers(ctx, sourceSystemID, now.epoch)
	for i := range consumers {
		behind := max(consumers[i].position, now.oldest-1)
		consumers[i].Backlog = max(0, now.newest-behind)
	}
	return consumers, err
}

// DeleteConsumer removes a consumer. Errors: CONSUMER_NOT_FOUND.
func (f *Feed) DeleteConsumer(ctx context.Context, sourceSystemID uuid.UUID, name string) error {
	found, err := f.deleteConsumer(ctx, sourceSystemID, name)
	if err == nil && !found {
		err = errConsumerNotFound
	}
	return err
}
