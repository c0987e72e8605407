package server

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Connect decodes a request before its interceptors run and reports a failure by itself, without a reason. So the
// codecs below do not decode: they put the bytes into an unknown field of the message, with a number that none of
// our messages uses, and the interceptor calls decode. No caller can forge that field, since only the codecs set it.
const (
	binaryPayload = protowire.MaxValidNumber
	jsonPayload   = protowire.MaxValidNumber - 1
)

// byteOrderMark is put before JSON by Windows programs, which save text so.
var byteOrderMark = []byte("\xef\xbb\xbf")

// codec is an encoding of messages for Connect. Answers in JSON contain empty fields too, so that a reader without
// the schema sees that a list is empty and a counter zero.
type codec struct {
	name    string
	payload protowire.Number
	append  func([]byte, proto.Message) ([]byte, error)
}

// withCodecs lets a handler speak the encodings of the API.
func withCodecs() connect.HandlerOption {
	return connect.WithHandlerOptions(
		connect.WithCodec(codec{"proto", binaryPayload, proto.MarshalOptions{}.MarshalAppend}),
		connect.WithCodec(codec{"json", jsonPayload, protojson.MarshalOptions{EmitDefaultValues: true}.MarshalAppend}),
	)
}

// Name implements connect.Codec.
func (c codec) Name() string { return c.name }

// Marshal implements connect.Codec.
func (c codec) Marshal(message any) ([]byte, error) { return c.MarshalAppend(nil, message) }

// MarshalAppend lets Connect reuse its buffers.
func (c codec) MarshalAppend(to []byte, message any) ([]byte, error) {
	m, ok := message.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("encode %T: not a message", message)
	}
	return c.append(to, m)
}

// Unmarshal implements connect.Codec: it leaves the bytes in the message for decode.
func (c codec) Unmarshal(data []byte, message any) error {
	m, ok := message.(proto.Message)
	if !ok {
		return fmt.Errorf("decode %T: not a message", message)
	}
	wrapped := protowire.AppendTag(make([]byte, 0, len(data)+2*binary.MaxVarintLen64), c.payload, protowire.BytesType)
	m.ProtoReflect().SetUnknown(protowire.AppendBytes(wrapped, data))
	return nil
}

// decode decodes the bytes that a codec left in the message.
func decode(message proto.Message) error {
	wrapped := message.ProtoReflect().GetUnknown()
	if len(wrapped) == 0 {
		return nil // gRPC sends an empty message as no bytes, which no codec sees
	}
	payload, _, tag := protowire.ConsumeTag(wrapped)
	data, _ := protowire.ConsumeBytes(wrapped[tag:])
	if payload == jsonPayload {
		data = bytes.TrimPrefix(data, byteOrderMark)
	}
	of := message.ProtoReflect().Descriptor()
	if hasTooManyParts(data, payload == jsonPayload, of) {
		return errTooLarge
	}
	in := encodings[payload]
	if in.decode(data, message) != nil && !decodeRecords(in, data, message) {
		return in.refuse(data, of)
	}
	if payload == jsonPayload {
		markEmptyLists(data, message)
	}
	return nil
}

// encoding is how requests are written.
type encoding interface {
	decode(data []byte, into proto.Message) error
	// refuse says why a request cannot be decoded.
	refuse(data []byte, of protoreflect.MessageDescriptor) error
	// badFields names the fields of a record that cannot be decoded.
	badFields(record []byte, of protoreflect.MessageDescriptor) []fault.Field
	// replaceRecords returns a request with each record of its batch replaced.
	replaceRecords(data []byte, of protoreflect.MessageDescriptor, replace replacement) []byte
	// keepOnly returns the record with nothing but one field, or empty where even that cannot be decoded.
	keepOnly(field protoreflect.FieldDescriptor, record []byte) []byte
}

// replacement returns what a record is replaced by.
type replacement func(record []byte, of protoreflect.MessageDescriptor) []byte

var encodings = map[protowire.Number]encoding{binaryPayload: protoEncoding{}, jsonPayload: jsonEncoding{}}
