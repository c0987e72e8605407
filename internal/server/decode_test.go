package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const mebibyte = 1 << 20

// raw sends bytes of the test's choice in place of a message.
type raw struct {
	name string
	body []byte
}

func (r raw) Name() string                { return r.name }
func (r raw) Marshal(any) ([]byte, error) { return r.body, nil }
func (r raw) Unmarshal(data []byte, into any) error {
	message, ok := into.(proto.Message)
	if !ok {
		return errors.New("not a message")
	}
	return proto.Unmarshal(data, message)
}

// sendRaw calls CreateCustomer with the bytes.
func sendRaw(ctx context.Context, t *testing.T, r *running, via transport, body raw, more ...connect.ClientOption) error {
	t.Helper()
	options := append(append([]connect.ClientOption{}, via.options...), connect.WithCodec(body), bearer(r.key(t, auth.WriteScope)))
	client := kartotekav1connect.NewCustomerServiceClient(via.client(t), r.url, append(options, more...)...)
	_, err := client.CreateCustomer(ctx, &apiv1.CreateCustomerRequest{})
	return err
}

func TestBrokenRequest(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		t.Run("names what is wrong with JSON", func(t *testing.T) {
			t.Parallel()
			for body, reason := range map[string]string{
				`{"customer":`:              "JSON_INVALID",
				`{"customer":{"name":"\xff`: "JSON_INVALID",
				`[]`:                        "JSON_INVALID",
				`{"customer":{"naem":"x"}}`: "UNKNOWN_FIELD",
			} {
				err := sendRaw(t.Context(), t, r, via, raw{"json", []byte(body)})
				info, _, _ := detailsOf(t, err)
				assert.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(err), body)
				assert.Equal(t, reason, info.GetReason(), body)
			}
		})
		t.Run("says that protobuf is broken", func(t *testing.T) {
			t.Parallel()
			for _, body := range []string{"\xff\xff\xff", "\x0a\x05abc", "\x12\x03\x0a\x01\xff"} {
				err := sendRaw(t.Context(), t, r, via, raw{"proto", []byte(body)})
				info, _, _ := detailsOf(t, err)
				assert.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(err), "%x", body)
				assert.Equal(t, "PROTO_INVALID", info.GetReason(), "%x", body)
			}
		})
		t.Run("refuses too large a message, packed or not", func(t *testing.T) {
			t.Parallel()
			large := raw{"proto", make([]byte, 5*mebibyte)}
			for _, packing := range [][]connect.ClientOption{nil, {connect.WithSendGzip()}} {
				err := sendRaw(t.Context(), t, r, via, large, packing...)
				info, _, _ := detailsOf(t, err)
				assert.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(err))
				assert.Equal(t, "BATCH_TOO_LARGE", info.GetReason())
				assert.Equal(t, map[string]string{"max_bytes": "4194304", "max_records": "500"}, info.GetMetadata())
			}
		})
	})
}

// bom is what Windows programs put before text in UTF-8.
const bom = "\ufeff"

func TestAByteOrderMarkIsSkipped(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		info, _, _ := detailsOf(t, sendRaw(t.Context(), t, r, via, raw{"json", []byte(bom + `{"customer":{"kind":"CUSTOMER_KIND_COMPANY","name":"A"}}`)}))
		assert.Equal(t, "EMAIL_REQUIRED", info.GetReason(), "the customer was read")
		err := sendRaw(t.Context(), t, r, via, raw{"json", []byte(bom + `{"customer":{"naem":"x"}}`)})
		_, fields, _ := detailsOf(t, err)
		require.Len(t, fields.GetFieldViolations(), 1)
		assert.Equal(t, "customer.naem", fields.GetFieldViolations()[0].GetField())
		assert.Equal(t, connect.CodeInvalidArgument, connect.CodeOf(sendRaw(t.Context(), t, r, via, raw{"json", []byte(bom + bom + "{}")})))
	})
}

func TestBrokenJSON(t *testing.T) {
	t.Parallel()
	onEachTransport(t, func(t *testing.T, r *running, via transport) {
		for body, want := range map[string]map[string]string{
			`{"customer":{"naem":"x","phoen":"y"}}`:                   {"customer.naem": "UNKNOWN_FIELD", "customer.phoen": "UNKNOWN_FIELD"},
			`{"addresses":[{},{"cuontry":"PL"}]}`:                     {"addresses[1].cuontry": "UNKNOWN_FIELD"},
			`{"customer":{"name":7}}`:                                 {"customer.name": "FORMAT_INVALID"},
			`{"customer":"x","addresses":{}}`:                         {"customer": "FORMAT_INVALID", "addresses": "FORMAT_INVALID"},
			`{"customer":{"kind":"CUSTOMER_KIND_ROBOT"}}`:             {"customer.kind": "VALUE_UNKNOWN"},
			`{"customer":{"groupIds":["a",1]}}`:                       {"customer.groupIds[1]": "FORMAT_INVALID"},
			`{"customer":{"paymentTermsDays":1.5,"create_time":"?"}}`: {"customer.paymentTermsDays": "FORMAT_INVALID", "customer.createTime": "FORMAT_INVALID"},
			`{"` + strings.Repeat("x", 500) + `":1}`:                  {strings.Repeat("x", 64): "UNKNOWN_FIELD"},
		} {
			err := sendRaw(t.Context(), t, r, via, raw{"json", []byte(body)})
			_, fields, _ := detailsOf(t, err)
			got := map[string]string{}
			for _, violation := range fields.GetFieldViolations() {
				got[violation.GetField()] = violation.GetReason()
				assert.NotEmpty(t, violation.GetDescription())
			}
			assert.Equal(t, want, got, body)
		}
	})
}

func TestBrokenJSONKeepsValuesToItself(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	key := r.key(t, auth.WriteScope)
	for _, body := range []string{
		`{"customer":{"kind":"canary"}}`, `{"customer":{"paymentTermsDays":"canary"}}`, `{"customer":"canary"}`, `{"canary`,
	} {
		got := r.post(t, kartotekav1connect.CustomerServiceCreateCustomerProcedure, strings.NewReader(body), "Authorization", "Bearer "+key)
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.NotContains(t, got.body, "canary")
	}
	assert.NotContains(t, r.log.String(), "canary")
}

func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	const procedure = kartotekav1connect.ShopServiceListShopsProcedure
	credential := []string{"Authorization", "Bearer " + r.key(t, auth.ReadScope)}
	post := func(t *testing.T, body io.Reader, header ...string) answer {
		t.Helper()
		return r.post(t, procedure, body, append(header, credential...)...)
	}

	t.Run("spells out what is empty", func(t *testing.T) {
		t.Parallel()
		got := post(t, strings.NewReader("{}"))
		assert.Equal(t, http.StatusOK, got.status)
		assert.Contains(t, strings.ReplaceAll(got.body, " ", ""), `"approvalRequired":false`)
		assert.Equal(t, "application/json", got.header.Get("Content-Type"))
		assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
	})
	t.Run("takes every spelling of UTF-8", func(t *testing.T) {
		t.Parallel()
		for _, mediaType := range []string{"application/json;charset=UTF-8", `application/json; charset="utf-8"`, "Application/JSON; charset=utf-8; odata=verbose"} {
			assert.Equal(t, http.StatusOK, post(t, strings.NewReader("{}"), "Content-Type", mediaType).status, mediaType)
		}
	})
	t.Run("refuses other forms and says which it takes", func(t *testing.T) {
		t.Parallel()
		for _, mediaType := range []string{"application/json; charset=windows-1250", "text/plain", "application/x-www-form-urlencoded", "application/xml", ""} {
			got := post(t, strings.NewReader("{}"), "Content-Type", mediaType)
			assert.Equal(t, http.StatusUnsupportedMediaType, got.status, mediaType)
			assert.Equal(t, "CONTENT_TYPE_UNSUPPORTED", got.reason(t), mediaType)
			assert.Contains(t, got.refusal(t).Message, "application/json")
		}
	})
	t.Run("refuses an empty body", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "JSON_INVALID", post(t, http.NoBody).reason(t))
	})
	t.Run("is called by POST only", func(t *testing.T) {
		t.Parallel()
		got := r.get(t, procedure+"?encoding=json&message=%7B%7D&connect=v1", credential...)
		assert.Equal(t, http.StatusMethodNotAllowed, got.status)
		assert.Equal(t, http.MethodPost, got.header.Get("Allow"))
		assert.Equal(t, "METHOD_NOT_ALLOWED", got.reason(t))
	})
	t.Run("has no procedure of another name", func(t *testing.T) {
		t.Parallel()
		for _, procedure := range []string{"/kartoteka.v1.ShopService/CloseShop", "/kartoteka.v2.ShopService/ListShops", "/pkg.Service/Method"} {
			got := r.post(t, procedure, strings.NewReader("{}"), credential...)
			assert.Equal(t, "PROCEDURE_UNKNOWN", got.reason(t))
			assert.Equal(t, "unimplemented", got.refusal(t).Code)
		}
	})
	t.Run("refuses a large body without reading it", func(t *testing.T) {
		t.Parallel()
		got := post(t, bytes.NewReader(make([]byte, 5*mebibyte)))
		assert.Equal(t, http.StatusBadRequest, got.status)
		assert.Equal(t, "BATCH_TOO_LARGE", got.reason(t))
	})
	t.Run("refuses a large body of unknown length", func(t *testing.T) {
		t.Parallel()
		got := post(t, io.MultiReader(bytes.NewReader(make([]byte, 5*mebibyte))))
		assert.Equal(t, "BATCH_TOO_LARGE", got.reason(t))
	})
	t.Run("refuses a gzip bomb", func(t *testing.T) {
		t.Parallel()
		got := post(t, bytes.NewReader(bomb(t, 64*mebibyte)), "Content-Encoding", "gzip")
		assert.Equal(t, "BATCH_TOO_LARGE", got.reason(t))
	})
	t.Run("refuses gzip that is none", func(t *testing.T) {
		t.Parallel()
		for _, body := range []string{"{}", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03{}"} {
			got := post(t, strings.NewReader(body), "Content-Encoding", "gzip")
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Equal(t, "GZIP_INVALID", got.reason(t))
		}
	})
}

// bomb packs zeros.
func bomb(t *testing.T, size int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	block := make([]byte, mebibyte)
	for range size / mebibyte {
		_, err := w.Write(block)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return packed.Bytes()
}
