// Package optima reads the contractors of a Comarch ERP Optima "offline" XML file,
// as Optima and the programs that imitate it write them.
//
// The file speaks for what it holds and for nothing else:
//
//   - An element with a value sets its field.
//   - An element that is there but empty empties what the ERP owns (clear_fields),
//     because that is how the format says that a value was removed: tax ID, registration
//     number, payment method, discount, price level, the ERP's groups and addresses. So
//     does Nie in JEST_LIMIT_KREDYTU or INDYWIDUALNY_TERMIN for credit limit and payment
//     terms.
//   - It leaves alone what staff edit too: e-mail, phone, first name, account manager,
//     note. Most contractors come with some of these empty, and each change in the ERP
//     would wipe what staff had entered in the meantime.
//   - An element that is missing leaves its field alone: many writers know only some
//     elements, and their silence must not wipe what another source has told.
//
// FINALNY is Nie when it is missing, as in Optima; NIEAKTYWNY has no default, so that
// a missing element never lifts a block. Values are read in any letter case and with
// or without accents, elements in any order and namespace, addresses inside ADRESY or
// directly under KONTRAHENT. Suppliers are skipped. What means nothing to the registry
// (PESEL, bank accounts, attributes, …) is not read at all.
//
// The package judges only what cannot be read; the rules are the server's.
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

// Reader gives the contractors of a file one by one and keeps only one in memory.
// It implements contractorfile.Reader.
type Reader struct {
	tokens  *tokens
	failed  error    // why there is nothing more to read
	path    []string // elements around the next token, down to the section
	hasRoot bool
	number  int
}

// NewReader returns a reader of r, which may be hostile.
func NewReader(r io.Reader) *Reader {
	tokens, err := newTokens(contractorfile.Limit(r))
	return &Reader{tokens: tokens, failed: err}
}

// Next returns the next contractor, or io.EOF after a file that was right to its end.
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

// end tells the end of a file from the end of what was never a file of contractors.
func (r *Reader) end(err error) error {
	if errors.Is(err, io.EOF) && !r.hasRoot {
		return contractorfile.Refuse(1, "FORMAT_UNKNOWN", "The file holds no XML.")
	}
	return err
}

func (r *Reader) isContractor(name string) bool {
	return name == contractor && len(r.path) > 0 && r.path[len(r.path)-1] == section
}

// enter goes into the elements that lead to contractors and past the others.
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
	return contractorfile.Record{
		Number:     r.number,
		Line:       line,
		Contractor: draft.Contractor,
		Warnings:   draft.warnings,
		Problems:   draft.problems,
		Skipped:    draft.isSupplier,
	}, nil
}
