package fault_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

func TestCheckETag(t *testing.T) {
	t.Parallel()
	t.Run("lets pass who has seen the current version, and who names none", func(t *testing.T) {
		t.Parallel()
		require.NoError(t, fault.CheckETag("7", "7"))
		require.NoError(t, fault.CheckETag("", "7"))
	})
	t.Run("refuses who has seen another, and names the current one", func(t *testing.T) {
		t.Parallel()
		for _, seen := range []string{"6", "07", " 7", "8"} {
			f := faulttest.Require(t, fault.CheckETag(seen, "7"), fault.Conflict, "ETAG_MISMATCH")
			assert.Equal(t, map[string]string{"etag": "7"}, f.Metadata)
		}
	})
}
