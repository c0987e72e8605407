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

func TestCanonical(t *testing.T) {
	t.Parallel()
	t.Run("brings every value to the form in which it is kept", func(t *testing.T) {
		t.Parallel()
		got, err := group.Group{
			Name: " Hurt ", Description: " od 100 szt.\nzamówienia\ttelefoniczne ", Color: "#AABBCC", SortOrder: -5,
			Codes: []group.Code{{SourceSystem: "OPTIMA", Code: " HURT "}, {SourceSystem: "OPTIMA", Code: "hurt"}},
		}.Canonical()
		require.NoError(t, err)
		assert.Equal(t, group.Group{
			Name: "Hurt", Description: "od 100 szt.\nzamówienia\ttelefoniczne", Color: "#aabbcc", SortOrder: -5,
			Codes: []group.Code{{SourceSystem: "OPTIMA", Code: "HURT"}, {SourceSystem: "OPTIMA", Code: "hurt"}},
		}, got)
	})
	t.Run("tells all that is wrong at once, in the order of the form", func(t *testing.T) {
		t.Parallel()
		_, err := group.Group{
			Name: " ", Description: "a\x00b",
			Codes: []group.Code{{"A", "x"}, {"A", " "}, {"B", "x"}, {"A", " x"}, {"A", "\x1b"}, {"A\x00", "y"}},
		}.Canonical()
		f := faulttest.Require(t, err, fault.Invalid, "INVALID_FIELDS")
		assert.Equal(t, []string{
			"group.name NAME_REQUIRED", "group.description CHARACTERS_INVALID", "group.codes[1].code CODE_INVALID",
			"group.codes[3].code GROUP_CODE_TAKEN", "group.codes[4].code CODE_INVALID", "group.codes[5].sourceSystem SOURCE_SYSTEM_NOT_FOUND",
		}, faulttest.Violations(f))
	})
	t.Run("leaves the codes of the caller alone", func(t *testing.T) {
		t.Parallel()
		sent := []group.Code{{SourceSystem: "A", Code: " x "}}
		_, err := group.Group{Name: "Hurt", Codes: sent}.Canonical()
		require.NoError(t, err)
		assert.Equal(t, " x ", sent[0].Code)
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

func TestWith(t *testing.T) {
	t.Parallel()
	before := group.Group{ID: id.New(), Version: 7, Name: "Hurt", SortOrder: 1}
	values := group.Group{
		Name: "VIP", Description: "stali", SortOrder: 2, ApprovalRequired: true, Color: "#ffffff",
		Codes: []group.Code{{SourceSystem: "A", Code: "VIP"}},
	}
	t.Run("takes over only what the mask names", func(t *testing.T) {
		t.Parallel()
		got, err := before.With([]string{"sortOrder"}, values)
		require.NoError(t, err)
		assert.Equal(t, group.Group{ID: before.ID, Version: 7, Name: "Hurt", SortOrder: 2}, got)
	})
	t.Run("knows every field that can be changed, in both spellings", func(t *testing.T) {
		t.Parallel()
		for _, mask := range [][]string{
			{"name", "description", "sortOrder", "approvalRequired", "color", "codes"},
			{"name", "description", "sort_order", "approval_required", "color", "codes"},
		} {
			got, err := before.With(mask, values)
			require.NoError(t, err)
			want := values
			want.ID, want.Version = before.ID, before.Version
			assert.Equal(t, want, got)
		}
	})
	t.Run("refuses a mask without fields or with others", func(t *testing.T) {
		t.Parallel()
		_, err := before.With(nil, values)
		assert.Equal(t, []string{"updateMask MASK_REQUIRED"}, faulttest.Violations(faulttest.Require(t, err, fault.Invalid, "MASK_REQUIRED")))
		for _, path := range []string{"id", "memberCount", "etag", ""} {
			_, err := before.With([]string{"name", path}, values)
			assert.Equal(t, []string{"updateMask MASK_UNKNOWN"}, faulttest.Violations(faulttest.Require(t, err, fault.Invalid, "MASK_UNKNOWN")))
		}
	})
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
