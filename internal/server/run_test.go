package server_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/gen/kartoteka/v1/kartotekav1connect"
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
