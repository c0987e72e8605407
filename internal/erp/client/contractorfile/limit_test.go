package contractorfile_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/client/contractorfile"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	t.Run("lets a file pass that just fits", func(t *testing.T) {
		t.Parallel()
		n, err := io.Copy(io.Discard, contractorfile.Limit(zeros(contractorfile.MaxBytes)))
		require.NoError(t, err)
		assert.EqualValues(t, contractorfile.MaxBytes, n)
	})
	t.Run("refuses one byte more", func(t *testing.T) {
		t.Parallel()
		n, err := io.Copy(io.Discard, contractorfile.Limit(zeros(contractorfile.MaxBytes+1)))
		faulttest.Require(t, err, fault.Invalid, "FILE_TOO_LARGE")
		assert.EqualValues(t, contractorfile.MaxBytes, n)
	})
}

func TestLine(t *testing.T) {
	t.Parallel()
	t.Run("is that of the refusal", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, 12, contractorfile.Line(contractorfile.Refuse(12, "XML_INVALID", "No.")))
	})
	t.Run("is none where a fault names none", func(t *testing.T) {
		t.Parallel()
		assert.Zero(t, contractorfile.Line(fault.New(fault.Invalid, "FILE_TOO_LARGE", "No.")))
	})
}

// zeros is a file of that many bytes.
func zeros(size int64) io.Reader { return io.LimitReader(zero{}, size) }

type zero struct{}

func (zero) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
