package server

import (
	"errors"
	"fmt"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The reasons of violations.
const (
	required      = "REQUIRED"
	tooLong       = "TOO_LONG"
	outOfRange    = "OUT_OF_RANGE"
	valueUnknown  = "VALUE_UNKNOWN"
	formatInvalid = "FORMAT_INVALID"
)

// The reasons of what cannot be decoded, beside those above.
const (
	jsonInvalid       = "JSON_INVALID"
	protoInvalid      = "PROTO_INVALID"
	charactersInvalid = "CHARACTERS_INVALID"
	encodingWrong     = "ENCODING_WRONG"
	fieldRepeated     = "FIELD_REPEATED"
)

// ruleReasons maps the id of a buf.validate rule to a reason of the API.
var ruleReasons = map[string]string{
	"required":           required,
	"string.min_len":     required,
	"string.min_bytes":   required,
	"string.uuid_empty":  required,
	"string.email_empty": required,
	"repeated.min_items": required,
	"string.max_len":     tooLong,
	"string.max_bytes":   tooLong,
	"repeated.max_items": tooLong,
	"string.email":       "EMAIL_INVALID",
	"string.uuid":        "ID_INVALID",
	"string.in":          valueUnknown,
	"enum.in":            valueUnknown,
	"enum.not_in":        valueUnknown,
	"enum.defined_only":  valueUnknown,
}

// checkRequest applies the buf.validate rules of the schema and refuses zero bytes. It reports every violation.
func checkRequest(validator protovalidate.Validator, message proto.Message) error {
	err := validator.Validate(message)
	invalid, ok := errors.AsType[*protovalidate.ValidationError](err)
	if err != nil && !ok {
		return err
	}
	fields := append(missing(message.ProtoReflect()), zeroBytes(message.ProtoReflect())...)
	if ok {
		fields = append(violations(message, invalid), fields...)
	}
	return fault.InvalidFields(fields)
}

// missing names what an update has nothing to say about: the thing itself, whose own rules are left to its service,
// for they depend on the mask.
func missing(message protoreflect.Message) (wrong []fault.Field) {
	fields := message.Descriptor().Fields()
	for i := range fields.Len() {
		if field := fields.Get(i); isSingleMessage(field) && isUnchecked(field) && !message.Has(field) {
			wrong = append(wrong, fault.Field{Path: field.JSONName(), Reason: required, Text: "The value is required."})
		}
	}
	return wrong
}

// violations translates the violations that the rules found.
func violations(message proto.Message, invalid *protovalidate.ValidationError) []fault.Field {
	fields := make([]fault.Field, 0, len(invalid.Violations))
	for _, violation := range invalid.Violations {
		fields = append(fields, fault.Field{
			Path:   jsonPath(message.ProtoReflect().Descriptor(), violation.Proto.GetField()),
			Reason: ruleReason(violation.Proto.GetRuleId()),
			Text:   sentence(violation.Proto.GetMessage()),
		})
	}
	return fields
}

func ruleReason(rule string) string {
	if reason, ok := ruleReasons[rule]; ok {
		return reason
	}
	_, bound, _ := strings.Cut(rule, ".")
	if strings.HasPrefix(bound, "gt") || strings.HasPrefix(bound, "lt") {
		return outOfRange
	}
	return formatInvalid
}

// jsonPath returns the path of a field with its JSON names.
func jsonPath(message protoreflect.MessageDescriptor, path *validate.FieldPath) string {
	spelt := ""
	for _, element := range path.GetElements() {
		name := element.GetFieldName()
		if message != nil {
			if field := message.Fields().ByNumber(protoreflect.FieldNumber(element.GetFieldNumber())); field != nil {
				name, message = field.JSONName(), field.Message()
			}
		}
		spelt = join(spelt, name)
		if _, ok := element.GetSubscript().(*validate.FieldPathElement_Index); ok {
			spelt += fmt.Sprintf("[%d]", element.GetIndex())
		}
	}
	return spelt
}

// sentence makes a sentence of the rule's message, which never repeats the value.
func sentence(words string) string {
	words = strings.TrimPrefix(words, "value ")
	if words == "" {
		return "The value is not valid."
	}
	return "The value " + words + "."
}
