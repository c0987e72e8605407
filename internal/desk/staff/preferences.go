package staff

import (
	"slices"

	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// languages are those that the admin speaks; empty stands for the browser's.
var languages = []string{"", "pl", "en", "cs", "el"}

// ColorScheme is how the admin looks.
type ColorScheme string

// The colour schemes.
const (
	AsSystem ColorScheme = ""
	Light    ColorScheme = "light"
	Dark     ColorScheme = "dark"
)

// Preferences are what a member chose for the admin.
type Preferences struct {
	Language    string
	ColorScheme ColorScheme
}

func (p Preferences) validate() error {
	if !slices.Contains(languages, p.Language) {
		return fault.InvalidField("preferences.language", "LANGUAGE_UNKNOWN", "The admin does not speak this language.")
	}
	return nil
}
