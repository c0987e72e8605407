package auth

import (
	"slices"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
)

// Permission is what a caller must hold to do something.
type Permission = apiv1.Permission

// DecideSync is the permission to decide on snapshots.
const DecideSync = apiv1.Permission_PERMISSION_SYNC_DECIDE

// Permissions is a set of permissions.
type Permissions uint64

// Has reports whether the set holds the permission.
func (p Permissions) Has(permission apiv1.Permission) bool {
	return p&bit(permission) != 0
}

// List returns the set in the order of the API.
func (p Permissions) List() []apiv1.Permission {
	var list []apiv1.Permission
	for value := range apiv1.Permission_name {
		if permission := apiv1.Permission(value); p.Has(permission) {
			list = append(list, permission)
		}
	}
	slices.Sort(list)
	return list
}

func set(permissions ...apiv1.Permission) Permissions {
	var p Permissions
	for _, permission := range permissions {
		p |= bit(permission)
	}
	return p
}

// bit is the bit of a permission; 0 for a number without a permission.
func bit(permission apiv1.Permission) Permissions {
	return 1 << uint(permission)
}

// The table of who may do what (SEC-1). The comments of the permissions in options.proto say the same in words.
var (
	look = set(
		apiv1.Permission_PERMISSION_CUSTOMERS_READ,
		apiv1.Permission_PERMISSION_SYNC_READ,
		apiv1.Permission_PERMISSION_STAFF_READ,
		apiv1.Permission_PERMISSION_SETTINGS_READ,
		apiv1.Permission_PERMISSION_PRICES_READ,
	)
	work = look | set(
		apiv1.Permission_PERMISSION_CUSTOMERS_WRITE,
		apiv1.Permission_PERMISSION_CUSTOMERS_DECIDE,
		apiv1.Permission_PERMISSION_COUPONS_REDEEM,
	)
	manage = work | set(
		apiv1.Permission_PERMISSION_CUSTOMERS_DELETE,
		apiv1.Permission_PERMISSION_GROUPS_WRITE,
		apiv1.Permission_PERMISSION_SOURCES_WRITE,
		apiv1.Permission_PERMISSION_SYNC_DECIDE,
		apiv1.Permission_PERMISSION_SETTINGS_WRITE,
		apiv1.Permission_PERMISSION_DISCOUNTS_WRITE,
	)
	own = manage | set(
		apiv1.Permission_PERMISSION_STAFF_WRITE,
		apiv1.Permission_PERMISSION_API_KEYS,
	)
	push = set(
		apiv1.Permission_PERMISSION_SYNC_PUSH,
		apiv1.Permission_PERMISSION_SYNC_PULL,
		apiv1.Permission_PERMISSION_SYNC_READ,
		apiv1.Permission_PERMISSION_PRODUCTS_PUSH,
	)
	everything = own | push

	roles = map[Role]Permissions{
		Owner:   own,
		Manager: manage,
		Support: work,
		Viewer:  look,
	}
	scopes = map[Scope]Permissions{
		SyncScope: push,
		ReadScope: look,
		WriteScope: work | set(
			apiv1.Permission_PERMISSION_CUSTOMERS_DELETE,
			apiv1.Permission_PERMISSION_GROUPS_WRITE,
			apiv1.Permission_PERMISSION_DISCOUNTS_WRITE,
			apiv1.Permission_PERMISSION_PRODUCTS_PUSH,
		),
		AdminScope: own,
	}
)

// Role is what a staff member may do.
type Role string

// The roles, most powerful first.
const (
	Owner   Role = "owner"
	Manager Role = "manager"
	Support Role = "support"
	Viewer  Role = "viewer"
)

// Roles returns the roles, the most powerful first.
func Roles() []Role { return []Role{Owner, Manager, Support, Viewer} }

// IsValid reports whether there is such a role.
func (r Role) IsValid() bool { _, ok := roles[r]; return ok }

// Permissions of the role; none for an unknown one.
func (r Role) Permissions() Permissions { return roles[r] }

// Scope is what an API key may do.
type Scope string

// The scopes.
const (
	SyncScope  Scope = "sync"
	ReadScope  Scope = "read"
	WriteScope Scope = "write"
	AdminScope Scope = "admin"
)

// IsValid reports whether there is such a scope.
func (s Scope) IsValid() bool { _, ok := scopes[s]; return ok }

// ScopePermissions returns what a key with the scopes may do.
func ScopePermissions(granted []Scope) Permissions {
	var p Permissions
	for _, scope := range granted {
		p |= scopes[scope]
	}
	return p
}
