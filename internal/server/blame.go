package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	mostBlamed   = 20 // fields named in one answer
	longestNamed = 64 // characters of an unknown field's name that are repeated
)

// jsonFault finds out why a body could not be decoded and names the fields at fault. The error of
// protojson is of no use here: it repeats the value, which may be personal data, and it stops at
// the first fault.
func jsonFault(data []byte, message protoreflect.MessageDescriptor) error {
	b := &blame{}
	if json.Valid(data) {
		b.object(data, message, "")
	}
	if len(b.fields) == 0 {
		return fault.New(fault.Invalid, "JSON_INVALID", "The body is not a valid JSON object in UTF-8.")
	}
	refusal := &fault.Fault{Kind: fault.Invalid, Reason: b.fields[0].Reason, Text: b.fields[0].Text, Fields: b.fields}
	for _, field := range b.fields {
		if field.Reason != refusal.Reason {
			return fault.InvalidFields(b.fields)
		}
	}
	return refusal
}

// blame collects the fields of a body that protojson does not take.
type blame struct {
	fields []fault.Field
}

func (b *blame) add(path, reason, text string) {
	if len(b.fields) < mostBlamed {
		b.fields = append(b.fields, fault.Field{Path: path, Reason: reason, Text: text})
	}
}

func (b *blame) object(data []byte, message protoreflect.MessageDescriptor, path string) {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		if path != "" {
			b.add(path, formatInvalid, "This must be an object.")
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		field := message.Fields().ByJSONName(name)
		if field == nil {
			field = message.Fields().ByTextName(name)
		}
		if field == nil {
			b.add(join(path, shorten(name)), "UNKNOWN_FIELD", "There is no field of this name.")
			continue
		}
		b.member(members[name], field, join(path, field.JSONName()))
	}
}

// member looks into the parts of a value only when the whole is refused.
func (b *blame) member(data []byte, field protoreflect.FieldDescriptor, path string) {
	if isAccepted(field, data) {
		return
	}
	switch {
	case field.IsList():
		b.list(data, field, path)
	case isOwnMessage(field):
		b.object(data, field.Message(), path)
	default:
		b.value(field, path)
	}
}

func (b *blame) list(data []byte, field protoreflect.FieldDescriptor, path string) {
	var elements []json.RawMessage
	if json.Unmarshal(data, &elements) != nil {
		b.add(path, formatInvalid, "This must be a list.")
		return
	}
	for i, element := range elements {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case isAccepted(field, slices.Concat([]byte("["), element, []byte("]"))):
		case isOwnMessage(field):
			b.object(element, field.Message(), at)
		default:
			b.value(field, at)
		}
	}
}

func (b *blame) value(field protoreflect.FieldDescriptor, path string) {
	if field.Enum() != nil {
		b.add(path, valueUnknown, "This is not one of the values of the field.")
		return
	}
	b.add(path, formatInvalid, "This must be "+article(field)+".")
}

func article(field protoreflect.FieldDescriptor) string {
	switch {
	case field.Message() != nil:
		return "a " + string(field.Message().Name()) + " as JSON spells it"
	case field.Kind() == protoreflect.StringKind:
		return "text"
	case field.Kind() == protoreflect.BoolKind:
		return "true or false"
	default:
		return "a number that fits"
	}
}

// isAccepted asks protojson whether the field alone takes the value.
func isAccepted(field protoreflect.FieldDescriptor, data []byte) bool {
	body := slices.Concat([]byte(`{"`+field.JSONName()+`":`), data, []byte("}"))
	return protojson.Unmarshal(body, dynamicpb.NewMessage(field.ContainingMessage())) == nil
}

// isOwnMessage reports whether the field holds an object with fields of its own; google's known
// types are spelt as text in JSON.
func isOwnMessage(field protoreflect.FieldDescriptor) bool {
	return field.Message() != nil && !field.IsMap() && field.Message().ParentFile().Package() != "google.protobuf"
}

func join(path, name string) string {
	switch {
	case path == "":
		return name
	case name == "":
		return path
	default:
		return path + "." + name
	}
}

func shorten(name string) string {
	if runes := bytes.Runes([]byte(name)); len(runes) > longestNamed {
		return string(runes[:longestNamed])
	}
	return name
}
