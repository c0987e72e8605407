package server_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// method is a procedure and what it asks for, as the schema says.
type method struct {
	procedure  string
	permission apiv1.Permission
	isStream   bool
}

// methods returns every procedure of the API; SignOut comes last, for it ends the caller's session.
func methods(t *testing.T) []method {
	t.Helper()
	var all []method
	protoregistry.GlobalFiles.RangeFilesByPackage("kartoteka.v1", func(file protoreflect.FileDescriptor) bool {
		for i := range file.Services().Len() {
			service := file.Services().Get(i)
			for j := range service.Methods().Len() {
				m := service.Methods().Get(j)
				permission, ok := proto.GetExtension(m.Options(), apiv1.E_Permission).(apiv1.Permission)
				require.True(t, ok)
				all = append(all, method{
					procedure: "/" + string(service.FullName()) + "/" + string(m.Name()), permission: permission,
					isStream: m.IsStreamingClient() || m.IsStreamingServer(),
				})
			}
		}
		return true
	})
	slices.SortFunc(all, func(a, b method) int { return strings.Compare(a.procedure, b.procedure) })
	slices.SortStableFunc(all, func(a, b method) int {
		return strings.Compare(strings.Repeat("x", strings.Count(a.procedure, "SignOut")), strings.Repeat("x", strings.Count(b.procedure, "SignOut")))
	})
	require.Greater(t, len(all), 40)
	return all
}

func TestEveryMethodNamesItsPermission(t *testing.T) {
	t.Parallel()
	for _, m := range methods(t) {
		assert.NotEqual(t, apiv1.Permission_PERMISSION_UNSPECIFIED, m.permission, m.procedure)
	}
}

func TestOnlySigningInIsPublic(t *testing.T) {
	t.Parallel()
	var public []string
	for _, m := range methods(t) {
		if m.permission == apiv1.Permission_PERMISSION_PUBLIC {
			public = append(public, m.procedure)
		}
	}
	assert.Equal(t, []string{
		kartotekav1connect.SessionServiceCreateOwnerProcedure,
		kartotekav1connect.SessionServiceSignInProcedure,
	}, public)
}

// TestPermissions calls every procedure as every kind of caller.
func TestPermissions(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		callers := map[string]struct {
			identity auth.Identity
			header   []string
		}{"anonymous": {}}
		for _, role := range []auth.Role{auth.Owner, auth.Manager, auth.Support, auth.Viewer} {
			callers["role "+string(role)] = struct {
				identity auth.Identity
				header   []string
			}{auth.Identity{Kind: auth.Staff, Permissions: role.Permissions()}, r.signIn(t, role)}
		}
		for _, scope := range []auth.Scope{auth.SyncScope, auth.ReadScope, auth.WriteScope, auth.AdminScope} {
			callers["scope "+string(scope)] = struct {
				identity auth.Identity
				header   []string
			}{
				auth.Identity{Kind: auth.APIKey, Permissions: auth.ScopePermissions([]auth.Scope{scope})},
				[]string{"Authorization", "Bearer " + r.key(t, scope)},
			}
		}
		for name, caller := range callers {
			for _, m := range methods(t) {
				if m.isStream {
					r.refusesStream(t, m, caller.identity, caller.header)
					continue
				}
				got := r.post(t, m.procedure, strings.NewReader("{}"), caller.header...)
				reason := got.reason(t)
				switch {
				case caller.identity.May(m.permission):
					assert.NotContains(t, []string{"SIGN_IN_REQUIRED", "PERMISSION_DENIED"}, reason, "%s as %s", m.procedure, name)
				case caller.identity.Kind == auth.Anonymous:
					assert.Equal(t, http.StatusUnauthorized, got.status, "%s as %s", m.procedure, name)
					assert.Equal(t, "SIGN_IN_REQUIRED", reason, "%s as %s", m.procedure, name)
				default:
					assert.Equal(t, http.StatusForbidden, got.status, "%s as %s", m.procedure, name)
					assert.Equal(t, "PERMISSION_DENIED", reason, "%s as %s", m.procedure, name)
				}
			}
		}
	})
}

// refusesStream opens a stream as a caller who may not. That the others may, their own tests show.
func (r *running) refusesStream(t *testing.T, m method, caller auth.Identity, header []string) {
	t.Helper()
	want := "PERMISSION_DENIED"
	switch {
	case caller.May(m.permission):
		return
	case caller.Kind == auth.Anonymous:
		want = "SIGN_IN_REQUIRED"
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+m.procedure, strings.NewReader("\x00\x00\x00\x00\x02{}"))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/connect+json")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http2(t).Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Contains(t, string(body), `"reason":"`+want+`"`, m.procedure)
}

func TestAStreamIsNoPlainCall(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	got := r.post(t, kartotekav1connect.ContractorSyncServiceWatchChangesProcedure, strings.NewReader("{}"))
	assert.Equal(t, http.StatusUnsupportedMediaType, got.status)
	assert.Equal(t, "CONTENT_TYPE_UNSUPPORTED", got.reason(t))
}

// TestRefusedBeforeDecoding: who may not call does not learn what is wrong with the request.
func TestRefusedBeforeDecoding(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	got := r.post(t, kartotekav1connect.CustomerServiceListCustomersProcedure, strings.NewReader("not even JSON"))
	assert.Equal(t, "SIGN_IN_REQUIRED", got.reason(t))
}

func TestDeniedNamesThePermission(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	got := r.post(t, kartotekav1connect.StaffServiceCreateStaffProcedure, strings.NewReader("{}"),
		"Authorization", "Bearer "+r.key(t, auth.ReadScope))
	assert.Equal(t, "permission_denied", got.refusal(t).Code)
	assert.Equal(t, map[string]string{"permission": "STAFF_WRITE"}, got.refusal(t).Details[0].Debug.Metadata)
}

const password = "correct horse battery"

// signIn makes a member with the role and returns the headers of their browser.
func (r *running) signIn(t *testing.T, role auth.Role) []string {
	t.Helper()
	email := string(role) + "@example.com"
	_, _, err := r.Services().Staff.Create(auth.With(t.Context(), auth.System()), staff.Change{
		Email: &email, Name: new(string(role)), Role: &role,
	}, password)
	require.NoError(t, err)
	browser := []string{"Origin", r.url, "Sec-Fetch-Site", "same-origin"}
	got := r.post(t, kartotekav1connect.SessionServiceSignInProcedure,
		strings.NewReader(`{"email":"`+email+`","password":"`+password+`"}`), browser...)
	require.Equal(t, http.StatusOK, got.status, got.body)
	cookie, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	require.NotEmpty(t, cookie)
	return append(browser, "Cookie", cookie)
}
