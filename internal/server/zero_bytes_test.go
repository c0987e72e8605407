package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// spoilt is a request with a zero byte in one text.
type spoilt struct {
	path    string
	message proto.Message
}

// spoiltOnes are the requests of a type with a zero byte in each of its texts. The records of a batch are left out,
// and so is a message within one of its own type.
func spoiltOnes(of protoreflect.MessageDescriptor) []spoilt {
	var all []spoilt
	for i := range of.Fields().Len() {
		field := of.Fields().Get(i)
		path := field.JSONName()
		if field.IsList() {
			path += "[0]"
		}
		add := func(path string, value protoreflect.Value) {
			message := dynamicpb.NewMessage(of)
			if field.IsList() {
				message.Mutable(field).List().Append(value)
			} else {
				message.Set(field, value)
			}
			all = append(all, spoilt{path, message})
		}
		switch {
		case field.Kind() == protoreflect.StringKind:
			add(path, protoreflect.ValueOfString("a\x00b"))
		case field.Message() != nil && field.Message().FullName().Parent() == "kartoteka.v1" && !isBatch(field) && field.Message() != of:
			for _, within := range spoiltOnes(field.Message()) {
				add(path+"."+within.path, protoreflect.ValueOfMessage(within.message.ProtoReflect()))
			}
		}
	}
	return all
}

// inputOf is the type of a method's requests.
func inputOf(t *testing.T, procedure string) protoreflect.MessageDescriptor {
	t.Helper()
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(strings.ReplaceAll(procedure[1:], "/", ".")))
	require.NoError(t, err)
	return found.(protoreflect.MethodDescriptor).Input()
}

func isBatch(field protoreflect.FieldDescriptor) bool {
	rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
	return field.IsList() && rules.GetIgnore() == validate.Ignore_IGNORE_ALWAYS
}

func TestAZeroByteIsNamedByItsField(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		owner := r.signIn(t, auth.Owner)
		machine := []string{"Authorization", "Bearer " + r.key(t, auth.SyncScope)}
		tried := 0
		for _, m := range methods(t) {
			if m.isStream {
				continue
			}
			caller := owner
			if staff := (auth.Identity{Kind: auth.Staff, Permissions: auth.Owner.Permissions()}); !staff.May(m.permission) {
				caller = machine
			}
			for _, request := range spoiltOnes(inputOf(t, m.procedure)) {
				body, err := protojson.Marshal(request.message)
				require.NoError(t, err)
				got := r.post(t, m.procedure, strings.NewReader(string(body)), caller...)
				assert.Contains(t, got.violations(t), request.path+" CHARACTERS_INVALID", "%s %s", m.procedure, got.body)
				tried++
			}
		}
		assert.Greater(t, tried, 300)
	})
}

func (a answer) violations(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, detail := range a.refusal(t).Details {
		for _, violation := range detail.Debug.FieldViolations {
			all = append(all, violation.Field+" "+violation.Reason)
		}
	}
	return all
}

// TestAZeroByteInABatchStopsNoOther holds SYNC-2.
func TestAZeroByteInABatchStopsNoOther(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		machine := []string{"Authorization", "Bearer " + r.key(t, auth.SyncScope)}
		good := 0
		push := func(procedure, list, bad, valid string) {
			got := r.post(t, procedure, strings.NewReader(`{"`+list+`":[`+bad+","+valid+"]}"), machine...)
			require.Equal(t, http.StatusOK, got.status, "%s %s", bad, got.body)
			assert.Regexp(t, `OUTCOME_REJECTED.*OUTCOME_CREATED`, got.body, bad)
		}
		for _, field := range []string{
			"externalId", "sourceRevision", "code", "name", "firstName", "email", "phone", "taxId", "taxCountry", "registrationNumber",
			"paymentMethod", "discountPercent", "priceLevel", "accountManager", "language", "currency", "note", "customerId",
		} {
			record := map[string]string{"externalId": "bad", "name": "A", "kind": "CUSTOMER_KIND_COMPANY"}
			record[field] = "a\x00b"
			bad, err := json.Marshal(record)
			require.NoError(t, err)
			good++
			push(kartotekav1connect.ContractorSyncServicePushContractorsProcedure, "contractors", string(bad),
				fmt.Sprintf(`{"externalId":"%d","name":"B","kind":"CUSTOMER_KIND_COMPANY"}`, good))
		}
		push(kartotekav1connect.ProductServicePushProductsProcedure, "products", `{"sku":"1\u0000","name":"a"}`,
			`{"sku":"2","name":"b","basePrice":{"amount":"1","currency":"PLN"}}`)
	})
}
