package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

const (
	maxNamedFields = 20 // fields named in one answer
	maxNameLength  = 64 // characters of an unknown field's name that are repeated

	notUTF8      = "This is not UTF-8. Is it in another encoding, such as windows-1250?"
	notCharacter = "This has an escape that stands for no character."
)

// badFields collects the fields that cannot be decoded. The errors of protojson and protobuf do not help: they repeat
// the value, which may be personal data, and they stop at the first bad field.
type badFields struct {
	fields []fault.Field
}

func (f *badFields) add(path, reason, text string) {
	if len(f.fields) < maxNamedFields {
		f.fields = append(f.fields, fault.Field{Path: path, Reason: reason, Text: text})
	}
}

func (f *badFields) object(data []byte, message protoreflect.MessageDescriptor, path string) {
	if !isObject(data) {
		if path != "" {
			f.add(path, formatInvalid, "This must be an object.")
		}
		return
	}
	given := members(data, message)
	slices.SortStableFunc(given, func(a, b member) int { return strings.Compare(a.name, b.name) })
	for i, m := range given {
		switch {
		case m.field == nil:
			f.add(join(path, shorten(m.name)), "UNKNOWN_FIELD", "There is no field of this name.")
		case slices.ContainsFunc(given[:i], m.excludes):
			f.add(join(path, m.field.JSONName()), fieldRepeated, "This is given twice, or beside a field that it excludes.")
		default:
			f.member(m.value, m.field, join(path, m.field.JSONName()))
		}
	}
}

// excludes reports whether a message has at most one of two fields.
func (m member) excludes(other member) bool {
	if m.field == nil || other.field == nil {
		return false
	}
	return m.field == other.field || m.field.ContainingOneof() != nil && m.field.ContainingOneof() == other.field.ContainingOneof()
}

func isObject(data []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) }

// fieldNamed returns the field that a name in JSON means, in either spelling; nil when there is none.
func fieldNamed(message protoreflect.MessageDescriptor, name string) protoreflect.FieldDescriptor {
	if field := message.Fields().ByJSONName(name); field != nil {
		return field
	}
	return message.Fields().ByTextName(name)
}

// member looks into a value only if protojson refuses the whole of it.
func (f *badFields) member(data []byte, field protoreflect.FieldDescriptor, path string) {
	if isAccepted(field, data) {
		return
	}
	switch {
	case field.IsList():
		f.list(data, field, path)
	case isOwnMessage(field):
		f.object(data, field.Message(), path)
	default:
		f.value(data, field, path)
	}
}

func (f *badFields) list(data []byte, field protoreflect.FieldDescriptor, path string) {
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
			f.value(element, field, at)
		}
	}
}

func (f *badFields) value(data []byte, field protoreflect.FieldDescriptor, path string) {
	switch {
	case field.Enum() != nil:
		f.add(path, valueUnknown, "This is not one of the values of the field.")
	case field.Kind() == protoreflect.StringKind && data[0] == '"':
		if utf8.Valid(data) {
			f.add(path, charactersInvalid, notCharacter)
			return
		}
		f.add(path, encodingWrong, notUTF8)
	default:
		f.add(path, formatInvalid, "This must be "+article(field)+".")
	}
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
	return protojson.Unmarshal(objectOf(field, data), dynamicpb.NewMessage(field.ContainingMessage())) == nil
}

// objectOf returns an object with one field.
func objectOf(field protoreflect.FieldDescriptor, value []byte) []byte {
	return slices.Concat([]byte("{"), member{field: field, value: value}.spell(), []byte("}"))
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
