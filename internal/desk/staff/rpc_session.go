package staff

import (
	"context"
	"net/http"

	"connectrpc.com/connect"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

// SessionHandler serves SessionService.
type SessionHandler struct {
	sessions *Sessions
	site     auth.Site
	version  string
}

var _ kartotekav1connect.SessionServiceHandler = (*SessionHandler)(nil)

// NewSessionHandler returns the handler. The site sets the cookies; version is that of the program.
func NewSessionHandler(sessions *Sessions, site auth.Site, version string) *SessionHandler {
	return &SessionHandler{sessions: sessions, site: site, version: version}
}

// SignIn implements SessionService.
func (h *SessionHandler) SignIn(ctx context.Context, req *apiv1.SignInRequest) (*apiv1.SignInResponse, error) {
	signedIn, err := h.sessions.SignIn(ctx, req.GetEmail(), req.GetPassword())
	if err != nil {
		return nil, err
	}
	return &apiv1.SignInResponse{Session: h.begin(ctx, signedIn)}, nil
}

// SignOut implements SessionService.
func (h *SessionHandler) SignOut(ctx context.Context, _ *apiv1.SignOutRequest) (*apiv1.SignOutResponse, error) {
	if err := h.sessions.SignOut(ctx); err != nil {
		return nil, err
	}
	h.site.ClearCookie(responseHeader(ctx))
	return &apiv1.SignOutResponse{}, nil
}

// GetSession implements SessionService.
func (h *SessionHandler) GetSession(ctx context.Context, _ *apiv1.GetSessionRequest) (*apiv1.GetSessionResponse, error) {
	member, err := h.sessions.Current(ctx)
	if err != nil {
		return nil, err
	}
	return &apiv1.GetSessionResponse{Session: toAPISession(auth.From(ctx), member, h.version)}, nil
}

// UpdatePreferences implements SessionService.
func (h *SessionHandler) UpdatePreferences(ctx context.Context, req *apiv1.UpdatePreferencesRequest) (*apiv1.UpdatePreferencesResponse, error) {
	preferences := fromAPIPreferences(req.GetPreferences())
	if err := h.sessions.SavePreferences(ctx, preferences); err != nil {
		return nil, err
	}
	return &apiv1.UpdatePreferencesResponse{Preferences: toAPIPreferences(preferences)}, nil
}

// ChangePassword implements SessionService.
func (h *SessionHandler) ChangePassword(ctx context.Context, req *apiv1.ChangePasswordRequest) (*apiv1.ChangePasswordResponse, error) {
	if err := h.sessions.ChangePassword(ctx, req.GetCurrentPassword(), req.GetNewPassword()); err != nil {
		return nil, err
	}
	return &apiv1.ChangePasswordResponse{}, nil
}

// CreateOwner implements SessionService.
func (h *SessionHandler) CreateOwner(ctx context.Context, req *apiv1.CreateOwnerRequest) (*apiv1.CreateOwnerResponse, error) {
	signedIn, err := h.sessions.CreateOwner(ctx, OwnerInput{
		Token: req.GetToken(), Email: req.GetEmail(), Name: req.GetName(), Password: req.GetPassword(),
	})
	if err != nil {
		return nil, err
	}
	return &apiv1.CreateOwnerResponse{Session: h.begin(ctx, signedIn)}, nil
}

// begin hands the browser its session.
func (h *SessionHandler) begin(ctx context.Context, signedIn SignedIn) *apiv1.Session {
	h.site.SetCookie(responseHeader(ctx), signedIn.Token)
	return toAPISession(signedIn.Identity, &signedIn.Member, h.version)
}

func responseHeader(ctx context.Context) http.Header {
	info, ok := connect.CallInfoForHandlerContext(ctx)
	if !ok {
		return http.Header{} // called by no transport
	}
	return info.ResponseHeader()
}
