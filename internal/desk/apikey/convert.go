package apikey

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/clock"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

var toAPIScope = map[auth.Scope]apiv1.ApiKeyScope{
	auth.SyncScope:  apiv1.ApiKeyScope_API_KEY_SCOPE_SYNC,
	auth.ReadScope:  apiv1.ApiKeyScope_API_KEY_SCOPE_READ,
	auth.WriteScope: apiv1.ApiKeyScope_API_KEY_SCOPE_WRITE,
	auth.AdminScope: apiv1.ApiKeyScope_API_KEY_SCOPE_ADMIN,
}

func fromAPIKey(api *apiv1.ApiKey) CreateInput {
	in := CreateInput{Name: api.GetName(), SourceSystem: api.GetSourceSystem()}
	for _, scope := range api.GetScopes() {
		in.Scopes = append(in.Scopes, fromAPIScope(scope))
	}
	if api.GetExpireTime() != nil {
		in.ExpiresAt = api.GetExpireTime().AsTime()
	}
	return in
}

// fromAPIScope returns no scope for one that is not set.
func fromAPIScope(api apiv1.ApiKeyScope) auth.Scope {
	for scope, value := range toAPIScope {
		if value == api {
			return scope
		}
	}
	return ""
}

func toAPIKey(k Key) *apiv1.ApiKey {
	api := &apiv1.ApiKey{
		Id:           k.ID.String(),
		Name:         k.Name,
		SourceSystem: k.SourceSystem,
		Prefix:       k.Prefix(),
		CreateTime:   clock.ToAPI(k.CreatedAt),
		LastUseTime:  clock.ToAPI(k.UsedAt),
		ExpireTime:   clock.ToAPI(k.ExpiresAt),
		RevokeTime:   clock.ToAPI(k.RevokedAt),
	}
	for _, scope := range k.Scopes {
		api.Scopes = append(api.Scopes, toAPIScope[scope])
	}
	return api
}
