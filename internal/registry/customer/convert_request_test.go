package customer

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnAbsentFilterLetsEverythingPass(t *testing.T) {
	t.Parallel()
	filter := fromAPIFilter(nil)
	assert.True(t, filter.isEmpty())
}
