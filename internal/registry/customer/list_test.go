package customer_test

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/fold"
	"github.com/kartoteka/kartoteka/internal/kit/scale"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// sorts says for each sort order by which value two customers follow one another.
var sorts = map[string]func(a, b *customer.Customer) int{
	"name":       func(a, b *customer.Customer) int { return bytes.Compare(fold.Key(a.Name), fold.Key(b.Name)) },
	"number":     func(a, b *customer.Customer) int { return cmp.Compare(a.Serial, b.Serial) },
	"createTime": func(a, b *customer.Customer) int { return a.CreatedAt.Compare(b.CreatedAt) },
	"updateTime": func(a, b *customer.Customer) int { return a.UpdatedAt.Compare(b.UpdatedAt) },
	"email":      func(a, b *customer.Customer) int { return cmp.Compare(a.Email.Key, b.Email.Key) },
	"taxId":      func(a, b *customer.Customer) int { return cmp.Compare(a.TaxKey, b.TaxKey) },
}

// vary gives a customer one of few values in each field that lists are sorted by; a third have none.
func vary(random *rand.Rand) func(c *customer.Customer, i int) {
	names := []string{"Łódź", "łódź", "Lodz", "Ωμέγα", "Žofie", "Zofie 2", "\U0001F375", "a", "A", "0"}
	return func(c *customer.Customer, _ int) {
		c.Name = names[random.IntN(len(names))]
		c.CreatedAt = noon.Add(time.Duration(random.IntN(3)) * time.Microsecond)
		c.UpdatedAt = noon.Add(time.Duration(random.IntN(3)) * time.Hour)
		c.Email.Key = []string{"", "", "a@b.pl", "ą@b.pl", "b@b.pl", "z@b.pl"}[random.IntN(6)]
		c.TaxKey = []string{"", "PL1", "PL1", "PL2", "CZ1", ""}[random.IntN(6)]
	}
}

// TestPagesEqualOneFullRead reads every sort order in both directions in pages of several sizes,
// while others insert. Who was there throughout is shown once, in the order of a full read.
func TestPagesEqualOneFullRead(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		c, reads := scale.Start(t, "LIST-4"), 0
		present := b.insertMany(t, scale.Of(20, 400), vary(c.Rand))
		for _, field := range slices.Sorted(maps.Keys(sorts)) {
			for _, direction := range []string{"", " desc"} {
				for _, size := range []int{1, 4, 200} {
					var newcomers []*customer.Customer // seen by the next rounds from the start
					order := field + direction
					want := sorted(present, sorts[field], direction != "")
					got := b.pages(t, customer.ListInput{OrderBy: order, PageSize: int32(size)}, func(page int) {
						if page == 2 {
							newcomers = b.insertMany(t, 1, vary(c.Rand))
						}
					})
					shown := slices.DeleteFunc(got, func(id uuid.UUID) bool { return !slices.Contains(want, id) })
					require.Equal(t, want, shown, "%s by %d", order, size)
					present = append(present, newcomers...)
					reads++
				}
			}
		}
		c.Saw("%d reads of %d customers in pages, each as one full read", reads, len(present))
	})
}

func sorted(all []*customer.Customer, compare func(a, b *customer.Customer) int, descending bool) []uuid.UUID {
	ordered := slices.Clone(all)
	slices.SortFunc(ordered, func(a, b *customer.Customer) int {
		return cmp.Or(compare(a, b), bytes.Compare(a.ID[:], b.ID[:]))
	})
	if descending {
		slices.Reverse(ordered)
	}
	ids := make([]uuid.UUID, len(ordered))
	for i, c := range ordered {
		ids[i] = c.ID
	}
	return ids
}

// pages reads a list to its end and returns the ids in the order shown. Between pages it calls back.
func (b bundle) pages(t *testing.T, in customer.ListInput, between func(page int)) []uuid.UUID {
	t.Helper()
	var ids []uuid.UUID
	for page := 1; ; page++ {
		shown, next, err := b.List(b.ctx, in)
		require.NoError(t, err)
		require.LessOrEqual(t, len(shown), int(in.PageSize))
		for _, c := range shown {
			ids = append(ids, c.ID)
		}
		if next == "" {
			return ids
		}
		require.Len(t, shown, int(in.PageSize), "only the last page may be short")
		require.Less(t, page, 1_000, "a list has an end")
		in.PageToken = next
		between(page)
	}
}

func TestPageSizes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.insertMany(t, 201, func(*customer.Customer, int) {})
		for asked, want := range map[int32]int{0: 50, 1: 1, 200: 200, 100_000: 200} {
			shown, next, err := b.List(b.ctx, customer.ListInput{PageSize: asked})
			require.NoError(t, err)
			assert.Len(t, shown, want)
			assert.NotEmpty(t, next)
		}
		_, _, err := b.List(b.ctx, customer.ListInput{PageSize: -1})
		faulttest.Require(t, err, fault.Invalid, "PAGE_SIZE_INVALID")
	})
}

func TestListIsSortedByNameUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.newCustomer(t, named("Żak"))
		b.newCustomer(t, named("zebra"))
		b.newCustomer(t, named("Ala"))
		for order, want := range map[string]string{
			"": "Ala Żak zebra", "name": "Ala Żak zebra", "name asc": "Ala Żak zebra", " name  DESC ": "zebra Żak Ala", "number desc": "Ala zebra Żak",
		} {
			shown, _, err := b.List(b.ctx, customer.ListInput{OrderBy: order})
			require.NoError(t, err)
			names := make([]string, len(shown))
			for i, c := range shown {
				names[i] = c.Name
			}
			assert.Equal(t, want, strings.Join(names, " "), order)
		}
		for _, order := range []string{"Name", "note", "name up", "name desc desc", "name,number", "name; DROP TABLE customers", "serial"} {
			_, _, err := b.List(b.ctx, customer.ListInput{OrderBy: order})
			f := faulttest.Require(t, err, fault.Invalid, "ORDER_BY_UNKNOWN")
			assert.Equal(t, []string{"orderBy ORDER_BY_UNKNOWN"}, faulttest.Violations(f))
		}
	})
}

func TestPageTokensBelongToTheirList(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.insertMany(t, 5, func(*customer.Customer, int) {})
		first := customer.ListInput{PageSize: 2, OrderBy: "name", Filter: where("kind", "company")}
		_, next, err := b.List(b.ctx, first)
		require.NoError(t, err)
		for name, change := range map[string]func(in *customer.ListInput){
			"another order":     func(in *customer.ListInput) { in.OrderBy = "number" },
			"another direction": func(in *customer.ListInput) { in.OrderBy = "name desc" },
			"another filter":    func(in *customer.ListInput) { in.Filter = where("kind", "company", "person") },
			"a search":          func(in *customer.ListInput) { in.Filter.Query = "firma" },
			"no filter":         func(in *customer.ListInput) { in.Filter = customer.Filter{} },
			"red or not":        func(in *customer.ListInput) { in.Filter = where("needsDefaultEmployee", "false") },
		} {
			other := first
			change(&other)
			other.PageToken = next
			_, _, err := b.List(b.ctx, other)
			faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_MISMATCH")
			require.Error(t, err, name)
		}
		first.PageToken, first.OrderBy, first.PageSize = next, "", 10
		rest, _, err := b.List(b.ctx, first)
		require.NoError(t, err, "the default order said aloud or not, and another page size, are the same list")
		assert.Len(t, rest, 3)
	})
}

// TestPageTokensAreNotTrusted changes every byte of genuine tokens and cuts them everywhere: the answer is a refusal or a page,
// never an internal error.
func TestPageTokensAreNotTrusted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.insertMany(t, 3, func(c *customer.Customer, i int) {
			c.Email.Key, c.TaxKey = fmt.Sprintf("a%d@b.pl", i), fmt.Sprintf("PL%d", i)
		})
		accepted := 0
		for field := range sorts {
			in := customer.ListInput{OrderBy: field, PageSize: 1}
			_, genuine, err := b.List(b.ctx, in)
			require.NoError(t, err)
			try := func(token string) error {
				in.PageToken = token
				_, _, err := b.List(b.ctx, in)
				if err != nil {
					f, ok := fault.As(err)
					require.Truef(t, ok, "%s: %v", field, err)
					require.Equal(t, []any{fault.Invalid, "pageToken"}, []any{f.Kind, f.Fields[0].Path})
				}
				return err
			}
			for i := range genuine {
				if try(genuine[:i]+string("A_z9"[i%4])+genuine[i+1:]) == nil {
					accepted++
				}
				_ = try(genuine[:i])
			}
			for _, garbage := range []string{"x", "%%%", "AAAA", genuine[4:], "\n" + genuine, strings.Repeat("A", 3000)} {
				require.Error(t, try(garbage), garbage)
			}
		}
		assert.Positive(t, accepted, "some changed tokens name another place")
	})
}

// TestPageTokensHoldNothingThatADatabaseRefuses forges places that PostgreSQL has no value for.
func TestPageTokensHoldNothingThatADatabaseRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, b bundle) {
		b.insertMany(t, 2, func(c *customer.Customer, i int) {
			c.Email.Key, c.TaxKey = fmt.Sprintf("%08d@b.pl", i), fmt.Sprintf("PL%08d", i)
		})
		for field, endings := range map[string][]string{
			"name":       {},
			"createTime": {"\x7f\xff\xff\xff\xff\xff\xff\xff", "\x80\x00\x00\x00\x00\x00\x00\x00", "\xff\x00\x00\x00\x00\x00\x00\x00"},
			"updateTime": {"\x7f\xff\xff\xff\xff\xff\xff\xff", "\x10\x00\x00\x00\x00\x00\x00\x00"},
			"email":      {"a\x00b", "\xff", "\xc5"},
			"taxId":      {"a\x00b", "\xff", "\xc5"},
		} {
			in := customer.ListInput{OrderBy: field, PageSize: 1}
			_, genuine, err := b.List(b.ctx, in)
			require.NoError(t, err)
			raw, err := base64.RawURLEncoding.DecodeString(genuine)
			require.NoError(t, err)
			for _, ending := range endings {
				in.PageToken = base64.RawURLEncoding.EncodeToString(append(raw[:len(raw)-len(ending):len(raw)-len(ending)], ending...))
				_, _, err := b.List(b.ctx, in)
				faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
			}
			const shown = 1 + 8 + 16 // after version, query and id comes the number of exact matches shown
			raw[shown] = 200
			in.PageToken = base64.RawURLEncoding.EncodeToString(raw)
			_, _, err = b.List(b.ctx, in)
			faulttest.Require(t, err, fault.Invalid, "PAGE_TOKEN_INVALID")
		}
	})
}
