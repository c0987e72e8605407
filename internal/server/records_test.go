package server_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// pushed is a way to push a batch: a valid record, and bad ones in both encodings with what is wrong
// with them. In JSON, "bad" is what names a record.
type pushed struct {
	valid  string
	json   map[string]string
	binary map[string]string
}

// text is a field of a record in protobuf.
func text(number protowire.Number, value string) string {
	return string(protowire.AppendString(protowire.AppendTag(nil, number, protowire.BytesType), value))
}

var pushes = map[string]pushed{
	kartotekav1connect.ContractorSyncServicePushContractorsProcedure: {
		valid: `{"externalId":"good","name":"A","kind":"CUSTOMER_KIND_COMPANY"}`,
		json: map[string]string{
			`{"externalId":"bad","kind":"CUSTOMER_KIND_ROBOT"}`:                      "bad kind VALUE_UNKNOWN",
			`{"external_id":"bad","name":7,"phoen":"1"}`:                             "bad name FORMAT_INVALID, phoen UNKNOWN_FIELD",
			`{"externalId":"bad","name":"B","paymentTermsDays":"14 dni"}`:            "bad paymentTermsDays FORMAT_INVALID",
			`{"externalId":"bad","addresses":[{},{"city":1}]}`:                       "bad addresses[1].city FORMAT_INVALID",
			`{"externalId":"bad","paymentTermsDays":1e10,"employees":{}}`:            "bad employees FORMAT_INVALID, paymentTermsDays FORMAT_INVALID",
			"{\"externalId\":\"bad\",\"name\":\"\xff\",\"groups\":[\"a\",\"\xc5\"]}": "bad groups[1] ENCODING_WRONG, name ENCODING_WRONG",
			`{"externalId":"bad","name":"\ud800"}`:                                   "bad name CHARACTERS_INVALID",
			"{\"externalId\":\"\xff\"}":                                              " externalId ENCODING_WRONG",
			`{"externalId":7}`:                                                       " externalId FORMAT_INVALID",
			`{"externalId":"bad","name":"a","name":"b"}`:                             "bad name FIELD_REPEATED",
			`{"externalId":"bad","creditLimit":"100 PLN"}`:                           "bad creditLimit FORMAT_INVALID",
			`7`:    "  JSON_INVALID",
			`[{}]`: "  JSON_INVALID",
			`null`: "  JSON_INVALID",
		},
		binary: map[string]string{
			text(1, "bad") + text(6, "\xff"): "bad name ENCODING_WRONG",
			text(1, "bad") + text(15, "") + text(15, text(8, "\xc5")) + text(16, "a") + text(16, "\xc5"): "bad addresses[1].street ENCODING_WRONG, groups[1] ENCODING_WRONG",
			text(1, "\xff"):                       " externalId ENCODING_WRONG",
			text(1, "bad") + "\xff":               "bad  PROTO_INVALID",
			text(1, "bad") + text(20, "\x0a\x09"): "bad creditLimit PROTO_INVALID",
		},
	},
	kartotekav1connect.DiscountServicePushDiscountsProcedure: {
		valid: `{"externalId":"good","name":"A","everyone":true,"scope":{"everything":true},"percent":"5"}`,
		json: map[string]string{
			`{"externalId":"bad","everyone":"yes"}`:           "bad everyone FORMAT_INVALID",
			`{"externalId":"bad","scope":{"brand":["x"]}}`:    "bad scope.brand FORMAT_INVALID",
			`{"externalId":"bad","everyone":true,"group":""}`: "bad group FIELD_REPEATED", // it can have one target
		},
		binary: map[string]string{text(1, "bad") + text(4, "\xff"): "bad name ENCODING_WRONG"},
	},
	kartotekav1connect.ProductServicePushProductsProcedure: {
		valid:  `{"sku":"good","name":"A","basePrice":{"amount":"1","currency":"PLN"}}`,
		json:   map[string]string{`{"sku":"bad","basePrice":{"amount":1}}`: "bad basePrice.amount FORMAT_INVALID"},
		binary: map[string]string{text(1, "bad") + text(2, "\xff"): "bad name ENCODING_WRONG"},
	},
}

// TestABadRecordOfABatchStopsNoOther holds SYNC-2.
func TestABadRecordOfABatchStopsNoOther(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	machine := []string{"Authorization", "Bearer " + r.key(t, auth.SyncScope)}
	tried := 0
	for _, m := range methods(t) {
		called := describe(t, m.procedure)
		batch := batchField(called.Input())
		if m.isStream || batch == nil {
			continue
		}
		push, ok := pushes[m.procedure]
		require.True(t, ok, "%s has a batch whose bad records nobody tries", m.procedure)
		tried++
		answered := func(got answer, bad string) string {
			t.Helper()
			require.Equal(t, http.StatusOK, got.status, "%q %s", bad, got.body)
			response := dynamicpb.NewMessage(called.Output())
			if got.header.Get("Content-Type") == "application/json" {
				require.NoError(t, protojson.Unmarshal([]byte(got.body), response))
			} else {
				require.NoError(t, proto.Unmarshal([]byte(got.body), response))
			}
			results := response.Get(called.Output().Fields().ByName("results")).List()
			require.Equal(t, 2, results.Len())
			name, outcome, _ := resultOf(results.Get(1).Message())
			assert.Equal(t, "good", name)
			assert.Contains(t, []string{"OUTCOME_CREATED", "OUTCOME_UNCHANGED"}, outcome, "%q", bad)
			name, outcome, wrong := resultOf(results.Get(0).Message())
			assert.Equal(t, "OUTCOME_REJECTED", outcome, "%q", bad)
			return name + " " + wrong
		}
		for bad, want := range push.json {
			body := bom + `{"` + batch.JSONName() + `":[` + bad + "," + push.valid + "]}"
			assert.Equal(t, want, answered(r.post(t, m.procedure, strings.NewReader(body), machine...), bad), "%q", bad)
		}
		valid := dynamicpb.NewMessage(batch.Message())
		require.NoError(t, protojson.Unmarshal([]byte(push.valid), valid))
		encoded, err := proto.Marshal(valid)
		require.NoError(t, err)
		for bad, want := range push.binary {
			body := text(batch.Number(), bad) + text(batch.Number(), string(encoded))
			got := r.post(t, m.procedure, strings.NewReader(body), append(machine, "Content-Type", "application/proto")...)
			assert.Equal(t, want, answered(got, bad), "%q", bad)
		}
	}
	assert.Equal(t, len(pushes), tried)
	for _, leaked := range []string{"ROBOT", "100 PLN"} {
		assert.NotContains(t, r.log.String(), leaked)
	}
}

// resultOf reads a result of any push.
func resultOf(result protoreflect.Message) (name, outcome, wrong string) {
	fields := result.Descriptor().Fields()
	name = result.Get(fields.ByNumber(1)).String()
	value := fields.ByName("outcome")
	outcome = string(value.Enum().Values().ByNumber(result.Get(value).Enum()).Name())
	violations := result.Get(fields.ByName("field_violations")).List()
	all := make([]string, violations.Len())
	for i := range all {
		violation, of := violations.Get(i).Message(), violations.Get(i).Message().Descriptor().Fields()
		all[i] = violation.Get(of.ByName("field")).String() + " " + violation.Get(of.ByName("reason")).String()
	}
	return name, outcome, strings.Join(all, ", ")
}

func describe(t *testing.T, procedure string) protoreflect.MethodDescriptor {
	t.Helper()
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(strings.ReplaceAll(procedure[1:], "/", ".")))
	require.NoError(t, err)
	return found.(protoreflect.MethodDescriptor)
}

// batchField is the list of a request whose records are checked one by one.
func batchField(request protoreflect.MessageDescriptor) protoreflect.FieldDescriptor {
	for i := range request.Fields().Len() {
		if isBatch(request.Fields().Get(i)) {
			return request.Fields().Get(i)
		}
	}
	return nil
}

// What is wrong beside the records is told as ever: nothing of the request can be trusted then.
func TestARequestAroundABadRecordIsCheckedAsEver(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	machine := []string{"Authorization", "Bearer " + r.key(t, auth.SyncScope)}
	const bad = `{"externalId":7}`
	for body, reason := range map[string]string{
		`{"contractors":[` + bad + `],"validateOnly":"yes"}`:           "FORMAT_INVALID",
		`{"contractors":[` + bad + `],"contractors":[]}`:               "INVALID_FIELDS",
		`{"contractors":[` + bad + `],"contractor":[]}`:                "INVALID_FIELDS",
		`{"contractors":[` + bad + `]} {}`:                             "JSON_INVALID",
		`{"contractors":[` + bad + `]`:                                 "JSON_INVALID",
		`{"contractors":[` + bad + `],"requestId":"7"}`:                "ID_INVALID",
		`{"contractors":[` + strings.Repeat(bad+",", 500) + bad + `]}`: "BATCH_TOO_LARGE",
		`{"contractors":[` + bad + `],"allOrNothing":true}`:            "BATCH_REJECTED",
		`{"contractors":` + bad + `}`:                                  "FORMAT_INVALID",
	} {
		assert.Equal(t, reason, r.post(t, push, strings.NewReader(body), machine...).reason(t), body)
	}
	for _, body := range []string{text(2, text(1, "\xff")) + "\xff", text(2, text(1, "\xff")) + text(1, "\xff"), "\x12\x05a"} {
		got := r.post(t, push, strings.NewReader(body), append(machine, "Content-Type", "application/proto")...)
		assert.Equal(t, http.StatusBadRequest, got.status, "%q", body)
		assert.Contains(t, got.body, "PROTO_INVALID", "%q", body)
	}
}

// A caller who sends the mark of a bad record is not believed.
func TestTheMarkOfABadRecordCannotBeForged(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	record := text(1, "good") + text(6, "A") + "\x28\x01" + text(protowire.MaxValidNumber-2, `[{"Path":"name","Reason":"FORGED"}]`)
	got := r.post(t, push, strings.NewReader(text(2, record)), "Authorization", "Bearer "+r.key(t, auth.SyncScope), "Content-Type", "application/proto")
	require.Equal(t, http.StatusOK, got.status, got.body)
	assert.NotContains(t, got.body, "FORGED")
}

// spoiling is an encoding in which the text "@@" is sent as what cannot be decoded.
type spoiling struct {
	name      string
	marshal   func(proto.Message) ([]byte, error)
	unmarshal func([]byte, proto.Message) error
	from, to  string
}

func (s spoiling) Name() string { return s.name }

func (s spoiling) Marshal(message any) ([]byte, error) {
	encoded, err := s.marshal(message.(proto.Message))
	return bytes.ReplaceAll(encoded, []byte(s.from), []byte(s.to)), err
}

func (s spoiling) Unmarshal(data []byte, into any) error {
	return s.unmarshal(data, into.(proto.Message))
}

func TestABadRecordOfAStreamStopsNoOther(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	spoilt := noted("bad", 1)
	spoilt.Name = new("@@")
	for _, encoding := range []spoiling{
		{"proto", proto.Marshal, proto.Unmarshal, "@@", "\xff\xff"},
		{"json", protojson.Marshal, protojson.Unmarshal, `"@@"`, "7"},
	} {
		client := r.syncClient(t, http2(t), connect.WithCodec(encoding))
		upload, err := client.UploadContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, upload.Send(&apiv1.UploadContractorsRequest{Contractors: []*apiv1.Contractor{spoilt, noted("u"+encoding.name, 1)}}))
		uploaded, err := upload.CloseAndReceive()
		require.NoError(t, err)
		assert.Equal(t, []int32{1, 1}, []int32{uploaded.GetSummary().GetCreated(), uploaded.GetSummary().GetRejected()}, encoding.name)

		stream, err := client.StreamContractors(t.Context())
		require.NoError(t, err)
		require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Open{Open: &apiv1.OpenSessionRequest{}}}))
		require.NoError(t, stream.Send(&apiv1.StreamContractorsRequest{Message: &apiv1.StreamContractorsRequest_Push{Push: &apiv1.PushContractorsRequest{
			SessionSeq: 1, Contractors: []*apiv1.Contractor{noted("s"+encoding.name, 1), spoilt},
		}}}))
		_, err = stream.Receive()
		require.NoError(t, err)
		ack, err := stream.Receive()
		require.NoError(t, err)
		results := ack.GetAck().GetResult().GetResults()
		require.Len(t, results, 2)
		assert.Equal(t, apiv1.Outcome_OUTCOME_CREATED, results[0].GetOutcome())
		assert.Equal(t, []any{"bad", apiv1.Outcome_OUTCOME_REJECTED, "name"}, []any{
			results[1].GetExternalId(), results[1].GetOutcome(), results[1].GetFieldViolations()[0].GetField(),
		})
		require.NoError(t, stream.CloseRequest())
		require.NoError(t, stream.CloseResponse())
	}
}
