package fold

import "strings"

// letters have no decomposition in Unicode, although people without the key type the plain letter, or are
// typographic signs that mail programs and word processors put in place of typed ones.
var letters = map[rune]string{
	'ß': "ss", 'ς': "σ", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ȷ': "j", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ƒ': "f",
	'ƶ': "z", 'ƀ': "b", 'ǥ': "g", 'ɨ': "i", 'ƚ': "l", 'ɫ': "l",
	'`': "'", '‘': "'", '’': "'", '‚': "'", '‛': "'", 'ʼ': "'", 'ʻ': "'", 'ʹ': "'", '′': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '″': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-",
}

// apostrophes become plain before decomposition, which would turn them into blanks: "O´Neil" is one word.
var apostrophes = strings.NewReplacer("´", "'", "΄", "'", "᾽", "'", "᾿", "'")

// german is how umlauts are written where there is no key for them. Folding drops the dots, which is how the others
// write them.
var german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
