package webhook

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// secretBytes is the length of a secret. Standard Webhooks demands 24 to 64 bytes.
const secretBytes = 32

func newSecret() []byte {
	secret := make([]byte, secretBytes)
	rand.Read(secret) // never fails: without a source of randomness the program ends
	return secret
}

// showSecret returns a secret in the form that receivers use.
func showSecret(secret []byte) string {
	return "whsec_" + base64.StdEncoding.EncodeToString(secret)
}

// rotate replaces the secret. The old secret signs too for a while.
func (w Webhook) rotate(secret []byte, now time.Time) Webhook {
	w.previousSecret, w.PreviousSecretUntil = w.secret, now.Add(overlap)
	w.secret = secret
	return w
}

// sign returns a signature with every valid secret.
func (w Webhook) sign(m message, now time.Time) (string, error) {
	secrets := [][]byte{w.secret}
	if now.Before(w.PreviousSecretUntil) {
		secrets = append(secrets, w.previousSecret)
	}
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		signer, err := standardwebhooks.NewWebhookRaw(secret)
		if err != nil {
			return "", err
		}
		if signatures[i], err = signer.Sign(m.id, m.at, m.body); err != nil {
			return "", err
		}
	}
	return strings.Join(signatures, " "), nil
}
