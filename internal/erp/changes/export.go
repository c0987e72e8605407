package changes

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

const (
	usualExport = 100
	mostExport  = 500
)

// ExportInput asks for a page of all customers.
type ExportInput struct {
	PageSize  int32
	PageToken string
}

// Exported is a page of all customers.
type Exported struct {
	Records    []*Record
	NextToken  string // empty on the last page
	FeedCursor string // from which Pull goes on afterwards; on the first page alone
}

// Export returns a page of all customers, by id. The first page has the cursor of the feed from
// before anything was listed, so that whatever changes meanwhile is pulled afterwards.
//
// Errors: PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH, SOURCE_REQUIRED.
func (s *Service) Export(ctx context.Context, in ExportInput) (Exported, error) {
	source, err := caller(ctx)
	if err != nil {
		return Exported{}, err
	}
	size, err := page.SizeUpTo(in.PageSize, usualExport, mostExport)
	if err != nil {
		return Exported{}, err
	}
	hash := page.Hash("export", source.String())
	after, err := behind(in.PageToken, hash)
	if err != nil {
		return Exported{}, err
	}
	var exported Exported
	if in.PageToken == "" {
		if exported.FeedCursor, err = s.beginExport(ctx, source); err != nil {
			return Exported{}, err
		}
	}
	customers, last, err := s.Customers.ListByID(ctx, after, size)
	if err != nil {
		return Exported{}, err
	}
	if last != uuid.Nil {
		exported.NextToken = page.Encode(page.Cursor{ID: last.String(), Query: hash})
	}
	exported.Records, err = s.inOrder(ctx, customers)
	return exported, err
}

// beginExport takes note of the export, as of every one (SEC-3), and returns the cursor of the feed.
func (s *Service) beginExport(ctx context.Context, source uuid.UUID) (string, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.History.Record(ctx, audit.Entry{SubjectID: source, Action: "CONTRACTORS_EXPORTED"})
	})
	if err != nil {
		return "", err
	}
	info, err := s.Feed.Info(ctx, source)
	return info.Head, err
}

// behind returns the id that the page before ended with.
func behind(token string, hash uint64) (uuid.UUID, error) {
	if token == "" {
		return uuid.Nil, nil
	}
	cursor, err := page.Decode(token, hash)
	if err != nil {
		return uuid.Nil, err
	}
	after, err := id.Parse(cursor.ID)
	if err != nil {
		return uuid.Nil, page.ErrInvalid()
	}
	return after, nil
}

// inOrder returns the records of customers in the order of these.
func (s *Service) inOrder(ctx context.Context, customers []*customer.Customer) ([]*Record, error) {
	byID := make(map[uuid.UUID]*customer.Customer, len(customers))
	for _, c := range customers {
		byID[c.ID] = c
	}
	records, err := s.records(ctx, byID)
	if err != nil {
		return nil, err
	}
	ordered := make([]*Record, len(customers))
	for i, c := range customers {
		ordered[i] = records[c.ID]
	}
	return ordered, nil
}
