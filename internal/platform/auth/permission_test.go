package auth_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// The tables repeat in full what the comments of options.proto promise, so that no permission
// changes hands unseen.
var (
	viewer = []apiv1.Permission{
		apiv1.Permission_PERMISSION_CUSTOMERS_READ, apiv1.Permission_PERMISSION_SYNC_READ,
		apiv1.Permission_PERMISSION_STAFF_READ, apiv1.Permission_PERMISSION_SETTINGS_READ,
		apiv1.Permission_PERMISSION_PRICES_READ,
	}
	support = append([]apiv1.Permission{
		apiv1.Permission_PERMISSION_CUSTOMERS_WRITE, apiv1.Permission_PERMISSION_CUSTOMERS_DECIDE,
		apiv1.Permission_PERMISSION_COUPONS_REDEEM,
	}, viewer...)
	manager = append([]apiv1.Permission{
		apiv1.Permission_PERMISSION_CUSTOMERS_DELETE, apiv1.Permission_PERMISSION_GROUPS_WRITE,
		apiv1.Permission_PERMISSION_SOURCES_WRITE, apiv1.Permission_PERMISSION_SETTINGS_WRITE,
		apiv1.Permission_PERMISSION_SYNC_DECIDE, apiv1.Permission_PERMISSION_DISCOUNTS_WRITE,
	}, support...)
	owner = append([]apiv1.Permission{
		apiv1.Permission_PERMISSION_STAFF_WRITE, apiv1.Permission_PERMISSION_API_KEYS,
	}, manager...)
	syncing = []apiv1.Permission{
		apiv1.Permission_PERMISSION_SYNC_PUSH, apiv1.Permission_PERMISSION_SYNC_PULL, apiv1.Permission_PERMISSION_PRODUCTS_PUSH,
	}
	pusher = append([]apiv1.Permission{apiv1.Permission_PERMISSION_SYNC_READ}, syncing...)
	writer = append([]apiv1.Permission{
		apiv1.Permission_PERMISSION_CUSTOMERS_DELETE, apiv1.Permission_PERMISSION_GROUPS_WRITE,
		apiv1.Permission_PERMISSION_DISCOUNTS_WRITE, apiv1.Permission_PERMISSION_PRODUCTS_PUSH,
	}, support...)
)

func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		holds auth.Permissions
		want  []apiv1.Permission
	}{
		"owner":            {auth.Owner.Permissions(), owner},
		"manager":          {auth.Manager.Permissions(), manager},
		"support":          {auth.Support.Permissions(), support},
		"viewer":           {auth.Viewer.Permissions(), viewer},
		"unknown role":     {auth.Role("root").Permissions(), nil},
		"sync key":         {auth.ScopePermissions([]auth.Scope{auth.SyncScope}), pusher},
		"read key":         {auth.ScopePermissions([]auth.Scope{auth.ReadScope}), viewer},
		"write key":        {auth.ScopePermissions([]auth.Scope{auth.WriteScope}), writer},
		"admin key":        {auth.ScopePermissions([]auth.Scope{auth.AdminScope}), owner},
		"key with two":     {auth.ScopePermissions([]auth.Scope{auth.SyncScope, auth.ReadScope}), append(viewer, syncing...)},
		"unknown scope":    {auth.ScopePermissions([]auth.Scope{"root"}), nil},
		"key without any":  {auth.ScopePermissions(nil), nil},
		"Kartoteka itself": {auth.System().Permissions, append(owner, syncing...)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.ElementsMatch(t, c.want, c.holds.List())
			assert.True(t, slices.IsSorted(c.holds.List()))
			for value := range apiv1.Permission_name {
				permission := apiv1.Permission(value)
				assert.Equal(t, slices.Contains(c.want, permission), c.holds.Has(permission), permission)
			}
		})
	}
}

func TestMay(t *testing.T) {
	t.Parallel()
	anonymous := auth.Identity{}
	newcomer := auth.Identity{Kind: auth.Staff}
	owner := auth.Identity{Kind: auth.Staff, Permissions: auth.Owner.Permissions()}
	for name, c := range map[string]struct {
		caller     auth.Identity
		permission apiv1.Permission
		want       bool
	}{
		"anybody may what is public":                        {anonymous, apiv1.Permission_PERMISSION_PUBLIC, true},
		"nobody may what has no permission":                 {owner, apiv1.Permission_PERMISSION_UNSPECIFIED, false},
		"nobody may what does not exist":                    {owner, apiv1.Permission(99), false},
		"an anonymous caller is not signed in":              {anonymous, apiv1.Permission_PERMISSION_SIGNED_IN, false},
		"an anonymous caller may not read":                  {anonymous, apiv1.Permission_PERMISSION_CUSTOMERS_READ, false},
		"one with a temporary password is signed in":        {newcomer, apiv1.Permission_PERMISSION_SIGNED_IN, true},
		"one with a temporary password may not read":        {newcomer, apiv1.Permission_PERMISSION_CUSTOMERS_READ, false},
		"a caller may what they hold":                       {owner, apiv1.Permission_PERMISSION_STAFF_WRITE, true},
		"even an owner may not push in an ERP's name":       {owner, apiv1.Permission_PERMISSION_SYNC_PUSH, false},
		"permissions alone do not make a caller signed in ": {auth.Identity{Permissions: auth.Viewer.Permissions()}, apiv1.Permission_PERMISSION_SIGNED_IN, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, c.caller.May(c.permission))
		})
	}
}
