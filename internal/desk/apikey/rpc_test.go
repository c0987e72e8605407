package apikey_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/timestamppb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/apikey"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// noSessions is a server without staff.
type noSessions struct{}

func (noSessions) FindSession(context.Context, []byte) (auth.Identity, error) {
	return auth.Identity{}, auth.ErrSessionEnded
}

// program sends its requests with a key.
type program string

func (p program) Do(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+string(p))
	return http.DefaultClient.Do(r)
}

func TestRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		_, admin := b.create(apikey.CreateInput{Name: "Admin", Scopes: []auth.Scope{auth.AdminScope}})
		site, err := auth.NewSite("http://localhost:8080", time.Hour)
		require.NoError(t, err)
		_, handler := kartotekav1connect.NewApiKeyServiceHandler(apikey.NewHandler(b.service))
		server := httptest.NewServer(auth.Authenticate(handler, auth.Credentials{Site: site, Sessions: noSessions{}, Keys: b.service},
			func(w http.ResponseWriter, _ *http.Request, err error) {
				http.Error(w, err.Error(), http.StatusUnauthorized)
			}))
		t.Cleanup(server.Close)
		client := kartotekav1connect.NewApiKeyServiceClient(program(admin.String()), server.URL)

		made, err := client.CreateApiKey(t.Context(), &apiv1.CreateApiKeyRequest{ApiKey: &apiv1.ApiKey{
			Name: "ERP", SourceSystem: "OPTIMA", ExpireTime: timestamppb.New(noon.Add(time.Hour)),
			Scopes: []apiv1.ApiKeyScope{apiv1.ApiKeyScope_API_KEY_SCOPE_SYNC, apiv1.ApiKeyScope_API_KEY_SCOPE_WRITE},
		}})
		require.NoError(t, err)
		key, ok := auth.ParseKey(made.GetSecret())
		require.True(t, ok)
		assert.Equal(t, key.Prefix(), made.GetApiKey().GetPrefix())
		assert.Equal(t, noon.Add(time.Hour), made.GetApiKey().GetExpireTime().AsTime())
		assert.Equal(t, noon, made.GetApiKey().GetCreateTime().AsTime())
		assert.Nil(t, made.GetApiKey().GetLastUseTime())
		assert.Nil(t, made.GetApiKey().GetRevokeTime())
		_, err = client.CreateApiKey(t.Context(), &apiv1.CreateApiKeyRequest{ApiKey: &apiv1.ApiKey{Name: "x", Scopes: []apiv1.ApiKeyScope{0}}})
		require.ErrorContains(t, err, "SCOPE_REQUIRED")

		list, err := client.ListApiKeys(t.Context(), &apiv1.ListApiKeysRequest{PageSize: 1})
		require.NoError(t, err)
		require.Len(t, list.GetApiKeys(), 1)
		assert.Equal(t, "OPTIMA", list.GetApiKeys()[0].GetSourceSystem())
		assert.Equal(t, made.GetApiKey().GetScopes(), list.GetApiKeys()[0].GetScopes())
		list, err = client.ListApiKeys(t.Context(), &apiv1.ListApiKeysRequest{PageSize: 1, PageToken: list.GetNextPageToken()})
		require.NoError(t, err)
		assert.Equal(t, "Admin", list.GetApiKeys()[0].GetName())
		assert.Empty(t, list.GetNextPageToken())

		other := kartotekav1connect.NewApiKeyServiceClient(program(made.GetSecret()), server.URL)
		_, err = other.ListApiKeys(t.Context(), &apiv1.ListApiKeysRequest{})
		require.NoError(t, err)
		revoked, err := client.RevokeApiKey(t.Context(), &apiv1.RevokeApiKeyRequest{Id: made.GetApiKey().GetId()})
		require.NoError(t, err)
		assert.Equal(t, noon, revoked.GetApiKey().GetRevokeTime().AsTime())
		_, err = other.ListApiKeys(t.Context(), &apiv1.ListApiKeysRequest{})
		require.ErrorContains(t, err, "unauthenticated", "the very next request is refused")
		_, err = client.RevokeApiKey(t.Context(), &apiv1.RevokeApiKeyRequest{Id: "x"})
		require.ErrorContains(t, err, "API_KEY_NOT_FOUND")
	})
}
