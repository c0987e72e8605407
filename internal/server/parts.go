package server

import (
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// A decoded message takes far more memory than its encoding: an empty one is two bytes encoded, and hundreds
// decoded. So the messages and values of a request are counted before it is decoded. Both limits are several
// times what 500 contractors with every field need.
const (
	maxMessages = 30_000
	maxValues   = 250_000
	// smallRequest is the size up to which a request cannot hold too many of either.
	smallRequest = 64 << 10
	// countedDepth is more than the depth of any message of the API.
	countedDepth = 64
)

// parts counts the messages and values that a request consists of.
type parts struct{ messages, values int }

func (p parts) areTooMany() bool { return p.messages > maxMessages || p.values > maxValues }

// hasTooManyParts reports whether an encoded request has more parts than allowed.
func hasTooManyParts(data []byte, isJSON bool, of protoreflect.MessageDescriptor) bool {
	if len(data) <= smallRequest {
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

// countJSON counts opening braces as messages and commas as values, outside of strings.
func (p *parts) countJSON(data []byte) {
	inString := false
	for i := 0; i < len(data) && !p.areTooMany(); i++ {
		switch c := data[i]; {
		case c == '"':
			inString = !inString
		case inString && c == '\\':
			i++
		case inString:
		case c == '{':
			p.messages++
		case c == ',':
			p.values++
		}
	}
}

// countBinary stops at invalid bytes: decoding will report them.
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

// countWithin counts what a field contains: a message, or packed numbers.
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
