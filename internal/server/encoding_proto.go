package server

import (
	"fmt"
	"iter"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// protoEncoding is protobuf's own encoding. Fields that the server does not know are dropped, for they come
// from newer clients.
type protoEncoding struct{}

func (protoEncoding) decode(data []byte, into proto.Message) error {
	return proto.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(data, into)
}

func (protoEncoding) refuse([]byte, protoreflect.MessageDescriptor) error {
	return fault.New(fault.Invalid, protoInvalid, "The request is not a valid protobuf message of this method.")
}

func (e protoEncoding) replaceRecords(data []byte, of protoreflect.MessageDescriptor, replace replacement) []byte {
	var replaced []byte
	for w := range wireFields(data, of) {
		switch {
		case w.field == nil:
			replaced = append(replaced, w.whole...)
			continue
		case isBatch(w.field):
			w.content = replace(w.content, w.field.Message())
		case isSingleMessage(w.field):
			w.content = e.replaceRecords(w.content, w.field.Message(), replace)
		}
		replaced = protowire.AppendTag(replaced, w.field.Number(), protowire.BytesType)
		replaced = protowire.AppendBytes(replaced, w.content)
	}
	return replaced
}

func (e protoEncoding) keepOnly(name protoreflect.FieldDescriptor, record []byte) []byte {
	for w := range wireFields(record, name.ContainingMessage()) {
		if w.field == name && e.decode(w.whole, dynamicpb.NewMessage(name.ContainingMessage())) == nil {
			return w.whole
		}
	}
	return nil
}

// badFields finds what proto.Unmarshal refuses: texts that are not UTF-8, and parts that are cut off.
func (protoEncoding) badFields(record []byte, of protoreflect.MessageDescriptor) []fault.Field {
	var bad badFields
	bad.proto(record, of, "")
	return bad.fields
}

func (f *badFields) proto(data []byte, of protoreflect.MessageDescriptor, path string) {
	lengths := map[protowire.Number]int{} // of lists, so far
	for w := range wireFields(data, of) {
		if w.field == nil {
			if w.isCutOff {
				f.add(path, protoInvalid, "This is not a valid protobuf message.")
			}
			continue
		}
		at := join(path, w.field.JSONName())
		if w.field.IsList() {
			at += fmt.Sprintf("[%d]", lengths[w.field.Number()])
			lengths[w.field.Number()]++
		}
		switch {
		case w.field.Message() != nil:
			f.proto(w.content, w.field.Message(), at)
		case w.field.Kind() == protoreflect.StringKind && !utf8.Valid(w.content):
			f.add(at, encodingWrong, notUTF8)
		}
	}
}

// wireField is a field of a message as it is sent.
type wireField struct {
	field    protoreflect.FieldDescriptor // nil unless it is known and holds texts, bytes or messages
	content  []byte                       // of such a field
	whole    []byte
	isCutOff bool // the rest of the message is no field
}

func wireFields(data []byte, of protoreflect.MessageDescriptor) iter.Seq[wireField] {
	return func(yield func(wireField) bool) {
		for len(data) > 0 {
			number, kind, length := protowire.ConsumeField(data)
			next := wireField{whole: data[:max(length, 0)]}
			if length < 0 {
				next, length = wireField{whole: data, isCutOff: true}, len(data)
			} else if kind == protowire.BytesType {
				next.field = of.Fields().ByNumber(number)
				_, _, tag := protowire.ConsumeTag(data)
				next.content, _ = protowire.ConsumeBytes(data[tag:])
			}
			if !yield(next) {
				return
			}
			data = data[length:]
		}
	}
}
