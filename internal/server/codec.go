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

// Connect decodes a request before its interceptors run and reports a failure by itself, without a reason. So the
// codecs below do not decode: they put the bytes into an unknown field of the message, with a number that none of
// our messages uses, and the interceptor calls decode. No caller can forge that field, since only the codecs set it.
const (
	binaryPayload = protowire.MaxValidNumber
	jsonPayload   = protowire.MaxValidNumber - 1
)

// jsonDepth is far more than the depth of any message of the API.
const jsonDepth = 64

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
	if hasTooManyParts(data, payload == jsonPayload, message.ProtoReflect().Descriptor()) {
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

// decodeJSON refuses unknown fields: a misspelt field would otherwise be ignored silently.
func decodeJSON(data []byte, message proto.Message) error {
	err := protojson.UnmarshalOptions{RecursionLimit: jsonDepth}.Unmarshal(data, message)
	if err == nil {
		return nil
	}
	return jsonFault(data, message.ProtoReflect().Descriptor())
}
