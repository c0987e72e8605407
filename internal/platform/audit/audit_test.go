package audit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

type thing struct {
	name  string
	color string
	codes []string
}

var fields = []audit.Field[thing]{
	{Name: "name", Value: func(t thing) audit.Value { return audit.Text(t.name) }},
	{Name: "color", Value: func(t thing) audit.Value { return audit.Code(t.color) }},
	{Name: "codes", Value: func(t thing) audit.Value { return audit.ListOf(t.codes, audit.Text[string]) }},
}

func TestDiffNamesWhatDiffers(t *testing.T) {
	t.Parallel()
	before := thing{name: "One", codes: []string{"A"}}
	after := thing{name: "Two", color: "red", codes: []string{"A"}}
	assert.Equal(t, []audit.Change{
		{Field: "name", Old: audit.Text("One"), New: audit.Text("Two")},
		{Field: "color", New: audit.Code("red")},
	}, audit.Diff(fields, before, after))
	assert.Empty(t, audit.Diff(fields, after, after))
	assert.Equal(t, []string{"codes"}, audit.Names(audit.Diff(fields, before, thing{name: "One", codes: []string{"A", "B"}})))
}
