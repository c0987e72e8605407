package staff_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// names reads a list to its end, page by page.
func (b bundle) names(in staff.ListInput) []string {
	b.Helper()
	var names []string
	for range 100 {
		found, next, err := b.service.List(b.Context(), in)
		require.NoError(b, err)
		for _, member := range found {
			names = append(names, member.Name)
		}
		if next == "" {
			return names
		}
		require.Len(b, found, int(in.PageSize), "only the last page is shorter")
		in.PageToken = next
	}
	require.Fail(b, "the list does not end")
	return nil
}

func TestList(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		for i, name := range []string{"Żaneta", "Łukasz", "adam", "Ελένη", "Adam", "Zenon", "Žofie", "ADAM", "100% Jan_Nowak", `back\slash`} {
			_, _, err := b.service.Create(b.asProgram(), staff.Change{
				Email: new(fmt.Sprintf("s%d@example.com", i)), Name: &name, Code: new(fmt.Sprintf("code-%d", i)), Role: new(auth.Viewer),
			}, password)
			require.NoError(t, err)
		}
		sorted := []string{"100% Jan_Nowak", "adam", "Adam", "ADAM", `back\slash`, "Łukasz", "Żaneta", "Zenon", "Žofie", "Ελένη"}
		for _, size := range []int32{1, 2, 3, 10, 200} {
			assert.Equal(t, sorted, b.names(staff.ListInput{PageSize: size}), "pages of %d", size)
		}
		for query, want := range map[string][]string{
			"LUKASZ":      {"Łukasz"},
			"zofie":       {"Žofie"},
			"ΕΛΕΝΗ":       {"Ελένη"},
			"S1@Example":  {"Łukasz"},
			"zan example": {"Żaneta"},
			"zan s1@":     nil,
			"100%":        {"100% Jan_Nowak"},
			"n_n":         {"100% Jan_Nowak"},
			"%":           {"100% Jan_Nowak"},
			`k\s`:         {`back\slash`},
			" ":           sorted,
			"adam":        {"adam", "Adam", "ADAM"},
			"CODE-5":      {"Zenon"},
			"' OR 1=1 --": nil,
		} {
			assert.Equal(t, want, b.names(staff.ListInput{Query: query, PageSize: 2}), query)
		}

		_, _, err := b.service.List(t.Context(), staff.ListInput{PageSize: -1})
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID", "pageSize")
		_, _, err = b.service.List(t.Context(), staff.ListInput{PageToken: "x"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID", "pageToken")
		_, next, err := b.service.List(t.Context(), staff.ListInput{PageSize: 1})
		require.NoError(t, err)
		_, _, err = b.service.List(t.Context(), staff.ListInput{PageSize: 1, PageToken: next, Query: "adam"})
		faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH", "pageToken")
	})
}
