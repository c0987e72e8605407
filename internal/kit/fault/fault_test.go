package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
)

func TestInvalidFields(t *testing.T) {
	t.Parallel()
	name := fault.Field{Path: "customer.name", Reason: "NAME_TOO_LONG", Text: "The name is too long."}
	country := fault.Field{Path: "customer.addresses[1].country", Reason: "COUNTRY_UNKNOWN", Text: "There is no such country."}
	t.Run("is no error without violations", func(t *testing.T) {
		t.Parallel()
		assert.NoError(t, fault.InvalidFields(nil))
	})
	t.Run("takes the reason of a single violation", func(t *testing.T) {
		t.Parallel()
		f := faulttest.Require(t, fault.InvalidField(name.Path, name.Reason, name.Text), fault.Invalid, "NAME_TOO_LONG")
		assert.Equal(t, []fault.Field{name}, f.Fields)
	})
	t.Run("reports several in the order of the form", func(t *testing.T) {
		t.Parallel()
		f := faulttest.Require(t, fault.InvalidFields([]fault.Field{name, country}), fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []fault.Field{name, country}, f.Fields)
	})
	t.Run("names every field in the log", func(t *testing.T) {
		t.Parallel()
		text := fault.InvalidFields([]fault.Field{name, country}).Error()
		assert.Contains(t, text, "customer.name: NAME_TOO_LONG")
		assert.Contains(t, text, "customer.addresses[1].country: COUNTRY_UNKNOWN")
	})
}

func TestAs(t *testing.T) {
	t.Parallel()
	taken := fault.New(fault.AlreadyExists, "EMAIL_TAKEN", "Another employee has this e-mail.")
	t.Run("finds a fault that was wrapped", func(t *testing.T) {
		t.Parallel()
		f, ok := fault.As(fmt.Errorf("save employee: %w", taken))
		require.True(t, ok)
		assert.Same(t, taken, f)
	})
	t.Run("finds none in other errors", func(t *testing.T) {
		t.Parallel()
		_, ok := fault.As(errors.New("disk full"))
		assert.False(t, ok)
		_, ok = fault.As(nil)
		assert.False(t, ok)
	})
	t.Run("tells reasons apart", func(t *testing.T) {
		t.Parallel()
		wrapped := fmt.Errorf("save employee: %w", taken)
		assert.True(t, fault.Is(wrapped, "EMAIL_TAKEN"))
		assert.False(t, fault.Is(wrapped, "NAME_TAKEN"))
		assert.False(t, fault.Is(errors.New("EMAIL_TAKEN"), "EMAIL_TAKEN"))
	})
}

func TestWith(t *testing.T) {
	t.Parallel()
	inUse := fault.New(fault.Precondition, "GROUP_IN_USE", "The group has members.")
	counted := inUse.With("members", "12").With("group", "7")
	t.Run("adds to what is there", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]string{"members": "12", "group": "7"}, counted.Metadata)
		assert.Equal(t, inUse.Reason, counted.Reason)
		assert.Equal(t, inUse.Kind, counted.Kind)
	})
	t.Run("leaves the original as it was", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, inUse.Metadata)
		first := inUse.With("members", "1")
		first.With("members", "2")
		assert.Equal(t, "1", first.Metadata["members"])
	})
}
