package server_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
	"github.com/kartoteka/kartoteka/internal/desk/staff"
	"github.com/kartoteka/kartoteka/internal/platform/auth"
	"github.com/kartoteka/kartoteka/internal/platform/config"
)

func TestDrain(t *testing.T) {
	t.Parallel()

	t.Run("answers the requests that run already", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		body, sender := io.Pipe()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+kartotekav1connect.ShopServiceListShopsProcedure, body)
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+r.key(t, auth.ReadScope))
		// The body is not sent before the server asks for it, and so has taken the request.
		request.Header.Set("Expect", "100-continue")
		client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
		status := make(chan int, 1)
		go func() {
			response, err := client.Do(request)
			if err != nil {
				status <- 0
				return
			}
			_ = response.Body.Close()
			status <- response.StatusCode
		}()
		_, err = io.WriteString(sender, "{")
		require.NoError(t, err)

		stopped := make(chan error, 1)
		go func() { stopped <- r.stop() }()
		_, err = io.WriteString(sender, "}")
		require.NoError(t, err)
		require.NoError(t, sender.Close())
		assert.Equal(t, http.StatusOK, <-status)
		require.NoError(t, <-stopped)
	})

	t.Run("takes no more requests", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		require.NoError(t, r.stop())
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"/healthz", http.NoBody)
		require.NoError(t, err)
		_, err = http1(t).Do(request)
		require.Error(t, err)
	})
}

func TestHeaders(t *testing.T) {
	t.Parallel()

	t.Run("tell browsers to trust nothing else", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t))
		for _, got := range []answer{r.get(t, "/healthz"), r.get(t, "/"), r.post(t, "/kartoteka.v1.ShopService/ListShops", strings.NewReader("{}"))} {
			assert.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"))
			assert.Equal(t, "no-referrer", got.header.Get("Referrer-Policy"))
			assert.Equal(t, "same-origin", got.header.Get("Cross-Origin-Opener-Policy"))
			assert.Contains(t, got.header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
			assert.Empty(t, got.header.Get("Strict-Transport-Security"))
			assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
		}
	})

	t.Run("insist on HTTPS where people come by it", func(t *testing.T) {
		t.Parallel()
		r := start(t, sqlite(t), func(s *config.Serve) { s.PublicURL = "https://crm.example" })
		assert.NotEmpty(t, r.get(t, "/").header.Get("Strict-Transport-Security"))
	})
}

// TestLogKeepsNoPersonalData sends a word that is in no program through every door of a request.
func TestLogKeepsNoPersonalData(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	const canary = "kanarek"
	create := `{"customer":{"kind":"CUSTOMER_KIND_PERSON","firstName":"` + canary + `","lastName":"` + canary +
		`","email":"` + canary + `@example.com","phone":"601602603","taxId":"` + canary + `","note":"` + canary + `"}}`
	key := "Bearer " + r.key(t, auth.ReadScope, auth.WriteScope)
	browser := r.signIn(t, auth.Owner)

	procedure := kartotekav1connect.CustomerServiceCreateCustomerProcedure
	r.post(t, procedure+"?name="+canary, strings.NewReader(create), "Authorization", key, "User-Agent", canary)
	r.post(t, procedure, strings.NewReader(strings.ReplaceAll(create, `"taxId":"kanarek",`, "")), "Authorization", key)
	r.post(t, procedure, strings.NewReader(`{"`+canary+`":1}`), "Authorization", key)
	r.post(t, kartotekav1connect.CustomerServiceListCustomersProcedure, strings.NewReader(`{"filter":{"query":"`+canary+`"}}`), "Authorization", key)
	r.post(t, kartotekav1connect.CustomerServiceListCustomersProcedure, strings.NewReader(`{}`), "Authorization", "Bearer "+canary)
	r.post(t, kartotekav1connect.SessionServiceSignInProcedure, strings.NewReader(`{"email":"`+canary+`@example.com","password":"`+canary+`"}`), browser...)
	r.post(t, "/kartoteka.v1.CustomerService/"+canary, strings.NewReader("{}"), "Authorization", key, "X-Request-Id", canary+"@example.com")
	r.get(t, "/customers/"+canary+"?query="+canary, "Referer", "http://"+canary)
	require.NoError(t, r.stop())

	log := r.log.String()
	assert.Equal(t, 1+8, strings.Count(log, `"message":"request"`), "with the owner's own sign-in")
	assert.NotContains(t, log, canary)
	assert.NotContains(t, log, "601602603")
	assert.NotContains(t, log, password)
	assert.Contains(t, log, `"caller":"api_key","caller_id":"`)
}

// TestFloodOfSignIns floods the sign-in from one address behind a proxy while the owner comes from another.
func TestFloodOfSignIns(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t), func(s *config.Serve) {
		s.TrustedProxies = []string{"127.0.0.0/8"}
		s.SignIn = config.SignIn{SessionLife: time.Hour, SessionIdle: time.Hour, SignInWindow: time.Hour, SignInAttempts: 2, SignInAttemptsNetwork: 3}
	})
	const email = "owner@example.com"
	owner, _, err := r.Services().Staff.Create(auth.With(t.Context(), auth.System()), staff.Change{Email: new(email), Name: new("Owner"), Role: new(auth.Owner)}, password)
	require.NoError(t, err)
	signIn := func(who, password, address string) answer {
		t.Helper()
		body := `{"email":"` + who + `","password":"` + password + `"}`
		return r.post(t, kartotekav1connect.SessionServiceSignInProcedure, strings.NewReader(body), "Origin", r.url, "X-Forwarded-For", "192.0.2.99, "+address)
	}
	for range 3 {
		signIn(email, "wrong password", "198.51.100.7")
		signIn("somebody@example.com", "wrong password", "198.51.100.7")
	}
	assert.Equal(t, "TOO_MANY_ATTEMPTS", signIn("nobody@example.com", "wrong password", "198.51.100.8").reason(t), "the flood is stopped")
	assert.Empty(t, signIn(email, password, "203.0.113.5").reason(t), "and the owner is not")
	require.NoError(t, r.stop())

	log := r.log.String()
	assert.Contains(t, log, `"status":200,"address":"203.0.113.5","account_id":"`+owner.ID.String()+`"`)
	assert.Contains(t, log, `"address":"198.51.100.8","reason":"TOO_MANY_ATTEMPTS"`)
	assert.Contains(t, log, `"address":"198.51.100.7","reason":"CREDENTIALS_WRONG","account_id":"`+owner.ID.String()+`"`)
	assert.NotContains(t, log, "trusted-proxies")
}

func TestAProxyThatNobodyHasNamed(t *testing.T) {
	t.Parallel()
	r := start(t, sqlite(t))
	for range 3 {
		r.get(t, "/healthz", "X-Forwarded-For", "192.0.2.7")
	}
	require.NoError(t, r.stop())
	assert.Equal(t, 1, strings.Count(r.log.String(), "--trusted-proxies"), "it is said once")
	assert.NotContains(t, r.log.String(), "192.0.2.7")
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, r *running) {
		r.post(t, kartotekav1connect.ShopServiceListShopsProcedure, strings.NewReader("{}"), "Authorization", "Bearer "+r.key(t, auth.ReadScope))
		r.post(t, kartotekav1connect.ShopServiceListShopsProcedure, strings.NewReader("{}"))
		r.post(t, "/kartoteka.v1.ShopService/Kanarek", strings.NewReader("{}"))
		answer := httptest.NewRecorder()
		r.Metrics().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", http.NoBody))
		metrics := answer.Body.String()
		for _, line := range []string{
			`kartoteka_requests_total{code="ok",procedure="/kartoteka.v1.ShopService/ListShops",reason=""} 1`,
			`kartoteka_requests_total{code="unauthenticated",procedure="/kartoteka.v1.ShopService/ListShops",reason="SIGN_IN_REQUIRED"} 1`,
			`kartoteka_request_duration_seconds_count{procedure="/kartoteka.v1.ShopService/ListShops"} 2`,
			"kartoteka_ready ", `kartoteka_database_connections{state="idle"}`, "kartoteka_database_waits_total", "kartoteka_build_info", "go_goroutines", "process_open_fds",
		} {
			assert.Contains(t, metrics, line)
		}
		assert.NotContains(t, metrics, "Kanarek", "only what there is makes a series")
		assert.Equal(t, http.StatusNotFound, r.get(t, "/metrics").status, "they have an address of their own")
	})
}
