// Package text cleans what people and programs write into text fields. Any printable text is allowed (D-36),
// except what cannot be compared, shown or saved on every database.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Clean returns a text of one line as it is kept, and at most one violation under the path of its field. It trims
// the text and composes it in Unicode, so that texts that look equal are equal. Longest counts characters, not
// bytes.
func Clean(path, typed string, longest int) (clean string, wrong []fault.Field) {
	clean = normal(typed)
	return clean, check(path, clean, longest, unicode.IsControl)
}

// CleanLines is Clean for notes and reasons, which may contain line breaks and tabs.
func CleanLines(path, typed string, longest int) (clean string, wrong []fault.Field) {
	clean = normal(typed)
	return clean, check(path, clean, longest, isControlWithinLine)
}

// Check is Clean for a text that must be kept exactly, such as an id of another system.
func Check(path, kept string, longest int) []fault.Field {
	return check(path, kept, longest, unicode.IsControl)
}

// Visible returns a value that is compared, such as an e-mail, an id or a code, as people see it: without
// format characters such as zero-width blanks, soft hyphens, byte order marks and marks of direction, and with plain
// hyphens. Mail programs and word processors put them there, and nobody sees why two values differ. It composes
// nothing: ids of other systems are kept to the letter.
func Visible(typed string) string {
	if !utf8.ValidString(typed) {
		return typed // whoever checks it says so
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case r >= '\u2010' && r <= '\u2015', r == '\u2212', r == '\ufe58', r == '\ufe63', r == '\uff0d':
			return '-'
		default:
			return r
		}
	}, typed)
}

// Identity returns the form in which two names are one: without case, with single blanks, as people see them. It
// keeps every letter: Sady and Sądy are two groups.
func Identity(name string) string {
	lower := strings.ReplaceAll(strings.ToLower(norm.NFC.String(Visible(name))), "ς", "σ")
	return norm.NFC.String(strings.Join(strings.Fields(lower), " "))
}

func normal(typed string) string { return strings.TrimSpace(norm.NFC.String(typed)) }

func check(path, text string, longest int, isForbidden func(rune) bool) []fault.Field {
	switch {
	case !utf8.ValidString(text):
		return []fault.Field{{Path: path, Reason: "CHARACTERS_INVALID", Text: "The text is not valid UTF-8."}}
	case utf8.RuneCountInString(text) > longest:
		return []fault.Field{{Path: path, Reason: "TOO_LONG", Text: fmt.Sprintf("At most %d characters are allowed.", longest)}}
	case strings.ContainsFunc(text, isForbidden):
		return []fault.Field{{Path: path, Reason: "CHARACTERS_INVALID", Text: "Control characters are not allowed."}}
	default:
		return nil
	}
}

func isControlWithinLine(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}
