package intake

import (
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// mark is a field that no message of ours has. The server drops unknown fields of requests, so no
// caller can forge it.
const mark = protowire.MaxValidNumber - 2

// MarkUndecoded notes in a record of a batch that it could not be decoded, and why. The record holds
// nothing but what names it.
func MarkUndecoded(record protoreflect.Message, wrong []fault.Field) error {
	encoded, err := json.Marshal(wrong)
	if err != nil {
		return fmt.Errorf("mark record: %w", err)
	}
	record.SetUnknown(protowire.AppendBytes(protowire.AppendTag(nil, mark, protowire.BytesType), encoded))
	return nil
}

// Undecoded returns why a record could not be decoded; nothing for one that was. Whoever reads the
// records of a batch must reject those that have something.
func Undecoded(record proto.Message) (wrong []fault.Field) {
	number, kind, tag := protowire.ConsumeTag(record.ProtoReflect().GetUnknown())
	if number != mark || kind != protowire.BytesType {
		return nil
	}
	encoded, _ := protowire.ConsumeBytes(record.ProtoReflect().GetUnknown()[tag:])
	_ = json.Unmarshal(encoded, &wrong) // MarkUndecoded has written it
	return wrong
}
