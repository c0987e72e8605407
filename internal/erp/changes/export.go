package changes

import (
	"context"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/page"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
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
	FeedCursor string // where Pull goes on afterwards; only on the first page
}

// Export returns a page of all customers, by id. The first page has the feed cursor from before the
// listing, so that changes during the export are pulled afterwards.
//
// Errors: PAGE_TOKEN_INVALID, PAGE_TOKEN_MISMATCH, SOURCE_REQUIRED.
func (s *Service) Export(ctx context.Context, in ExportInput) (Exported, error) {
	source, err := caller(ctx)
	if err != nil {
		return Exported{}, err
	}
	var exported Exported
	list := page.List[uuid.UUID]{
		Query: page.Hash("export", source.String()),
		After: func(place page.Place, limit int) (ids []uuid.UUID, err error) {
			if in.PageToken == "" {
				if exported.FeedCursor, err = s.beginExport(ctx, source); err != nil {
					return nil, err
				}
			}
			return s.Customers.IDsAfter(ctx, place.ID, limit)
		},
		At:    func(id uuid.UUID) page.Place { return page.Place{ID: id} },
		Usual: usualExport, Most: mostExport,
	}
	ids, next, err := list.Read(in.PageSize, in.PageToken)
	if err != nil {
		return Exported{}, err
	}
	exported.NextToken = next
	exported.Records, err = s.inOrder(ctx, ids)
	return exported, err
}

// beginExport records the export in the history (SEC-3) and returns the feed cursor.
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

// inOrder returns the records of customers in the order of the ids, without customers that were just deleted.
func (s *Service) inOrder(ctx context.Context, ids []uuid.UUID) ([]*Record, error) {
	customers, err := s.Customers.LoadMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	records, err := s.records(ctx, customers)
	if err != nil {
		return nil, err
	}
	var ordered []*Record
	for _, id := range ids {
		if record := records[id]; record != nil {
			ordered = append(ordered, record)
		}
	}
	return ordered, nil
}
