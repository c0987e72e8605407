package server

import (
	"regexp"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/platform/intake"
)

// nameNumber is the field that names a record in every batch: an external id or a SKU.
const nameNumber = 1

// decodeRecords decodes a request that cannot be decoded as a whole, so that a bad record of a batch
// costs only itself (SYNC-2): it empties the bad records but for their names, and marks them. It
// reports whether that helped.
func decodeRecords(in encoding, data []byte, message proto.Message) bool {
	count, wrong := 0, map[int][]fault.Field{}
	mended := in.replaceRecords(data, message.ProtoReflect().Descriptor(), func(record []byte, of protoreflect.MessageDescriptor) []byte {
		at := count
		count++
		if in.decode(record, dynamicpb.NewMessage(of)) == nil {
			return record
		}
		wrong[at] = in.badFields(record, of)
		return in.keepOnly(of.Fields().ByNumber(nameNumber), record)
	})
	if len(wrong) == 0 || in.decode(mended, message) != nil {
		return false
	}
	records := recordsOf(message.ProtoReflect())
	for i, fields := range wrong {
		if intake.MarkUndecoded(records.Get(i).Message(), fields) != nil {
			return false
		}
	}
	return true
}

// emptyList finds lists that are sent, and are empty.
var emptyList = regexp.MustCompile(`:\s*\[\s*\]`)

// markEmptyLists notes in the records of a batch which lists were sent empty. Protobuf drops them, so that a
// service cannot tell them from lists that were not sent (ADR 0022).
func markEmptyLists(data []byte, message proto.Message) {
	if !emptyList.Match(data) {
		return
	}
	var sent [][]string
	jsonEncoding{}.replaceRecords(data, message.ProtoReflect().Descriptor(), func(record []byte, of protoreflect.MessageDescriptor) []byte {
		var names []string
		for _, m := range members(record, of) {
			if m.field != nil && m.field.IsList() && emptyList.Match(m.spell()) && isAccepted(m.field, m.value) {
				names = append(names, m.field.JSONName())
			}
		}
		sent = append(sent, names)
		return record
	})
	records := recordsOf(message.ProtoReflect())
	for i, names := range sent {
		if len(names) > 0 && records != nil && i < records.Len() {
			intake.MarkEmptyLists(records.Get(i).Message(), names)
		}
	}
}

// recordsOf returns the batch of a request; a message of a stream holds the request.
func recordsOf(message protoreflect.Message) (records protoreflect.List) {
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case isBatch(field):
			records = value.List()
		case isSingleMessage(field):
			records = recordsOf(value.Message())
		}
		return records == nil
	})
	return records
}

// isSingleMessage reports whether the field holds one message, which may have a batch.
func isSingleMessage(field protoreflect.FieldDescriptor) bool {
	return field.Message() != nil && !field.IsList() && !field.IsMap()
}
