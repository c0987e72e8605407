package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// jsonDepth is far beyond the deepest message of the API.
const jsonDepth = 64

// jsonEncoding is JSON as protobuf maps it. Fields that the server does not know are refused: one that
// is misspelt would be lost without a word.
type jsonEncoding struct{}

func (jsonEncoding) decode(data []byte, into proto.Message) error {
	return protojson.UnmarshalOptions{RecursionLimit: jsonDepth}.Unmarshal(data, into)
}

func (jsonEncoding) refuse(data []byte, of protoreflect.MessageDescriptor) error {
	var bad badFields
	if json.Valid(data) {
		bad.object(data, of, "")
	}
	if len(bad.fields) == 0 {
		return fault.New(fault.Invalid, jsonInvalid, "The body is not a valid JSON object"+whereBroken(data)+".")
	}
	first := bad.fields[0]
	for _, field := range bad.fields {
		if field.Reason != first.Reason {
			return fault.InvalidFields(bad.fields)
		}
	}
	return &fault.Fault{Kind: fault.Invalid, Reason: first.Reason, Text: first.Text, Fields: bad.fields}
}

// whereBroken says where JSON ends to be valid, counted as editors count.
func whereBroken(data []byte) string {
	var whole json.RawMessage
	broken, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(data, &whole))
	if !ok {
		return ""
	}
	before := data[:min(int(broken.Offset), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fmt.Sprintf(": see line %d, column %d", line, column)
}

func (jsonEncoding) badFields(record []byte, of protoreflect.MessageDescriptor) []fault.Field {
	var bad badFields
	bad.object(record, of, "")
	if len(bad.fields) == 0 {
		bad.add("", jsonInvalid, "The record is not a valid JSON object of its kind.")
	}
	return bad.fields
}

func (e jsonEncoding) replaceRecords(data []byte, of protoreflect.MessageDescriptor, replace replacement) []byte {
	var replaced [][]byte
	for _, m := range members(data, of) {
		switch {
		case m.field == nil:
			return data // it is refused
		case isBatch(m.field):
			m.value = replaceElements(m.value, func(record []byte) []byte { return replace(record, m.field.Message()) })
		case isSingleMessage(m.field):
			m.value = e.replaceRecords(m.value, m.field.Message(), replace)
		}
		replaced = append(replaced, m.spell())
	}
	if replaced == nil {
		return data
	}
	return slices.Concat([]byte("{"), bytes.Join(replaced, []byte(",")), []byte("}"))
}

func (jsonEncoding) keepOnly(field protoreflect.FieldDescriptor, record []byte) []byte {
	for _, m := range members(record, field.ContainingMessage()) {
		if m.field == field && isAccepted(field, m.value) {
			return objectOf(field, m.value)
		}
	}
	return []byte("{}")
}

// member is a field of an object as it is sent.
type member struct {
	name  string
	field protoreflect.FieldDescriptor // nil when there is none of its name
	value json.RawMessage
}

func (m member) spell() []byte { return slices.Concat([]byte(`"`+m.field.JSONName()+`":`), m.value) }

// members returns the fields of an object in their order, also those that come twice; none of what is no object.
func members(data []byte, of protoreflect.MessageDescriptor) []member {
	if !json.Valid(data) {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(data)) // it meets no error, for the data is valid
	if opening, _ := decoder.Token(); opening != json.Delim('{') {
		return nil
	}
	var all []member
	for decoder.More() {
		token, _ := decoder.Token()
		name, _ := token.(string)
		next := member{name: name, field: fieldNamed(of, name)}
		_ = decoder.Decode(&next.value)
		all = append(all, next)
	}
	return all
}

// replaceElements replaces each element of a list; what is no list stays as it is.
func replaceElements(list []byte, replace func(element []byte) []byte) []byte {
	var elements []json.RawMessage
	if json.Unmarshal(list, &elements) != nil || elements == nil {
		return list
	}
	replaced := make([][]byte, len(elements))
	for i, element := range elements {
		replaced[i] = replace(element)
	}
	return slices.Concat([]byte("["), bytes.Join(replaced, []byte(",")), []byte("]"))
}
