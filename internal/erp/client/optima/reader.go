// Package optima reads the contractors of a Comarch ERP Optima "offline" XML file,
// as written by Optima and by programs that imitate it.
//
// The file changes only what it contains:
//
//   - An element with a value sets its field.
//   - An empty element clears a field that the ERP owns (clear_fields), because the
//     format has no other way to remove a value: tax ID, registration number, payment
//     method, discount, price level, the ERP's groups and addresses. Nie in
//     JEST_LIMIT_KREDYTU or INDYWIDUALNY_TERMIN clears credit limit or payment terms.
//   - An empty element does not clear a field that staff edit too: e-mail, phone, first
//     name, account manager, note. Most contractors have some of these empty, and each
//     change in the ERP would remove what staff have entered.
//   - A missing element leaves its field alone, because many writers know only some of
//     the elements.
//
// A missing FINALNY means Nie, as in Optima. NIEAKTYWNY has no default, so that a missing
// element never lifts a block. Values are read in any letter case and with or without
// accents, elements in any order and namespace, addresses inside ADRESY or directly under
// KONTRAHENT, a mailing address with names of its own. Suppliers are skipped. What the
// registry has no place for (PESEL, bank accounts, attributes, …) is not kept, and a
// warning says that there was something.
//
// The package reports only what cannot be read, and leaves the rules to the server.
package optima

import (
	"encoding/xml"
	"errors"
	"io"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
)

const (
	root       = "ROOT"
	section    = "KONTRAHENCI"
	contractor = "KONTRAHENT"
)

// Reader returns the contractors of a file one by one, and keeps only one in memory.
// It implements contractorfile.Reader.
type Reader struct {
	tokens  *tokens
	failed  error    // why reading has ended
	path    []string // elements around the next token, down to the section
	hasRoot bool
	number  int
	idFrom  string
}

// NewReader returns a reader of r, which is not trusted.
func NewReader(r io.Reader) *Reader {
	tokens, err := newTokens(contractorfile.Limit(r))
	return &Reader{tokens: tokens, failed: err, idFrom: "ID_ZRODLA"}
}

// ByCode makes the reader take AKRONIM for the external id: some writers have no ID_ZRODLA. It returns the reader.
func (r *Reader) ByCode() *Reader {
	r.idFrom = "AKRONIM"
	return r
}

// Next returns the next contractor, or io.EOF after a valid file.
func (r *Reader) Next() (contractorfile.Record, error) {
	if r.failed != nil {
		return contractorfile.Record{}, r.failed
	}
	record, err := r.read()
	r.failed = err
	return record, err
}

func (r *Reader) read() (contractorfile.Record, error) {
	for {
		token, line, err := r.tokens.next()
		if err != nil {
			return contractorfile.Record{}, r.end(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if r.isContractor(token.Name.Local) {
				return r.record(line)
			}
			if err := r.enter(token.Name.Local, line); err != nil {
				return contractorfile.Record{}, err
			}
		case xml.EndElement:
			r.path = r.path[:len(r.path)-1]
		case xml.CharData:
			if len(r.path) == 0 && !isBlank(token) {
				return contractorfile.Record{}, r.stray(line)
			}
		}
	}
}

// end distinguishes the end of a file from a file that has no contractors at all.
func (r *Reader) end(err error) error {
	if errors.Is(err, io.EOF) && !r.hasRoot {
		return contractorfile.Refuse(1, "FORMAT_UNKNOWN", "The file holds no XML.")
	}
	return err
}

func (r *Reader) isContractor(name string) bool {
	return name == contractor && len(r.path) > 0 && r.path[len(r.path)-1] == section
}

// enter enters the elements that contain contractors and skips the others.
func (r *Reader) enter(name string, line int) error {
	switch {
	case len(r.path) == 0 && r.hasRoot:
		return r.stray(line)
	case len(r.path) == 0 && name != root && name != section:
		return contractorfile.Refuse(line, "FORMAT_UNKNOWN", "The file is not an Optima file: its root is neither ROOT nor KONTRAHENCI.")
	case len(r.path) == 0, r.path[0] == root && len(r.path) == 1 && name == section:
		r.hasRoot = true
		r.path = append(r.path, name)
		return nil
	default:
		return r.tokens.skip()
	}
}

func (r *Reader) stray(line int) error {
	return contractorfile.Refuse(line, "STRAY_CONTENT", "There is something outside the root element.")
}

func (r *Reader) record(line int) (contractorfile.Record, error) {
	r.number++
	parser := parser{tokens: r.tokens}
	tree, err := parser.parse(contractor, nil, contractorShape)
	if err != nil {
		return contractorfile.Record{}, err
	}
	draft := draft{Contractor: &apiv1.Contractor{}, problems: parser.problems}
	draft.fill(tree)
	draft.identify(tree, r.idFrom)
	draft.warnOfUnread(parser.unread)
	return contractorfile.Record{
		Number:     r.number,
		Line:       line,
		Contractor: draft.Contractor,
		Warnings:   draft.warnings,
		Problems:   draft.problems,
		Skipped:    draft.isSupplier,
	}, nil
}
