package mask_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

type person struct{ name, birthName string }

var fields = mask.Table[person, person]{
	"name":       func(p *person, from person) { p.name = from.name },
	"birth_name": func(p *person, from person) { p.birthName = from.birthName },
}

func TestApply(t *testing.T) {
	t.Parallel()
	before, values := person{"Anna Wąs", "Anna Żak"}, person{"Jan Wąs", "Jan Żak"}
	t.Run("takes over what the mask names", func(t *testing.T) {
		t.Parallel()
		for want, paths := range map[person][]string{
			{"Jan Wąs", "Anna Żak"}: {"name"},
			{"Anna Wąs", "Jan Żak"}: {"birth_name", "birth_name"},
			{"Jan Wąs", "Jan Żak"}:  {"birthName", "name"},
		} {
			got, err := fields.Apply(paths, before, values)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
		assert.Equal(t, person{"Anna Wąs", "Anna Żak"}, before)
	})
	for reason, masks := range map[string][][]string{
		"MASK_REQUIRED": {nil, {}},
		"MASK_UNKNOWN":  {{""}, {"*"}, {"name", "age"}, {"Name"}, {"name.first"}, {"birth__name"}, {"birth name"}},
	} {
		t.Run("refuses with "+reason, func(t *testing.T) {
			t.Parallel()
			for _, paths := range masks {
				_, err := fields.Apply(paths, before, values)
				faulttest.Require(t, err, fault.Invalid, reason, "updateMask")
			}
		})
	}
}
