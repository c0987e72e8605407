package auth

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// The length of a password, in characters. There are no rules of composition: they make people choose worse
// passwords (ASVS 6.2.5).
const (
	minPassword = 10
	maxPassword = 256
)

// commonPasswords are the most common passwords of the required length, in lower case, one per line.
//
//go:embed common_passwords.txt
var commonPasswords string

// CheckPassword returns what is wrong with a new password of the person with the e-mail address; path is that of
// its field. Reasons: PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON.
func CheckPassword(path, password, email string) []fault.Field {
	password = normalPassword(password)
	switch length := utf8.RuneCountInString(password); {
	case length < minPassword:
		return []fault.Field{{Path: path, Reason: "PASSWORD_TOO_SHORT", Text: "A password has at least 10 characters."}}
	case length > maxPassword:
		return []fault.Field{{Path: path, Reason: "PASSWORD_TOO_LONG", Text: "A password has at most 256 characters."}}
	case isCommon(strings.ToLower(password), strings.ToLower(norm.NFC.String(email))):
		return []fault.Field{{Path: path, Reason: "PASSWORD_TOO_COMMON", Text: "This password is among the first that anybody would try."}}
	default:
		return nil
	}
}

// IsSamePassword reports whether two passwords are one, however their letters are written.
func IsSamePassword(a, b string) bool { return normalPassword(a) == normalPassword(b) }

// normalPassword returns the password in the form that is hashed and judged (RFC 8265, OpaqueString): letters
// composed, and every blank the same, because keyboards differ in how they write ó. What the RFC does not allow in
// a password is only composed.
func normalPassword(typed string) string {
	if normal, err := precis.OpaqueString.String(typed); err == nil {
		return normal
	}
	return norm.NFC.String(typed)
}

// NewTemporaryPassword returns a password that is read out once and changed at the first sign-in: 76 bits in
// groups that can be dictated.
func NewTemporaryPassword() string {
	var groups [4]string
	for i := range groups {
		groups[i] = randomText(dictation, 4)
	}
	return strings.Join(groups[:], "-")
}

func isCommon(password, email string) bool {
	mailbox, _, _ := strings.Cut(email, "@")
	if password == email || password == mailbox || isOneCharacter(password) {
		return true
	}
	for common := range strings.Lines(commonPasswords) {
		if password == strings.TrimSpace(common) {
			return true
		}
	}
	return false
}

func isOneCharacter(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.Trim(s, string(first)) == ""
}
