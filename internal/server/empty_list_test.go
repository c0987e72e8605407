package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// TestAnEmptyListIsNotDroppedInSilence holds ADR 0022.
func TestAnEmptyListIsNotDroppedInSilence(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		machine := []string{"Authorization", "Bearer " + r.key(t, auth.SyncScope)}
		push := func(fields string) document {
			t.Helper()
			body := `{"contractors": [{"externalId": "1", "kind": "CUSTOMER_KIND_COMPANY", "name": "A"` + fields + `}, {"externalId": 7}]}`
			got := r.post(t, kartotekav1connect.ContractorSyncServicePushContractorsProcedure, strings.NewReader(body), machine...)
			require.Equal(t, http.StatusOK, got.status, got.body)
			return parse(t, got.body)
		}
		full := push(`, "groups": ["Sady"], "addresses": [{"city": "Lublin", "country": "PL"}], "employees": [{"email": "ala@sad.example"}]`)
		assert.Empty(t, full.at("results", 0, "warnings"))

		kept := push(`, "groups" : [ ], "addresses":[], "employees": []`)
		assert.Equal(t, "OUTCOME_UNCHANGED", kept.at("results", 0, "outcome"))
		assert.Equal(t, []any{"LIST_EMPTY_IGNORED:groups", "LIST_EMPTY_IGNORED:addresses", "LIST_EMPTY_IGNORED:employees"}, kept.at("results", 0, "warnings"))

		emptied := push(`, "groups": [], "clearFields": ["groups", "addresses", "employees"]`)
		assert.Equal(t, "OUTCOME_UPDATED", emptied.at("results", 0, "outcome"))
		assert.Empty(t, emptied.at("results", 0, "warnings"))
		assert.ElementsMatch(t, []any{"groups", "addresses", "employees"}, emptied.at("results", 0, "changedFields"))
	})
}
