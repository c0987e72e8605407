package optima_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/testing/protocmp"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/erp/client/optima"
)

// Files as other programs write them, with what is read of each contractor and what is warned of.
func TestFilesOfOtherPrograms(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]struct {
		contractor string
		warnings   []string
	}{
		"optima-korespondencyjny.xml": {{contractor: `{
			"externalId": "187", "code": "kl000187", "active": true, "kind": "CUSTOMER_KIND_COMPANY", "name": "Sad i Ogród Sp. z o.o.",
			"email": "biuro@sadogrod.example", "taxId": "5250001026", "taxCountry": "PL", "taxStatus": "TAX_STATUS_DOMESTIC",
			"addresses": [
				{"type": "ADDRESS_TYPE_BILLING", "isDefault": true, "company": "Sad i Ogród Sp. z o.o.", "street": "ul. Jasna 3", "postalCode": "20-001", "city": "Lublin", "country": "PL"},
				{"type": "ADDRESS_TYPE_SHIPPING", "isDefault": true, "company": "Sad i Ogród Sp. z o.o.", "street": "ul. Polna 9/2", "postalCode": "21-040", "city": "Świdnik", "country": "PL"}
			]}`}},
		"optima-poczta.xml": {
			{contractor: `{
			"externalId": "00000000-0000-0000-0000-000000000042", "kind": "CUSTOMER_KIND_COMPANY", "name": "Szkoła Tańca Rytm",
			"taxId": "725-000-20-21", "taxCountry": "PL", "paymentMethod": "przelew", "paymentTermsDays": 14,
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "isDefault": true, "company": "Szkoła Tańca Rytm", "street": "Długa 5/7", "postalCode": "31-147", "city": "Kraków", "country": "PL"}]}`},
			{contractor: `{
			"externalId": "village", "kind": "CUSTOMER_KIND_COMPANY", "name": "Tartak Nad Strumieniem", "taxCountry": "PL",
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "isDefault": true, "company": "Tartak Nad Strumieniem", "street": "35", "postalCode": "26-130", "city": "Ostojów, poczta Suchedniów", "country": "PL"}]}`},
		},
		"optima-flags.xml": {
			{contractor: `{
			"externalId": "D-1", "code": "SALON1", "active": true, "kind": "CUSTOMER_KIND_COMPANY", "name": "Salon Aut Kometa",
			"taxCountry": "PL", "taxStatus": "TAX_STATUS_DOMESTIC", "paymentMethod": "przelew", "discountPercent": "0",
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "isDefault": true, "company": "Salon Aut Kometa", "street": "Prosta 1", "postalCode": "26-600", "city": "Radom", "country": "PL"}],
			"clearFields": ["priceLevel", "creditLimit", "paymentTermsDays", "registrationNumber", "taxId"]}`},
			{
				contractor: `{"externalId": "D-2", "active": true, "kind": "CUSTOMER_KIND_COMPANY", "name": "Blok Dok", "note": "Dzwonić rano"}`,
				warnings:   []string{"ELEMENT_NOT_READ:KONTRAHENT/BLOKADA_DOKUMENTOW"},
			},
		},
		"optima-twice.xml": {{contractor: `{
			"externalId": "A-1", "code": "BLASZKA", "kind": "CUSTOMER_KIND_COMPANY", "name": "Blaszka S.A.", "taxCountry": "PL", "taxStatus": "TAX_STATUS_DOMESTIC",
			"addresses": [{"type": "ADDRESS_TYPE_BILLING", "isDefault": true, "company": "Blaszka S.A.", "street": "Wąska 4", "postalCode": "45-001", "city": "Opole", "country": "PL"}],
			"clearFields": ["groups", "taxId"]}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			records := drain(t, open(t, name))
			require.Len(t, records, len(want))
			for i, record := range records {
				contractor := &apiv1.Contractor{}
				require.NoError(t, protojson.Unmarshal([]byte(want[i].contractor), contractor))
				require.Empty(t, record.Problems)
				assert.Empty(t, cmp.Diff(contractor, record.Contractor, protocmp.Transform()))
				assert.Equal(t, want[i].warnings, record.Warnings)
			}
		})
	}
}

func TestAFileWithoutIDs(t *testing.T) {
	t.Parallel()
	t.Run("is refused record by record, with a way out", func(t *testing.T) {
		t.Parallel()
		record, err := open(t, "optima-noid.xml").Next()
		require.NoError(t, err)
		require.Len(t, record.Problems, 1)
		assert.Equal(t, "KONTRAHENT/ID_ZRODLA", record.Problems[0].Path)
		assert.Equal(t, "EXTERNAL_ID_REQUIRED", record.Problems[0].Reason)
		assert.Contains(t, record.Problems[0].Text, "--id akronim")
	})
	t.Run("is taken by AKRONIM", func(t *testing.T) {
		t.Parallel()
		record := drain(t, open(t, "optima-noid.xml").ByCode())[0]
		assert.True(t, record.IsSendable())
		assert.Equal(t, "TRANSHURT", record.Contractor.GetExternalId())
		assert.Equal(t, "TRANSHURT", record.Contractor.GetCode())
		assert.Equal(t, []string{"ELEMENT_NOT_READ:KONTRAHENT/ODBIORCA", "ELEMENT_NOT_READ:KONTRAHENT/MAX_ZWLOKA"}, record.Warnings)
	})
	t.Run("is refused by AKRONIM where that is missing too", func(t *testing.T) {
		t.Parallel()
		for _, reader := range []*optima.Reader{optima.NewReader(of("<OPIS/>")), optima.NewReader(of("<OPIS/>")).ByCode()} {
			record, err := reader.Next()
			require.NoError(t, err)
			require.Len(t, record.Problems, 1)
			assert.NotContains(t, record.Problems[0].Text, "--id")
		}
	})
}

func open(t *testing.T, name string) *optima.Reader {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, file.Close()) })
	return optima.NewReader(file)
}

// of is a file with one record of the elements.
func of(elements string) io.Reader {
	return strings.NewReader(file("<KONTRAHENT>" + elements + "</KONTRAHENT>"))
}
