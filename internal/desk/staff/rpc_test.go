package staff_test

import (
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

// noKeys is a server without API keys.
type noKeys struct{}

func (noKeys) FindKey(context.Context, auth.Key) (auth.Identity, error) {
	return auth.Identity{}, auth.ErrKeyUnknown
}

// browser keeps cookies and says where its requests come from, as browsers do.
type browser struct {
	client *http.Client
	origin string
}

func (b browser) Do(r *http.Request) (*http.Response, error) {
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.client.Do(r)
}

// serve serves both services behind Authenticate and returns a browser on them.
func (b bundle) serve() browser {
	b.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	b.Cleanup(server.Close)
	site, err := auth.NewSite(server.URL, time.Hour)
	require.NoError(b, err)
	services := http.NewServeMux()
	services.Handle(kartotekav1connect.NewSessionServiceHandler(staff.NewSessionHandler(b.sessions, site, "1.2.3")))
	services.Handle(kartotekav1connect.NewStaffServiceHandler(staff.NewHandler(b.service)))
	mux.Handle("/", auth.Authenticate(services, auth.Credentials{Site: site, Sessions: b.sessions, Keys: noKeys{}},
		func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusUnauthorized)
		}))
	return b.newBrowser(server.URL)
}

func (b bundle) newBrowser(origin string) browser {
	b.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(b, err)
	return browser{client: &http.Client{Jar: jar}, origin: origin}
}

func (b browser) sessions() kartotekav1connect.SessionServiceClient {
	return kartotekav1connect.NewSessionServiceClient(b, b.origin, connect.WithProtoJSON())
}

func (b browser) staff() kartotekav1connect.StaffServiceClient {
	return kartotekav1connect.NewStaffServiceClient(b, b.origin)
}

func TestRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		page := b.serve()
		sessions := page.sessions()

		made, err := sessions.CreateOwner(t.Context(), &apiv1.CreateOwnerRequest{Token: b.setupToken(), Email: "owner@example.com", Name: "Owner", Password: password})
		require.NoError(t, err)
		assert.Equal(t, apiv1.StaffRole_STAFF_ROLE_OWNER, made.GetSession().GetStaff().GetRole())
		assert.Equal(t, auth.Owner.Permissions().List(), made.GetSession().GetPermissions())
		assert.Equal(t, "1.2.3", made.GetSession().GetVersion())

		_, err = sessions.UpdatePreferences(t.Context(), &apiv1.UpdatePreferencesRequest{
			Preferences: &apiv1.Preferences{Language: "pl", ColorScheme: apiv1.ColorScheme_COLOR_SCHEME_DARK},
		})
		require.NoError(t, err, "the cookie of the first answer signs in the next request")
		current, err := sessions.GetSession(t.Context(), &apiv1.GetSessionRequest{})
		require.NoError(t, err)
		assert.Equal(t, "pl", current.GetSession().GetPreferences().GetLanguage())
		assert.Equal(t, apiv1.ColorScheme_COLOR_SCHEME_DARK, current.GetSession().GetPreferences().GetColorScheme())
		assert.Equal(t, noon, current.GetSession().GetStaff().GetLastSignInTime().AsTime())
		assert.Empty(t, current.GetSession().GetApiKeyId())

		_, err = sessions.SignOut(t.Context(), &apiv1.SignOutRequest{})
		require.NoError(t, err)
		_, err = sessions.UpdatePreferences(t.Context(), &apiv1.UpdatePreferencesRequest{Preferences: &apiv1.Preferences{}})
		require.ErrorContains(t, err, "STAFF_ONLY", "the browser has forgotten its session")

		_, err = sessions.SignIn(t.Context(), &apiv1.SignInRequest{Email: "owner@example.com", Password: password})
		require.NoError(t, err)
		other := b.newBrowser(page.origin)
		_, err = other.sessions().SignIn(t.Context(), &apiv1.SignInRequest{Email: "owner@example.com", Password: password})
		require.NoError(t, err)
		_, err = other.sessions().ChangePassword(t.Context(), &apiv1.ChangePasswordRequest{CurrentPassword: password, NewPassword: nextPassword})
		require.NoError(t, err)
		_, err = sessions.GetSession(t.Context(), &apiv1.GetSessionRequest{})
		require.ErrorContains(t, err, "unauthenticated", "a changed password ends the sessions of other browsers")
		_, err = sessions.SignIn(t.Context(), &apiv1.SignInRequest{Email: "owner@example.com", Password: nextPassword})
		require.NoError(t, err, "the ended session does not stand in the way of a new one")
	})
}

func TestStaffRPC(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("owner@example.com", auth.Owner)
		page := b.serve()
		_, err := page.sessions().SignIn(t.Context(), &apiv1.SignInRequest{Email: "owner@example.com", Password: password})
		require.NoError(t, err)
		client := page.staff()

		made, err := client.CreateStaff(t.Context(), &apiv1.CreateStaffRequest{Staff: &apiv1.StaffMember{
			Email: "anna@example.com", Name: "Anna", Role: apiv1.StaffRole_STAFF_ROLE_SUPPORT, Code: "AN",
		}})
		require.NoError(t, err)
		assert.NotEmpty(t, made.GetTemporaryPassword())
		assert.True(t, made.GetStaff().GetMustChangePassword())
		assert.Equal(t, noon, made.GetStaff().GetCreateTime().AsTime())
		assert.Nil(t, made.GetStaff().GetLastSignInTime())

		update := func(member *apiv1.StaffMember, paths ...string) (*apiv1.UpdateStaffResponse, error) {
			member.Id = made.GetStaff().GetId()
			return client.UpdateStaff(t.Context(), &apiv1.UpdateStaffRequest{Staff: member, UpdateMask: &fieldmaskpb.FieldMask{Paths: paths}})
		}
		saved, err := update(&apiv1.StaffMember{Name: "ignored", Role: apiv1.StaffRole_STAFF_ROLE_MANAGER, Disabled: true, Etag: "1"}, "role", "disabled")
		require.NoError(t, err)
		assert.Equal(t, "Anna", saved.GetStaff().GetName(), "what the mask does not name stays")
		assert.Equal(t, apiv1.StaffRole_STAFF_ROLE_MANAGER, saved.GetStaff().GetRole())
		assert.True(t, saved.GetStaff().GetDisabled())
		assert.Equal(t, "2", saved.GetStaff().GetEtag())
		_, err = update(&apiv1.StaffMember{Etag: "1"}, "disabled")
		require.ErrorContains(t, err, "ETAG_MISMATCH")
		_, err = update(&apiv1.StaffMember{})
		require.ErrorContains(t, err, "MASK_REQUIRED")
		_, err = update(&apiv1.StaffMember{}, "name", "password_hash")
		require.ErrorContains(t, err, "MASK_UNKNOWN")
		_, err = update(&apiv1.StaffMember{}, "role")
		require.ErrorContains(t, err, "ROLE_REQUIRED")
		_, err = client.UpdateStaff(t.Context(), &apiv1.UpdateStaffRequest{
			Staff: &apiv1.StaffMember{Id: "x"}, UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"disabled"}},
		})
		require.ErrorContains(t, err, "STAFF_NOT_FOUND")

		reset, err := client.ResetStaffPassword(t.Context(), &apiv1.ResetStaffPasswordRequest{Id: made.GetStaff().GetId()})
		require.NoError(t, err)
		assert.NotEqual(t, made.GetTemporaryPassword(), reset.GetTemporaryPassword())

		list, err := client.ListStaff(t.Context(), &apiv1.ListStaffRequest{PageSize: 1})
		require.NoError(t, err)
		assert.Equal(t, "Anna", list.GetStaff()[0].GetName())
		list, err = client.ListStaff(t.Context(), &apiv1.ListStaffRequest{PageSize: 1, PageToken: list.GetNextPageToken()})
		require.NoError(t, err)
		assert.Equal(t, "owner@example.com", list.GetStaff()[0].GetName())
		assert.Empty(t, list.GetNextPageToken())
	})
}

func TestRoles(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		b.member("viewer@example.com", auth.Viewer)
		page := b.serve()
		_, err := page.sessions().SignIn(t.Context(), &apiv1.SignInRequest{Email: "viewer@example.com", Password: password})
		require.NoError(t, err)

		answer, err := page.staff().ListRoles(t.Context(), &apiv1.ListRolesRequest{})
		require.NoError(t, err)
		may := map[apiv1.StaffRole][]apiv1.Permission{}
		for _, role := range answer.GetRoles() {
			may[role.GetRole()] = role.GetPermissions()
		}
		assert.Equal(t, map[apiv1.StaffRole][]apiv1.Permission{
			apiv1.StaffRole_STAFF_ROLE_OWNER:   auth.Owner.Permissions().List(),
			apiv1.StaffRole_STAFF_ROLE_MANAGER: auth.Manager.Permissions().List(),
			apiv1.StaffRole_STAFF_ROLE_SUPPORT: auth.Support.Permissions().List(),
			apiv1.StaffRole_STAFF_ROLE_VIEWER:  auth.Viewer.Permissions().List(),
		}, may)
		assert.Len(t, may, len(apiv1.StaffRole_name)-1, "every role of the API has its permissions")
		assert.Equal(t, apiv1.StaffRole_STAFF_ROLE_OWNER, answer.GetRoles()[0].GetRole(), "the most powerful comes first")
	})
}

func TestSessionOfAKey(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		site, err := auth.NewSite("http://localhost:8080", time.Hour)
		require.NoError(t, err)
		key := auth.Identity{Kind: auth.ERP, ID: b.member("x@example.com", auth.Viewer).ID, SourceCode: "OPTIMA", Permissions: auth.ScopePermissions([]auth.Scope{auth.SyncScope})}
		_, handler := kartotekav1connect.NewSessionServiceHandler(staff.NewSessionHandler(b.sessions, site, "1.2.3"))
		r := httptest.NewRequestWithContext(auth.With(t.Context(), key), http.MethodPost, kartotekav1connect.SessionServiceGetSessionProcedure, strings.NewReader("{}"))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		require.Equal(t, http.StatusOK, w.Code, w.Body)
		assert.JSONEq(t, `{"session": {"apiKeyId": "`+key.ID.String()+`", "sourceSystem": "OPTIMA", "version": "1.2.3",
			"permissions": ["PERMISSION_SYNC_READ", "PERMISSION_SYNC_PUSH", "PERMISSION_SYNC_PULL", "PERMISSION_PRODUCTS_PUSH"]}}`, w.Body.String())
	})
}
