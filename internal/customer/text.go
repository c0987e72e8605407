package customer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kartoteka/kartoteka/internal/fault"
)

// longestReason is how long the reason for a block or a rejection may be.
const longestReason = 500

// cleanText trims a text and refuses what is too long or holds control characters. Any printable
// text is a fine name (D-36). Notes and reasons may have line breaks.
func cleanText(name, typed string, longest int) (string, *fault.Field) {
	if !utf8.ValidString(typed) {
		return "", &fault.Field{Path: name, Reason: "CHARACTERS_INVALID", Text: "The text is not valid UTF-8."}
	}
	clean := strings.TrimSpace(norm.NFC.String(typed))
	if utf8.RuneCountInString(clean) > longest {
		return clean, &fault.Field{Path: name, Reason: "TOO_LONG", Text: fmt.Sprintf("At most %d characters are allowed.", longest)}
	}
	if strings.IndexFunc(clean, isForbidden(name == "note" || name == "reason")) >= 0 {
		return clean, &fault.Field{Path: name, Reason: "CHARACTERS_INVALID", Text: "Control characters are not allowed."}
	}
	return clean, nil
}

func isForbidden(lineBreaks bool) func(rune) bool {
	return func(r rune) bool {
		if lineBreaks && (r == '\n' || r == '\r' || r == '\t') {
			return false
		}
		return unicode.IsControl(r)
	}
}

// cleanReason is the reason that staff give for a decision.
func cleanReason(typed string) (string, error) {
	clean, violation := cleanText("reason", typed, longestReason)
	if violation != nil {
		return "", fault.InvalidFields([]fault.Field{*violation})
	}
	return clean, nil
}

// listText joins values in a way that tells every list from every other.
func listText(values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = value
		if strings.ContainsAny(value, `,"`) {
			quoted[i] = strconv.Quote(value)
		}
	}
	return strings.Join(quoted, ", ")
}

// distinct returns the values in their order, each once.
func distinct[T comparable](values []T) []T {
	seen := make(map[T]bool, len(values))
	kept := make([]T, 0, len(values))
	for _, value := range values {
		if !seen[value] {
			seen[value] = true
			kept = append(kept, value)
		}
	}
	return kept
}
