package webhook

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"code.dny.dev/ssrf"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/kartoteka/kartoteka/internal/kit/clock"
)

const (
	// callTime is how long a call may take, from resolving the host to the end of the answer.
	callTime = 5 * time.Second
	// maxAnswer is how many bytes of an answer are read.
	maxAnswer = 64 << 10
)

// The reasons of failed calls.
const (
	reasonStatus     = "HTTP_STATUS"
	reasonGone       = "GONE"
	reasonRedirected = "REDIRECTED"
	reasonTimeout    = "TIMEOUT"
	reasonHost       = "HOST_UNKNOWN"
	reasonAddress    = "ADDRESS_NOT_PUBLIC"
	reasonTLS        = "TLS_FAILED"
	reasonConnection = "CONNECTION_FAILED"
)

// Network is how calls leave the server.
type Network struct {
	Networks []netip.Prefix // may be called although they are not public
	Resolver *net.Resolver  // that of the machine when nil
	RootCAs  *x509.CertPool // those of the machine when nil
}

// caller calls URLs that staff have typed. It checks the resolved address of every connection.
type caller struct {
	clock clock.Clock
	http  *http.Client
	time  time.Duration
}

func newCaller(on Network, guard *ssrf.Guardian, at clock.Clock) *caller {
	dialer := &net.Dialer{Control: guard.Safe, Resolver: on.Resolver}
	return &caller{clock: at, time: callTime, http: &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{RootCAs: on.RootCAs, MinVersion: tls.VersionTLS12},
			DisableKeepAlives:      true,
			DisableCompression:     true,
			MaxResponseHeaderBytes: maxAnswer,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// send posts a message. It returns an error for faults of this server, and an Outcome for faults of the
// network and the receiver.
func (c *caller) send(ctx context.Context, to Webhook, m message) (Outcome, error) {
	signature, err := to.sign(m, m.at)
	if err != nil {
		return Outcome{}, fmt.Errorf("sign poke of webhook %s: %w", to.ID, err)
	}
	limited, cancel := context.WithTimeout(ctx, c.time)
	defer cancel()
	request, err := http.NewRequestWithContext(limited, http.MethodPost, to.URL, bytes.NewReader(m.body))
	if err != nil {
		return Outcome{}, fmt.Errorf("write poke of webhook %s", to.ID) // the error would repeat the URL
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "Kartoteka")
	request.Header.Set(standardwebhooks.HeaderWebhookID, m.id)
	request.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(m.at.Unix(), 10))
	request.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)

	begun := c.clock.Now()
	out := c.do(request)
	out.Latency = c.clock.Now().Sub(begun)
	if out.Reason != "" && ctx.Err() != nil {
		return Outcome{}, ctx.Err() // this server ended the call
	}
	return out, nil
}

func (c *caller) do(request *http.Request) Outcome {
	answer, err := c.http.Do(request)
	if err != nil {
		return Outcome{Reason: reasonOf(err)}
	}
	defer answer.Body.Close()
	// A receiver whose answer is cut off could believe that the poke was lost.
	if _, err := io.CopyN(io.Discard, answer.Body, maxAnswer); err != nil && !errors.Is(err, io.EOF) {
		return Outcome{Status: answer.StatusCode, Reason: reasonOf(err)}
	}
	return Outcome{Status: answer.StatusCode, Reason: reasonOfStatus(answer.StatusCode)}
}

func reasonOfStatus(status int) string {
	switch {
	case status >= 200 && status < 300:
		return ""
	case status >= 300 && status < 400:
		return reasonRedirected
	case status == http.StatusGone:
		return reasonGone
	default:
		return reasonStatus
	}
}

// reasonOf returns which step failed and no more, because the error can contain the URL or facts about
// internal networks.
func reasonOf(err error) string {
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		alert       tls.AlertError
		timeout     net.Error
	)
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return reasonAddress
	case errors.As(err, &timeout) && timeout.Timeout():
		return reasonTimeout
	case errors.As(err, &name):
		return reasonHost
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &alert):
		return reasonTLS
	default:
		return reasonConnection
	}
}
