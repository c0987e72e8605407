package contractorfile

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// unknownFields returns the paths of unknown fields in the JSON of a message, so that a misspelt field
// is named. It ignores values of the wrong type.
func unknownFields(path string, message protoreflect.MessageDescriptor, text json.RawMessage) []string {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return nil
	}
	var unknown []string
	for _, name := range slices.Sorted(maps.Keys(members)) {
		field := findField(message, name)
		switch {
		case field == nil:
			unknown = append(unknown, path+name)
		case field.Message() == nil:
		case field.IsList():
			unknown = append(unknown, unknownInList(path+name, field.Message(), members[name])...)
		default:
			unknown = append(unknown, unknownFields(path+name+".", field.Message(), members[name])...)
		}
	}
	return unknown
}

func unknownInList(path string, message protoreflect.MessageDescriptor, text json.RawMessage) []string {
	var elements []json.RawMessage
	if json.Unmarshal(text, &elements) != nil {
		return nil
	}
	var unknown []string
	for i, element := range elements {
		unknown = append(unknown, unknownFields(path+"["+strconv.Itoa(i)+"].", message, element)...)
	}
	return unknown
}

// findField finds a field by either of its names in JSON.
func findField(message protoreflect.MessageDescriptor, name string) protoreflect.FieldDescriptor {
	if field := message.Fields().ByJSONName(name); field != nil {
		return field
	}
	return message.Fields().ByName(protoreflect.Name(name))
}
