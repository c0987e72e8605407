package staff

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

var toAPIRole = map[auth.Role]apiv1.StaffRole{
	auth.Owner:   apiv1.StaffRole_STAFF_ROLE_OWNER,
	auth.Manager: apiv1.StaffRole_STAFF_ROLE_MANAGER,
	auth.Support: apiv1.StaffRole_STAFF_ROLE_SUPPORT,
	auth.Viewer:  apiv1.StaffRole_STAFF_ROLE_VIEWER,
}

var toAPIColorScheme = map[ColorScheme]apiv1.ColorScheme{
	Light: apiv1.ColorScheme_COLOR_SCHEME_LIGHT,
	Dark:  apiv1.ColorScheme_COLOR_SCHEME_DARK,
}

// editable are the fields that a mask can name, and how each is taken from the API.
var editable = mask.Table[Change, *apiv1.StaffMember]{
	"email":    func(c *Change, api *apiv1.StaffMember) { c.Email = new(api.GetEmail()) },
	"name":     func(c *Change, api *apiv1.StaffMember) { c.Name = new(api.GetName()) },
	"role":     func(c *Change, api *apiv1.StaffMember) { c.Role = new(fromAPIRole(api.GetRole())) },
	"code":     func(c *Change, api *apiv1.StaffMember) { c.Code = new(api.GetCode()) },
	"disabled": func(c *Change, api *apiv1.StaffMember) { c.Disabled = new(api.GetDisabled()) },
}

// fromAPIRole returns no role for one that is not set.
func fromAPIRole(api apiv1.StaffRole) auth.Role {
	for role, value := range toAPIRole {
		if value == api {
			return role
		}
	}
	return ""
}

func fromAPIPreferences(api *apiv1.Preferences) Preferences {
	preferences := Preferences{Language: api.GetLanguage()}
	for scheme, value := range toAPIColorScheme {
		if value == api.GetColorScheme() {
			preferences.ColorScheme = scheme
		}
	}
	return preferences
}

func toAPIPreferences(p Preferences) *apiv1.Preferences {
	return &apiv1.Preferences{Language: p.Language, ColorScheme: toAPIColorScheme[p.ColorScheme]}
}

func toAPIMember(m Member) *apiv1.StaffMember {
	return &apiv1.StaffMember{
		Id:                 m.ID.String(),
		Email:              m.Email.Typed,
		Name:               m.Name,
		Role:               toAPIRole[m.Role],
		Code:               m.Code,
		Disabled:           m.Disabled,
		CreateTime:         clock.ToAPI(m.CreatedAt),
		LastSignInTime:     clock.ToAPI(m.LastSignInAt),
		Etag:               m.ETag(),
		MustChangePassword: m.MustChangePassword,
	}
}

// toAPISession says who is calling; member is nil for an API key.
func toAPISession(caller auth.Identity, member *Member, version string) *apiv1.Session {
	session := &apiv1.Session{
		SourceSystem: caller.SourceCode,
		Permissions:  caller.Permissions.List(),
		Version:      version,
	}
	if member == nil {
		session.ApiKeyId = caller.ID.String()
		return session
	}
	session.Staff, session.Preferences = toAPIMember(*member), toAPIPreferences(member.Preferences)
	return session
}
