package audit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

func TestDiffNamesWhatDiffers(t *testing.T) {
	t.Parallel()
	before := [][2]string{{"name", "One"}, {"color", ""}, {"code", "A"}}
	after := [][2]string{{"name", "Two"}, {"color", "red"}, {"code", "A"}}
	assert.Equal(t, []audit.Change{{Field: "name", Old: "One", New: "Two"}, {Field: "color", New: "red"}}, audit.Diff(before, after))
	assert.Empty(t, audit.Diff(after, after))
}
