package optima

import (
	"slices"
	"strings"
)

// shape says which elements are read, by name. What others hold is not kept, but named in a warning. Every element
// may contain text.
type shape map[string]shape

var text shape

var addressShape = shape{
	"STATUS": text, "NAZWA1": text, "NAZWA2": text, "NAZWA3": text, "KRAJ": text, "WOJEWODZTWO": text,
	"ULICA": text, "NR_DOMU": text, "NR_LOKALU": text, "MIASTO": text, "KOD_POCZTOWY": text, "POCZTA": text,
	"NIP_KRAJ": text, "NIP": text, "REGON": text, "TELEFON1": text, "EMAIL": text,
}

// mailingShape has no more than an address needs.
var mailingShape = shape{
	"STATUS": text, "NAZWA1": text, "NAZWA2": text, "NAZWA3": text, "KRAJ": text, "WOJEWODZTWO": text,
	"ULICA": text, "NR_DOMU": text, "NR_LOKALU": text, "MIASTO": text, "KOD_POCZTOWY": text, "POCZTA": text, "TELEFON1": text,
}

// groupShape has the code for groups that have no name.
var groupShape = shape{"KOD": text, "NAZWA": text}

var contractorShape = shape{
	"ID_ZRODLA": text, "AKRONIM": text, "RODZAJ": text, "EKSPORT": text, "FINALNY": text, "NIEAKTYWNY": text,
	"FORMA_PLATNOSCI": text, "FORMA_PLATNOSCI_ID": text, "BLOKADA_DOKUMENTOW": text, "INDYWIDUALNY_TERMIN": text, "TERMIN": text,
	"JEST_LIMIT_KREDYTU": text, "LIMIT_KREDYTU": text, "UPUST": text, "CENY": text,
	"KRAJ_ISO": text, "OPIEKUN": text, "OPIS": text, "INFORMACJE": text,
	"ADRES": addressShape, "ADRES_KORESPONDENCYJNY": mailingShape,
	"ADRESY": {"ADRES": addressShape, "ADRES_KORESPONDENCYJNY": mailingShape},
	"GRUPA":  groupShape,
	"GRUPY":  {"GRUPA": groupShape},
}

// repeatable are the elements that may occur several times: groups, and addresses, of which all but one
// are historical.
var repeatable = []string{"GRUPA", "ADRES"}

// element is a part of a record. A nil element has no children and no text.
type element struct {
	name     string
	parent   *element
	text     string // without surrounding white space
	children []*element
}

// path is the element's path, for people who look for it in the file.
func (e *element) path() string {
	if e.parent == nil {
		return e.name
	}
	return e.parent.path() + "/" + e.name
}

// plainName returns the name by which a child is read: some writers repeat in the names of the mailing address
// that it is one.
func plainName(parent *element, name string) string {
	if parent.name == "ADRES_KORESPONDENCYJNY" {
		return strings.TrimPrefix(name, "KORESP_")
	}
	return name
}

// isEmpty reports whether there is no text in the element or below it.
func (e *element) isEmpty() bool {
	return e.text == "" && !slices.ContainsFunc(e.children, func(child *element) bool { return !child.isEmpty() })
}

// isLike reports whether two elements hold the same.
func (e *element) isLike(other *element) bool {
	return e.name == other.name && e.text == other.text && slices.EqualFunc(e.children, other.children, (*element).isLike)
}

// child returns the first child of the name, or nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, child := range e.children {
		if child.name == name {
			return child
		}
	}
	return nil
}

// all returns the children of the name.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.children), func(child *element) bool { return child.name != name })
}

// value returns the text of the child of the name on one line; empty when there is none.
func (e *element) value(name string) string {
	child := e.child(name)
	if child == nil {
		return ""
	}
	return oneLine(child.text)
}
