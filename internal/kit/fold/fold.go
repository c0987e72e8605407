// Package fold turns text into the form that is searched and sorted, so that case, accents and typography never
// decide whether a customer is found.
//
// Folding happens in Go and its result is stored, because SQLite only folds ASCII and PostgreSQL folds by its
// locale, while the same search must find the same rows on both. The package knows nothing of columns or queries.
package fold

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxQueryBytes = 4096
	maxWords      = 8
	maxWordRunes  = 64
	maxKeyBytes   = 200
)

// Text returns s as it is searched: without case and accents, with special letters replaced by plain ones, and
// with single blanks for white space. Folding twice changes nothing.
func Text(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, " "))
	s = norm.NFKD.String(apostrophes.Replace(s))
	// Lower case, not Unicode's case folding: they differ in letters that the table replaces anyway, and in
	// Cherokee, which case folding turns into capitals.
	return squeeze(strings.ToLower(s))
}

// Search returns the text by which a thing with these parts is found. Of every part the letters and digits count:
// "sp z oo" finds "Sp. z o.o.". Percent signs and underscores stay, since people
// look for them to the letter. Parts stand on lines of their own, and no query holds a line break, so that a word
// never matches across two of them.
func Search(parts ...string) string {
	var lines []string
	for _, part := range parts {
		for _, spelling := range []string{part, german.Replace(norm.NFC.String(part))} {
			line := plain(Text(spelling))
			if line != "" && !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// plain keeps the letters and digits of every folded word. A text that has none stays as it is.
func plain(folded string) string {
	var words []string
	for word := range strings.FieldsSeq(folded) {
		if kept := strings.Map(letterOrDigit, word); kept != "" {
			words = append(words, kept)
		}
	}
	if len(words) == 0 {
		return folded
	}
	return strings.Join(words, " ")
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '%' || r == '_' {
		return r
	}
	return -1
}

// Words splits a search query into words as Search has them. It drops what exceeds eight words, or 64 characters of a word:
// nobody types that much, and it only costs time.
func Words(query string) []string {
	words := strings.Fields(plain(Text(cut(query, maxQueryBytes))))
	words = words[:min(len(words), maxWords)]
	for i, word := range words {
		words[i] = cutRunes(word, maxWordRunes)
	}
	return words
}

// Key returns the sort key of a name. Keys are compared byte by byte, which is the same on every database, and are
// short enough for an index. A key is never nil.
func Key(s string) []byte {
	return []byte(cut(Text(s), maxKeyBytes))
}

// LikePattern returns the LIKE pattern for text that contains word, with the backslash as escape character. Fold
// the word first: folding turns a full-width percent sign into a plain one.
func LikePattern(word string) string {
	return "%" + likeEscapes.Replace(word) + "%"
}

// squeeze removes marks and invisible characters, replaces letters, and puts single blanks for white space and
// control characters.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case isGap(r):
			gap = true
			continue
		case isInvisible(r):
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		if plain, found := letters[r]; found {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isGap(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Z)
}

func isInvisible(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}

// cut shortens s to at most limit bytes without splitting a character.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

func cutRunes(s string, limit int) string {
	count := 0
	for i := range s {
		if count == limit {
			return s[:i]
		}
		count++
	}
	return s
}
