package feed

import (
	"context"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
)

// Info is the state of the feed as a source system sees it.
type Info struct {
	Epoch  string // name of the epoch, which changes if cursors can no longer be trusted
	Head   string // cursor of the newest event; reading may begin there with any setting
	Oldest string // cursor before the oldest event that is kept; likewise
}

// Info returns the state of the feed for a source system.
func (f *Feed) Info(ctx context.Context, sourceSystemID uuid.UUID) (Info, error) {
	now, err := f.extent(ctx)
	if err != nil {
		return Info{}, err
	}
	head, err := f.cursorAt(ctx, now.newest)
	if err != nil {
		return Info{}, err
	}
	head.filter = Filter{SourceSystemID: sourceSystemID}.start()
	oldest := cursor{position: now.oldest - 1, filter: head.filter}
	return Info{Epoch: nameText(now.epoch), Head: head.format(now.epoch), Oldest: oldest.format(now.epoch)}, nil
}

// RotateEpoch makes the feed refuse all earlier cursors with CURSOR_EPOCH_CHANGED. Call it after the database was
// restored from a copy.
func (f *Feed) RotateEpoch(ctx context.Context) error {
	now, err := f.extent(ctx)
	if err != nil {
		return err
	}
	return f.rotate(ctx, now.epoch)
}

// beginAnew answers a cursor of the present epoch that this database cannot have made: the database is a copy from
// before that cursor.
func (f *Feed) beginAnew(ctx context.Context, epoch uuid.UUID) error {
	if err := f.rotate(ctx, epoch); err != nil {
		return err
	}
	return errEpochChanged
}

// rotate replaces the epoch unless somebody else has already done so.
func (f *Feed) rotate(ctx context.Context, epoch uuid.UUID) error {
	next := uuid.New()
	var rotated bool
	err := f.db.InTx(ctx, func(ctx context.Context) (err error) {
		rotated, err = f.replaceEpoch(ctx, epoch, next)
		return err
	})
	if rotated && err == nil {
		zerolog.Ctx(ctx).Warn().Str("from", nameText(epoch)).Str("to", nameText(next)).Msg("feed epoch rotated")
	}
	return err
}
