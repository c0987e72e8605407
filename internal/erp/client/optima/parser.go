package optima

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	maxTextBytes   = 64 << 10
	maxRecordBytes = 1 << 20
	// elementBytes is the size of an element towards maxRecordBytes, besides its text.
	elementBytes = 64
	// maxProblems is the most problems that are reported for a record.
	maxProblems = 50
)

// parser builds elements from the tokens of one record. It notes problems and reads on, so that the rest
// of the file can be read.
type parser struct {
	tokens   *tokens
	size     int
	problems []fault.Field
}

// parse reads the element that has just begun, to its end.
func (p *parser) parse(name string, parent *element, shape shape) (*element, error) {
	e := &element{name: name, parent: parent}
	p.grow(elementBytes, e)
	var written []byte
	for {
		token, line, err := p.tokens.next()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := p.parseChild(e, token.Name.Local, line, shape); err != nil {
				return nil, err
			}
		case xml.CharData:
			if len(written) > 0 || !isBlank(token) {
				written = p.write(written, token, e)
			}
		case xml.EndElement:
			e.text = strings.TrimSpace(string(written))
			return e, nil
		}
	}
}

func (p *parser) parseChild(parent *element, name string, line int, shape shape) error {
	inner, isKnown := shape[name]
	if !isKnown || p.size > maxRecordBytes {
		return p.tokens.skip()
	}
	if first := parent.child(name); first != nil && !slices.Contains(repeatable, name) {
		p.problem(first, "DUPLICATE_ELEMENT", fmt.Sprintf("The element is there again on line %d.", line))
		return p.tokens.skip()
	}
	child, err := p.parse(name, parent, inner)
	if err != nil {
		return err
	}
	parent.children = append(parent.children, child)
	return nil
}

// write adds to the text of an element. It reports once if the text or the record is too long.
func (p *parser) write(written []byte, more xml.CharData, e *element) []byte {
	if len(written) > maxTextBytes || p.size > maxRecordBytes {
		return written
	}
	p.grow(len(more), e)
	// One byte beyond the limit marks the text as too long.
	written = append(written, more[:min(len(more), maxTextBytes+1-len(written))]...)
	if len(written) > maxTextBytes {
		p.problem(e, "TOO_LONG", "The text is longer than 64 KiB.")
	}
	return written
}

// grow counts the memory that the record takes.
func (p *parser) grow(size int, e *element) {
	wasWithin := p.size <= maxRecordBytes
	p.size += size
	if wasWithin && p.size > maxRecordBytes {
		p.problem(e, "RECORD_TOO_LARGE", "The contractor is larger than 1 MiB.")
	}
}

func (p *parser) problem(e *element, reason, text string) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, fault.Field{Path: e.path(), Reason: reason, Text: text})
	}
}
