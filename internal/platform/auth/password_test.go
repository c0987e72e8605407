package auth_test

import (
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/platform/auth"
)

const password = "żółw na rowerze"

func TestHasher(t *testing.T) {
	t.Parallel()
	hasher := auth.NewHasher()
	hash, err := hasher.Hash(t.Context(), password)
	require.NoError(t, err)
	t.Run("hashes at the cost that OWASP asks for", func(t *testing.T) {
		t.Parallel()
		cost, salt, key, err := argon2id.DecodeHash(hash)
		require.NoError(t, err)
		assert.GreaterOrEqual(t, cost.Memory, uint32(19456))
		assert.GreaterOrEqual(t, cost.Iterations, uint32(2))
		assert.Len(t, salt, 16)
		assert.Len(t, key, 32)
	})
	t.Run("salts every hash", func(t *testing.T) {
		t.Parallel()
		other, err := hasher.Hash(t.Context(), password)
		require.NoError(t, err)
		assert.NotEqual(t, hash, other)
	})
	t.Run("knows the right password", func(t *testing.T) {
		t.Parallel()
		ok, outdated, err := hasher.Verify(t.Context(), password, hash)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.False(t, outdated)
	})
	for name, wrong := range map[string]string{
		"another":         "żółw na hulajnodze",
		"another case":    "Żółw na rowerze",
		"nothing":         "",
		"the beginning":   password[:len(password)-1],
		"the right one +": password + " ",
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			ok, _, err := hasher.Verify(t.Context(), wrong, hash)
			require.NoError(t, err)
			assert.False(t, ok)
		})
	}
	t.Run("refuses everything for an unknown account", func(t *testing.T) {
		t.Parallel()
		for _, guess := range []string{password, ""} {
			ok, outdated, err := hasher.Verify(t.Context(), guess, "")
			require.NoError(t, err)
			assert.False(t, ok)
			assert.False(t, outdated)
		}
	})
	t.Run("asks for a new hash when an old one was cheaper, but only of its owner", func(t *testing.T) {
		t.Parallel()
		cheap, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 8192, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
		require.NoError(t, err)
		ok, outdated, err := hasher.Verify(t.Context(), password, cheap)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.True(t, outdated)
		ok, outdated, err = hasher.Verify(t.Context(), "something else", cheap)
		require.NoError(t, err)
		assert.False(t, ok)
		assert.False(t, outdated)
	})
	for name, other := range map[string]string{
		"with its letters decomposed": norm.NFD.String(password),
		"with other blanks":           strings.ReplaceAll(password, " ", "\u00a0"),
	} {
		t.Run("knows a password "+name, func(t *testing.T) {
			t.Parallel()
			ok, outdated, err := hasher.Verify(t.Context(), other, hash)
			require.NoError(t, err)
			assert.True(t, ok)
			assert.False(t, outdated)
			made, err := hasher.Hash(t.Context(), other)
			require.NoError(t, err)
			ok, _, err = hasher.Verify(t.Context(), password, made)
			require.NoError(t, err)
			assert.True(t, ok)
		})
	}
	t.Run("knows a password that was hashed as typed, and asks for a new hash", func(t *testing.T) {
		t.Parallel()
		typed := norm.NFD.String(password)
		cost := argon2id.Params{Memory: 19456, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
		old, err := argon2id.CreateHash(typed, &cost)
		require.NoError(t, err)
		ok, outdated, err := hasher.Verify(t.Context(), typed, old)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.True(t, outdated)
	})
	t.Run("takes what the RFC does not allow as well", func(t *testing.T) {
		t.Parallel()
		const odd = "tab\tand\u200bjoiner"
		made, err := hasher.Hash(t.Context(), odd)
		require.NoError(t, err)
		ok, outdated, err := hasher.Verify(t.Context(), odd, made)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.False(t, outdated)
	})
	t.Run("reports a hash that is none", func(t *testing.T) {
		t.Parallel()
		_, _, err := hasher.Verify(t.Context(), password, "$2y$10$bcrypt")
		require.Error(t, err)
		assert.NotContains(t, err.Error(), password)
	})
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	const email = "Anna.Nowakowska@example.com"
	for name, c := range map[string]struct{ password, reason string }{
		"accepts a sentence":                    {"koń na biegunach", ""},
		"accepts ten characters":                {"xk29fmw0ql", ""},
		"accepts 256 characters":                {strings.Repeat("łódź", 64), ""},
		"accepts blanks at both ends":           {"  xk29fmw0  ", ""},
		"refuses nine characters":               {"łódź-łódź", "PASSWORD_TOO_SHORT"},
		"refuses nine letters in parts":         {norm.NFD.String("źółw-źółw"), "PASSWORD_TOO_SHORT"},
		"accepts 256 letters in parts":          {norm.NFD.String(strings.Repeat("łódź", 64)), ""},
		"refuses nothing":                       {"", "PASSWORD_TOO_SHORT"},
		"refuses 257 characters":                {strings.Repeat("łódź", 64) + "x", "PASSWORD_TOO_LONG"},
		"refuses a common one":                  {"qwertyuiop", "PASSWORD_TOO_COMMON"},
		"refuses a common one in capitals":      {"PassWord123", "PASSWORD_TOO_COMMON"},
		"refuses the first of the list":         {"0102030405", "PASSWORD_TOO_COMMON"},
		"refuses the last of the list":          {"zxcvbnmasdfghjkl", "PASSWORD_TOO_COMMON"},
		"refuses the e-mail":                    {"anna.nowakowska@EXAMPLE.com", "PASSWORD_TOO_COMMON"},
		"refuses the mailbox of the e-mail":     {"anna.nowakowska", "PASSWORD_TOO_COMMON"},
		"refuses one character again and again": {strings.Repeat("ż", 40), "PASSWORD_TOO_COMMON"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			violations := auth.CheckPassword("newPassword", c.password, email)
			if c.reason == "" {
				assert.Empty(t, violations)
				return
			}
			require.Len(t, violations, 1)
			assert.Equal(t, c.reason, violations[0].Reason)
			assert.Equal(t, "newPassword", violations[0].Path)
			if c.password != "" {
				assert.NotContains(t, violations[0].Text, c.password)
			}
		})
	}
}

func TestNewTemporaryPassword(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for range 1000 {
		made := auth.NewTemporaryPassword()
		require.Regexp(t, `^[b-df-hj-kmnp-tv-xz2-9]{4}(-[b-df-hj-kmnp-tv-xz2-9]{4}){3}$`, made)
		require.Empty(t, auth.CheckPassword("password", made, "a@example.com"), "it passes the rules for passwords")
		seen[made] = true
	}
	assert.Len(t, seen, 1000)
}
