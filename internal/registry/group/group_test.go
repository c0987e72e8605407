package group_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/registry/group"
)

func TestApply(t *testing.T) {
	t.Parallel()
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		var got group.Group
		require.Empty(t, got.Apply(group.Change{
			Name: new(" Hurt "), Description: new(" od 100 szt.\nzamówienia\ttelefoniczne "), Color: new("#AABBCC"), SortOrder: new(int32(-5)),
			Codes: &[]group.Code{{SourceSystem: "OPTIMA", Code: " HURT "}, {SourceSystem: "OPTIMA", Code: "hurt"}},
		}))
		assert.Equal(t, group.Group{
			Name: "Hurt", Description: "od 100 szt.\nzamówienia\ttelefoniczne", Color: "#aabbcc", SortOrder: -5,
			Codes: []group.Code{{SourceSystem: "OPTIMA", Code: "HURT"}, {SourceSystem: "OPTIMA", Code: "hurt"}},
		}, got)
	})
	t.Run("tells all that is wrong at once, in the order of the form", func(t *testing.T) {
		t.Parallel()
		var g group.Group
		wrong := g.Apply(group.Change{
			Name: new(" "), Description: new("a\x00b"),
			Codes: &[]group.Code{{"A", "x"}, {"A", " "}, {"B", "x"}, {"A", " x"}, {"A", "\x1b"}, {"A\x00", "y"}},
		})
		assert.Equal(t, []string{
			"name NAME_REQUIRED", "description CHARACTERS_INVALID", "codes[1].code CODE_INVALID",
			"codes[3].code GROUP_CODE_TAKEN", "codes[4].code CODE_INVALID", "codes[5].sourceSystem SOURCE_SYSTEM_NOT_FOUND",
		}, faulttest.Violations(faulttest.Require(t, fault.InvalidFields(wrong), fault.Invalid, "INVALID_FIELDS")))
	})
	t.Run("leaves the codes of the caller alone", func(t *testing.T) {
		t.Parallel()
		sent := []group.Code{{SourceSystem: "A", Code: " x "}}
		var g group.Group
		require.Empty(t, g.Apply(group.Change{Name: new("Hurt"), Codes: &sent}))
		assert.Equal(t, " x ", sent[0].Code)
	})
	t.Run("leaves what has no new value", func(t *testing.T) {
		t.Parallel()
		before := group.Group{ID: id.New(), Version: 7, Name: "Hurt", SortOrder: 1, Codes: []group.Code{{"A", "x"}}}
		after := before
		require.Empty(t, after.Apply(group.Change{SortOrder: new(int32(2))}))
		before.SortOrder = 2
		assert.Equal(t, before, after)
	})
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		" Klienci ":              "",
		"Χονδρική":               "",
		strings.Repeat("ż", 100): "",
		"":                       "NAME_REQUIRED",
		" \t ":                   "NAME_REQUIRED",
		"\u200b":                 "NAME_REQUIRED",
		strings.Repeat("ż", 101): "TOO_LONG",
		"a\x00b":                 "CHARACTERS_INVALID",
	} {
		name, wrong := group.CleanName("groups[3]", typed)
		if want == "" {
			assert.Empty(t, wrong, "%q", typed)
			assert.Equal(t, strings.TrimSpace(typed), name)
			continue
		}
		require.Len(t, wrong, 1, "%q", typed)
		assert.Equal(t, "groups[3] "+want, wrong[0].Path+" "+wrong[0].Reason)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	a, b, c := id.New(), id.New(), id.New()
	t.Run("finds what is missing and what is too much", func(t *testing.T) {
		t.Parallel()
		got := group.Compare([]uuid.UUID{a, b}, []group.Ref{{b, "B"}, {c, "C"}})
		assert.Equal(t, group.MembershipChange{Joined: []group.Ref{{c, "C"}}, Left: []uuid.UUID{a}}, got)
		assert.False(t, got.IsEmpty())
	})
	t.Run("counts two codes of one group once", func(t *testing.T) {
		t.Parallel()
		got := group.Compare(nil, []group.Ref{{a, "HURT"}, {a, "Hurt"}})
		assert.Equal(t, group.MembershipChange{Joined: []group.Ref{{a, "HURT"}}}, got)
	})
	t.Run("leads from any groups to any other, and then rests", func(t *testing.T) {
		t.Parallel()
		groups := []uuid.UUID{a, b, c, id.New(), id.New()}
		rapid.Check(t, func(t *rapid.T) {
			have := rapid.SliceOfDistinct(rapid.SampledFrom(groups), rapid.ID).Draw(t, "have")
			wanted := rapid.SliceOf(rapid.SampledFrom(groups)).Draw(t, "wanted")
			refs := make([]group.Ref, len(wanted))
			for i, id := range wanted {
				refs[i] = group.Ref{ID: id}
			}
			change := group.Compare(have, refs)
			now := slices.DeleteFunc(slices.Clone(have), func(id uuid.UUID) bool { return slices.Contains(change.Left, id) })
			for _, ref := range change.Joined {
				require.NotContains(t, have, ref.ID)
				now = append(now, ref.ID)
			}
			for _, id := range groups {
				require.Equal(t, slices.Contains(wanted, id), slices.Contains(now, id))
			}
			require.True(t, group.Compare(now, refs).IsEmpty())
		})
	})
}
