package server

import (
	"encoding/binary"
	"fmt"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Connect decodes a request before its interceptors run and reports a failure on its own, without
// a reason. So the codecs below do not decode: they hand the bytes over inside the message, in
// fields that no message of ours can have, and decode reads them once the request is under the
// interceptor's control. No caller can forge those fields, since nothing else fills them in.
const (
	binaryPayload = protowire.MaxValidNumber
	jsonPayload   = protowire.MaxValidNumber - 1
)

// jsonDepth is far beyond the deepest message of the API.
const jsonDepth = 64

// codec is an encoding of messages as Connect wants it. Answers spell out empty fields: a reader
// without the schema then sees that a list is empty and a counter zero.
type codec struct {
	name    string
	payload protowire.Number
	append  func([]byte, proto.Message) ([]byte, error)
}

// withCodecs makes a handler speak the encodings of the API.
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

// MarshalAppend lets Connect encode into a buffer that it uses again.
func (c codec) MarshalAppend(to []byte, message any) ([]byte, error) {
	m, ok := message.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("encode %T: not a message", message)
	}
	return c.append(to, m)
}

// Unmarshal implements connect.Codec: it hands over the bytes for decode.
func (c codec) Unmarshal(data []byte, message any) error {
	m, ok := message.(proto.Message)
	if !ok {
		return fmt.Errorf("decode %T: not a message", message)
	}
	wrapped := protowire.AppendTag(make([]byte, 0, len(data)+2*binary.MaxVarintLen64), c.payload, protowire.BytesType)
	m.ProtoReflect().SetUnknown(protowire.AppendBytes(wrapped, data))
	return nil
}

// decode reads the message from the bytes that a codec left in it.
func decode(message proto.Message) error {
	wrapped := message.ProtoReflect().GetUnknown()
	if len(wrapped) == 0 {
		return nil // gRPC sends an empty message as no bytes, which no codec sees
	}
	payload, _, tag := protowire.ConsumeTag(wrapped)
	data, _ := protowire.ConsumeBytes(wrapped[tag:])
	if isTooMuch(data, payload == jsonPayload, message.ProtoReflect().Descriptor()) {
		return errTooLarge
	}
	if payload == jsonPayload {
		return decodeJSON(data, message)
	}
	if err := (proto.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(data, message); err != nil {
		return fault.New(fault.Invalid, "PROTO_INVALID", "The request is not a valid protobuf message of this method.")
	}
	return nil
}

// decodeJSON refuses what it does not know: a field that is misspelt would be lost without a word.
func decodeJSON(data []byte, message proto.Message) error {
	err := protojson.UnmarshalOptions{RecursionLimit: jsonDepth}.Unmarshal(data, message)
	if err == nil {
		return nil
	}
	return jsonFault(data, message.ProtoReflect().Descriptor())
}
