package taxid

import (
	"slices"
	"strings"
)

// SearchForms returns the spellings under which the tax ID of a search query may be stored: bare values and Keys.
// Without a prefix, each country counts in which the number is valid. A query that cannot be a tax ID has no
// forms.
func SearchForms(query string) []string {
	text, ok := compact(query)
	if !ok || len(text) < 2 || !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	forms := []string{text}
	if c, rest, ok := splitPrefix(text); ok {
		forms = append(forms, rest)
		if n, err := Parse(text, c); err == nil {
			forms = append(forms, n.Value, n.Key())
		}
	}
	for c := range rules {
		if n, err := Parse(text, c); err == nil {
			forms = append(forms, n.Value, n.Key())
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}
