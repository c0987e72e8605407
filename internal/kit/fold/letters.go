package fold

import "strings"

// letters are those that have no decomposition in Unicode although people who
// lack the key type the plain letter, and typographic signs that mail programs
// and word processors put in place of the typed ones.
var letters = map[rune]string{
	'ß': "ss", 'ς': "σ", 'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ȷ': "j", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ƒ': "f",
	'ƶ': "z", 'ƀ': "b", 'ǥ': "g", 'ɨ': "i", 'ƚ': "l", 'ɫ': "l",
	'`': "'", '‘': "'", '’': "'", '‚': "'", '‛': "'", 'ʼ': "'", 'ʻ': "'", 'ʹ': "'", '′': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '″': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-",
}

// apostrophes become plain before decomposition would make a blank of them:
// "O´Neil" is one word.
var apostrophes = strings.NewReplacer("´", "'", "΄", "'", "᾽", "'", "᾿", "'")

var likeEscapes = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
