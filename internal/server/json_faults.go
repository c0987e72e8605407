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
	maxNamedFields = 20 // fields named in one answer
	maxNameLength  = 64 // characters of an unknown field's name that are repeated
)

// jsonFault finds out why a body could not be decoded, and names the wrong fields. The error of protojson does not
// help: it repeats the value, which may be personal data, and it stops at the first wrong field.
func jsonFault(data []byte, message protoreflect.MessageDescriptor) error {
	f := &jsonFaults{}
	if json.Valid(data) {
		f.object(data, message, "")
	}
	if len(f.fields) == 0 {
		return fault.New(fault.Invalid, "JSON_INVALID", "The body is not a valid JSON object in UTF-8.")
	}
	refusal := &fault.Fault{Kind: fault.Invalid, Reason: f.fields[0].Reason, Text: f.fields[0].Text, Fields: f.fields}
	for _, field := range f.fields {
		if field.Reason != refusal.Reason {
			return fault.InvalidFields(f.fields)
		}
	}
	return refusal
}

// jsonFaults collects the fields of a body that protojson refuses.
type jsonFaults struct {
	fields []fault.Field
}

func (f *jsonFaults) add(path, reason, text string) {
	if len(f.fields) < maxNamedFields {
		f.fields = append(f.fields, fault.Field{Path: path, Reason: reason, Text: text})
	}
}

func (f *jsonFaults) object(data []byte, message protoreflect.MessageDescriptor, path string) {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		if path != "" {
			f.add(path, formatInvalid, "This must be an object.")
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		field := message.Fields().ByJSONName(name)
		if field == nil {
			field = message.Fields().ByTextName(name)
		}
		if field == nil {
			f.add(join(path, shorten(name)), "UNKNOWN_FIELD", "There is no field of this name.")
			continue
		}
		f.member(members[name], field, join(path, field.JSONName()))
	}
}

// member looks into a value only if protojson refuses the whole of it.
func (f *jsonFaults) member(data []byte, field protoreflect.FieldDescriptor, path string) {
	if isAccepted(field, data) {
		return
	}
	switch {
	case field.IsList():
		f.list(data, field, path)
	case isOwnMessage(field):
		f.object(data, field.Message(), path)
	default:
		f.value(field, path)
	}
}

func (f *jsonFaults) list(data []byte, field protoreflect.FieldDescriptor, path string) {
	var elements []json.RawMessage
	if json.Unmarshal(data, &elements) != nil {
		f.add(path, formatInvalid, "This must be a list.")
		return
	}
	for i, element := range elements {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case isAccepted(field, slices.Concat([]byte("["), element, []byte("]"))):
		case isOwnMessage(field):
			f.object(element, field.Message(), at)
		default:
			f.value(field, at)
		}
	}
}

func (f *jsonFaults) value(field protoreflect.FieldDescriptor, path string) {
	if field.Enum() != nil {
		f.add(path, valueUnknown, "This is not one of the values of the field.")
		return
	}
	f.add(path, formatInvalid, "This must be "+article(field)+".")
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

// isAccepted asks protojson whether the field accepts the value.
func isAccepted(field protoreflect.FieldDescriptor, data []byte) bool {
	body := slices.Concat([]byte(`{"`+field.JSONName()+`":`), data, []byte("}"))
	return protojson.Unmarshal(body, dynamicpb.NewMessage(field.ContainingMessage())) == nil
}

// isOwnMessage reports whether the field is an object with named fields. Google's well-known types are strings in JSON.
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
	if runes := bytes.Runes([]byte(name)); len(runes) > maxNameLength {
		return string(runes[:maxNameLength])
	}
	return name
}
