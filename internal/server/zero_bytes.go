package server

import (
	"fmt"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// zeroBytes names the strings of a message that contain a zero byte. PostgreSQL fails on a zero byte in any query,
// and SQLite does not, so such a request is refused before it reaches the database. The records of a batch are left
// to their service, which refuses one and takes the others (SYNC-2). Few messages contain any, so paths are built
// only on the way back.
func zeroBytes(message protoreflect.Message) (wrong []fault.Field) {
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsMap() || isBatch(field):
		case field.IsList():
			for i := range value.List().Len() {
				for _, found := range zeroBytesOf(field, value.List().Get(i)) {
					found.Path = join(fmt.Sprintf("%s[%d]", field.JSONName(), i), found.Path)
					wrong = append(wrong, found)
				}
			}
		default:
			for _, found := range zeroBytesOf(field, value) {
				found.Path = join(field.JSONName(), found.Path)
				wrong = append(wrong, found)
			}
		}
		return true
	})
	return wrong
}

// zeroBytesOf is zeroBytes for one value of a field; the path of the value itself is empty.
func zeroBytesOf(field protoreflect.FieldDescriptor, value protoreflect.Value) []fault.Field {
	switch {
	case field.Message() != nil:
		return zeroBytes(value.Message())
	case field.Kind() == protoreflect.StringKind && strings.Contains(value.String(), "\x00"):
		return []fault.Field{{Reason: charactersInvalid, Text: "A zero byte is not allowed."}}
	default:
		return nil
	}
}

// isBatch reports whether the field is a list of records that the schema does not validate.
func isBatch(field protoreflect.FieldDescriptor) bool { return field.IsList() && isUnchecked(field) }

// isUnchecked reports whether the schema leaves the field to its service.
func isUnchecked(field protoreflect.FieldDescriptor) bool {
	rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
	return rules.GetIgnore() == validate.Ignore_IGNORE_ALWAYS
}
