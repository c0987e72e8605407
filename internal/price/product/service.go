package product

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// MaxBatch is how many products one push takes.
const MaxBatch = 500

// Service keeps the products.
type Service struct {
	db    *database.DB
	clock clock.Clock
	store store
}

// NewService returns the products kept in the database.
func NewService(db *database.DB, clock clock.Clock) *Service {
	return &Service{db: db, clock: clock, store: store{db: db}}
}

// Result is what happened to a pushed product, and what to mend when it was rejected.
type Result struct {
	SKU     string
	Outcome intake.Outcome
	Wrong   []fault.Field
}

// Push saves products, each by its SKU. One that is not valid stops no other. History does not tell
// of products: they are managed elsewhere.
func (s *Service) Push(ctx context.Context, drafts []Draft) ([]Result, error) {
	switch {
	case len(drafts) == 0:
		return nil, fault.InvalidField("products", "BATCH_EMPTY", "A push has at least one product.")
	case len(drafts) > MaxBatch:
		return nil, fault.New(fault.Invalid, "BATCH_TOO_LARGE", fmt.Sprintf("A push has at most %d products.", MaxBatch)).
			With("max_records", strconv.Itoa(MaxBatch))
	}
	var results []Result
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		b := batch{now: s.clock.Now()}
		b.read(drafts)
		if err := s.save(ctx, &b); err != nil {
			return err
		}
		results = b.results
		return nil
	})
	return results, err
}

// batch is one push at work.
type batch struct {
	now      time.Time
	results  []Result
	products []*Product // those that are valid, by their place in the batch
	skus     []string   // of those

	inserted, updated []*Product
	past              []*Product // what the updated ones were, in the same order
}

func (b *batch) read(drafts []Draft) {
	b.results, b.products = make([]Result, len(drafts)), make([]*Product, len(drafts))
	seen := make(map[string]bool, len(drafts))
	for i, draft := range drafts {
		read, wrong := draft.read()
		if len(wrong) == 0 && seen[read.SKU] {
			wrong = []fault.Field{{Path: "sku", Reason: "SKU_DOUBLED", Text: "An earlier product of the batch has the same SKU."}}
		}
		b.results[i] = Result{SKU: draft.SKU, Outcome: intake.Rejected, Wrong: wrong}
		if len(wrong) == 0 {
			seen[read.SKU] = true
			b.products[i] = &read
			b.skus = append(b.skus, read.SKU)
		}
	}
}

// save compares the batch with what there is and writes what differs, a statement for each kind of thing.
func (s *Service) save(ctx context.Context, b *batch) error {
	there, err := s.store.bySKU(ctx, b.skus)
	if err != nil {
		return err
	}
	for i, p := range b.products {
		if p != nil {
			b.results[i].Outcome = b.compare(p, there[p.SKU])
		}
	}
	if len(b.inserted) > 0 {
		last, err := s.store.lastSerial(ctx)
		if err != nil {
			return err
		}
		for i, p := range b.inserted {
			p.Serial = last + 1 + int64(i)
		}
	}
	written := slices.Concat(b.inserted, b.updated)
	if len(written) == 0 {
		return nil
	}
	if err := s.store.keepPast(ctx, b.past, b.updated); err != nil {
		return err
	}
	// In one order, so that whoever writes the same products at once waits at the first of them.
	slices.SortFunc(written, func(a, b *Product) int { return strings.Compare(a.SKU, b.SKU) })
	if err := s.store.saveNames(ctx, written); err != nil {
		return err
	}
	return s.store.save(ctx, written)
}

// compare settles what becomes of a product.
func (b *batch) compare(p, saved *Product) intake.Outcome {
	switch {
	case saved == nil:
		p.ID, p.Version, p.CreatedAt, p.UpdatedAt = id.New(), 1, b.now, b.now
		b.inserted = append(b.inserted, p)
		return intake.Created
	case saved.says() == p.says():
		return intake.Unchanged
	default:
		p.ID, p.Version, p.Serial = saved.ID, saved.Version+1, saved.Serial
		p.CreatedAt, p.UpdatedAt = saved.CreatedAt, clock.Later(b.now, saved.UpdatedAt)
		b.past, b.updated = append(b.past, saved), append(b.updated, p)
		return intake.Updated
	}
}
