package contractorfile

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// unknownFields returns the paths of what the JSON of a message holds and the
// message does not, so that a misspelt field is named. What is not of the
// message's shape holds none.
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

// findField knows the two spellings that JSON may use for a field.
func findField(message protoreflect.MessageDescriptor, name string) protoreflect.FieldDescriptor {
	if field := message.Fields().ByJSONName(name); field != nil {
		return field
	}
	return message.Fields().ByName(protoreflect.Name(name))
}
