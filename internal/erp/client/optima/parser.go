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
	// maxFlagBytes is well above the length of a text that says nothing.
	maxFlagBytes = 32
)

// parser builds elements from the tokens of one record. It notes problems and reads on, so that the rest
// of the file can be read.
type parser struct {
	tokens   *tokens
	size     int
	problems []fault.Field
	unread   []string // paths of elements that hold something and are not read
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
			e.text = textOf(written)
			return e, nil
		}
	}
}

func (p *parser) parseChild(parent *element, name string, line int, shape shape) error {
	name = plainName(parent, name)
	inner, isKnown := shape[name]
	switch {
	case p.size > maxRecordBytes:
		return p.tokens.skip()
	case !isKnown:
		return p.pass(parent.path() + "/" + name)
	}
	child, err := p.parse(name, parent, inner)
	if err != nil {
		return err
	}
	first := parent.child(name)
	if first == nil || slices.Contains(repeatable, name) {
		parent.children = append(parent.children, child)
		return nil
	}
	p.repeat(first, child, line)
	return nil
}

// repeat takes an element that is there again. Some writers write an empty one after each value; only two values
// contradict each other.
func (p *parser) repeat(first, again *element, line int) {
	switch {
	case again.isEmpty() || again.isLike(first):
	case first.isEmpty():
		*first = *again
	default:
		p.problem(first, "DUPLICATE_ELEMENT", fmt.Sprintf("The element is there again on line %d, with another value.", line))
	}
}

// pass reads over an element that is not kept, and notes whether there was anything to keep.
func (p *parser) pass(path string) error {
	var written []byte
	holdsSomething := false
	for outside := p.tokens.depth - 1; p.tokens.depth > outside; {
		token, _, err := p.tokens.next()
		if err != nil {
			return err
		}
		if more, isText := token.(xml.CharData); isText {
			if len(written) > 0 || !isBlank(more) {
				written = append(written, more[:min(len(more), maxFlagBytes)]...)
			}
			written = written[:min(len(written), maxFlagBytes)]
			continue
		}
		holdsSomething = holdsSomething || !saysNothing(textOf(written))
		written = written[:0]
	}
	if holdsSomething && len(p.unread) < maxProblems && !slices.Contains(p.unread, path) {
		p.unread = append(p.unread, path)
	}
	return nil
}

// textOf is the text of an element. Some writers write null for what they do not have.
func textOf(written []byte) string {
	text := strings.TrimSpace(string(written))
	if text == "null" {
		return ""
	}
	return text
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
