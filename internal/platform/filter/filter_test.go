package filter_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
)

// colours of a thing are all that it is tested by.
var colours = filter.Fields[[]string]{{
	Name:   "colours",
	Parse:  func(typed string) (string, bool) { return typed, typed != "" },
	Values: func(thing []string) []string { return thing },
}}

var red = filter.Condition{Field: "colours", AnyOf: []string{"red"}}

func TestATreeIsBounded(t *testing.T) {
	t.Parallel()
	nested := func(depth int) filter.Condition {
		c := red
		for range depth - 1 {
			c = filter.Condition{Any: []filter.Condition{c, red}}
		}
		return c
	}
	_, err := colours.Normal("where", []filter.Condition{nested(5)})
	require.NoError(t, err)
	_, err = colours.Normal("where", []filter.Condition{nested(6)})
	f := faulttest.Require(t, err, fault.Invalid, "CONDITIONS_TOO_DEEP")
	assert.Equal(t, "where[0].any[0].any[0].any[0].any[0].any", f.Fields[0].Path)

	_, err = colours.Normal("where", wide(99))
	require.NoError(t, err, "one joins 99")
	_, err = colours.Normal("where", wide(100))
	f = faulttest.Require(t, err, fault.Invalid, "CONDITIONS_TOO_MANY")
	assert.Equal(t, "where", f.Fields[0].Path)
}

func wide(n int) []filter.Condition {
	all := make([]filter.Condition, n)
	for i := range all {
		all[i] = red
	}
	return []filter.Condition{{All: all}}
}

func TestAThingWithoutValuesHasNoneOfThem(t *testing.T) {
	t.Parallel()
	for _, c := range []filter.Condition{
		{Field: "colours", NoneOf: []string{"red"}}, {Field: "colours", IsSet: new(false)}, {None: []filter.Condition{red}},
	} {
		assert.True(t, colours.Pass(nil, []filter.Condition{c}), "%+v", c)
		assert.False(t, colours.Pass([]string{"blue", "red"}, []filter.Condition{c}), "%+v", c)
	}
	assert.True(t, colours.Pass(nil, nil), "nothing is asked")
}
