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
