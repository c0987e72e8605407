// Package text cleans what people and programs write into the text fields of records. Any printable
// text is welcome (D-36); what cannot be compared, shown or saved on every database is not.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// Clean returns a text of one line as it is kept (trimmed, in Unicode's composed form, so that what
// looks equal is equal) and, under the path of its field, what is wrong with it: one violation at
// most. Longest counts characters, not bytes.
func Clean(path, typed string, longest int) (clean string, wrong []fault.Field) {
	clean = normal(typed)
	return clean, check(path, clean, longest, unicode.IsControl)
}

// CleanLines is Clean for notes and reasons, which may have line breaks and tabs.
func CleanLines(path, typed string, longest int) (clean string, wrong []fault.Field) {
	clean = normal(typed)
	return clean, check(path, clean, longest, isControlWithinLine)
}

// Check is Clean for what must be kept to the letter, such as the ids that another system gave.
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
