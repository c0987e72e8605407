package intake

import (
	"encoding/json"
	"fmt"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The marks are fields that no message of ours has. The server drops unknown fields of requests, so no
// caller can forge one.
const (
	undecodedMark = protowire.MaxValidNumber - 2
	emptyMark     = protowire.MaxValidNumber - 3
)

// MarkUndecoded notes in a record of a batch that it could not be decoded, and why. The record holds
// nothing but what names it.
func MarkUndecoded(record protoreflect.Message, wrong []fault.Field) error {
	encoded, err := json.Marshal(wrong)
	if err != nil {
		return fmt.Errorf("mark record: %w", err)
	}
	record.SetUnknown(protowire.AppendBytes(protowire.AppendTag(nil, undecodedMark, protowire.BytesType), encoded))
	return nil
}

// Undecoded returns why a record could not be decoded; nothing for one that was. Whoever reads the
// records of a batch must reject those that have something.
func Undecoded(record proto.Message) (wrong []fault.Field) {
	_ = json.Unmarshal(marked(record, undecodedMark), &wrong) // MarkUndecoded has written it
	return wrong
}

// MarkEmptyLists notes in a record which lists were sent empty, by JSON name.
func MarkEmptyLists(record protoreflect.Message, names []string) {
	if len(record.GetUnknown()) > 0 {
		return // it could not be decoded
	}
	text := strings.Join(names, ",")
	record.SetUnknown(protowire.AppendString(protowire.AppendTag(nil, emptyMark, protowire.BytesType), text))
}

// TakeEmptyLists returns the names of the lists that were sent empty, and takes the mark off the record.
func TakeEmptyLists(record proto.Message) []string {
	names := marked(record, emptyMark)
	if names == nil {
		return nil
	}
	record.ProtoReflect().SetUnknown(nil)
	return strings.Split(string(names), ",")
}

func marked(record proto.Message, mark protowire.Number) []byte {
	number, kind, tag := protowire.ConsumeTag(record.ProtoReflect().GetUnknown())
	if number != mark || kind != protowire.BytesType {
		return nil
	}
	content, _ := protowire.ConsumeBytes(record.ProtoReflect().GetUnknown()[tag:])
	return content
}
