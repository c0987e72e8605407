package server

import (
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// A message takes far more memory than bytes on the way: an empty one takes two bytes there, and
// hundreds here. So they are counted before they are read. Both are several times what 500
// contractors with everything have.
const (
	maxMessages = 30_000
	maxValues   = 250_000
	// harmless is the size of a request that cannot hold too many of either.
	harmless = 64 << 10
	// countedDepth is beyond the deepest message of the API.
	countedDepth = 64
)

// parts counts what a request is made of.
type parts struct{ messages, values int }

func (p parts) areTooMany() bool { return p.messages > maxMessages || p.values > maxValues }

// isTooMuch reports whether the request has more parts than it may, in either encoding.
func isTooMuch(data []byte, isJSON bool, of protoreflect.MessageDescriptor) bool {
	if len(data) <= harmless {
		return false
	}
	var counted parts
	if isJSON {
		counted.countJSON(data)
	} else {
		counted.countBinary(data, of, countedDepth)
	}
	return counted.areTooMany()
}

// countJSON counts what begins an object or parts two values, outside of texts.
func (p *parts) countJSON(data []byte) {
	inText := false
	for i := 0; i < len(data) && !p.areTooMany(); i++ {
		switch c := data[i]; {
		case c == '"':
			inText = !inText
		case inText && c == '\\':
			i++
		case inText:
		case c == '{':
			p.messages++
		case c == ',':
			p.values++
		}
	}
}

// countBinary stops at what is not valid: decoding says so.
func (p *parts) countBinary(data []byte, of protoreflect.MessageDescriptor, depth int) {
	p.messages++
	for len(data) > 0 && !p.areTooMany() {
		number, kind, tag := protowire.ConsumeTag(data)
		if tag < 0 {
			return
		}
		value := protowire.ConsumeFieldValue(number, kind, data[tag:])
		if value < 0 {
			return
		}
		p.values++
		if kind == protowire.BytesType {
			p.countWithin(data[tag:tag+value], of.Fields().ByNumber(number), depth)
		}
		data = data[tag+value:]
	}
}

// countWithin counts what is in a field: messages, or numbers one after another.
func (p *parts) countWithin(field []byte, of protoreflect.FieldDescriptor, depth int) {
	content, _ := protowire.ConsumeBytes(field)
	switch {
	case of == nil || depth == 0:
	case of.Message() != nil:
		p.countBinary(content, of.Message(), depth-1)
	case of.IsList() && of.Kind() != protoreflect.StringKind && of.Kind() != protoreflect.BytesKind:
		p.values += len(content)
	}
}
