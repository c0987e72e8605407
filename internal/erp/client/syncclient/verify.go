package syncclient

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/erp/contenthash"
)

// hashPage is the number of contractors on a page.
const hashPage = 5_000

// Difference is a contractor that differs between the two sides.
type Difference struct {
	ExternalID string
	Kind       DifferenceKind
}

// DifferenceKind says how the two sides differ.
type DifferenceKind string

// The kinds of differences.
const (
	Missing DifferenceKind = "MISSING" // only in the file
	Changed DifferenceKind = "CHANGED" // with other content on the server
	Extra   DifferenceKind = "EXTRA"   // only on the server
)

// Verify compares a file with the server. It returns the number of equal contractors and all
// differences, those missing on the server last. It keeps a hash of each record of the file.
func (c *Client) Verify(ctx context.Context, file contractorfile.Reader) (equal int, differences []Difference, err error) {
	ours, err := hashesOf(file)
	if err != nil {
		return 0, nil, err
	}
	request := &apiv1.ListContractorHashesRequest{PageSize: hashPage}
	for {
		page, err := call(ctx, c, request, c.rpc.ListContractorHashes)
		if err != nil {
			return equal, nil, err
		}
		for _, theirs := range page.GetContractors() {
			hash, isOurs := ours[theirs.GetExternalId()]
			delete(ours, theirs.GetExternalId())
			switch {
			case isOurs && hash == theirs.GetContentHash():
				equal++
			case isOurs:
				differences = append(differences, Difference{theirs.GetExternalId(), Changed})
			case !theirs.GetAbsent():
				differences = append(differences, Difference{theirs.GetExternalId(), Extra})
			}
		}
		if request.PageToken = page.GetNextPageToken(); request.GetPageToken() == "" {
			break
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ours)) {
		differences = append(differences, Difference{id, Missing})
	}
	return equal, differences, nil
}

func hashesOf(file contractorfile.Reader) (map[string]string, error) {
	hashes := map[string]string{}
	for {
		record, err := file.Next()
		if errors.Is(err, io.EOF) {
			return hashes, nil
		}
		if err != nil {
			return nil, err
		}
		if record.IsSendable() {
			hashes[record.Contractor.GetExternalId()] = contenthash.Text(contenthash.Of(record.Contractor))
		}
	}
}
