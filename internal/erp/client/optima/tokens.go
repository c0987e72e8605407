package optima

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	maxDepth = 16
	// maxTokenBytes limits what the decoder keeps of one tag, text or comment. It is well above
	// maxTextBytes, so that a text that is only too long costs its record and not the file.
	maxTokenBytes = 1 << 20
)

var errTokenTooLong = errors.New("XML token too long")

// tokens reads untrusted XML: without a document type or entities, and with limited depth and tokens.
type tokens struct {
	xml   *xml.Decoder
	meter *meter
	depth int
}

func newTokens(raw io.Reader) (*tokens, error) {
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	meter := &meter{in: bufio.NewReader(text)}
	decoder := xml.NewDecoder(meter)
	decoder.CharsetReader = func(_ string, decoded io.Reader) (io.Reader, error) { return decoded, nil }
	return &tokens{xml: decoder, meter: meter}, nil
}

// next returns a token and the line on which it begins. The token is valid until the next call.
func (t *tokens) next() (xml.Token, int, error) {
	line, _ := t.xml.InputPos()
	t.meter.left = maxTokenBytes
	token, err := t.xml.Token()
	if err != nil {
		return nil, line, t.refuse(err)
	}
	switch token.(type) {
	case xml.StartElement:
		t.depth++
		if t.depth > maxDepth {
			return nil, line, contractorfile.Refuse(line, "TOO_DEEP", "Elements stand more than 16 deep.")
		}
	case xml.EndElement:
		t.depth--
	case xml.Directive:
		return nil, line, contractorfile.Refuse(line, "DOCTYPE_REFUSED", "The file has a document type or entities of its own.")
	}
	return token, line, nil
}

// skip skips the element that has just begun.
func (t *tokens) skip() error {
	for outside := t.depth - 1; t.depth > outside; {
		if _, _, err := t.next(); err != nil {
			return err
		}
	}
	return nil
}

// refuse says why there is no token. It does not repeat the decoder's error, which quotes the file.
func (t *tokens) refuse(err error) error {
	line, _ := t.xml.InputPos()
	if _, isFault := fault.As(t.meter.err); isFault {
		return t.meter.err
	}
	switch {
	case errors.Is(t.meter.err, errTokenTooLong):
		return contractorfile.Refuse(line, "TOO_LONG", "A tag, text or comment is longer than 1 MiB.")
	case t.meter.err != nil && !errors.Is(t.meter.err, io.EOF):
		return fmt.Errorf("read near line %d: %w", line, t.meter.err)
	case errors.Is(err, io.EOF):
		return io.EOF
	default:
		return contractorfile.Refuse(line, "XML_INVALID", "The XML is not well-formed here.")
	}
}

// meter limits the text that one token may take, and remembers why it stopped, which the decoder does
// not always report.
type meter struct {
	in   *bufio.Reader
	left int
	err  error
}

// ReadByte implements io.ByteReader, which spares the decoder a buffer of its own:
// The decoder must not read ahead of the meter.
func (m *meter) ReadByte() (byte, error) {
	if m.left == 0 {
		m.err = errTokenTooLong
		return 0, m.err
	}
	m.left--
	b, err := m.in.ReadByte()
	m.err = err
	return b, err
}

// Read implements io.Reader, as the decoder demands of its source.
func (m *meter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

func isBlank(text []byte) bool {
	return len(bytes.TrimSpace(text)) == 0
}
