package optima

import "slices"

// shape says which elements are read, by name. Others are ignored. Every element may contain text.
type shape map[string]shape

var text shape

var addressShape = shape{
	"STATUS": text, "NAZWA1": text, "NAZWA2": text, "NAZWA3": text, "KRAJ": text, "WOJEWODZTWO": text,
	"ULICA": text, "NR_DOMU": text, "NR_LOKALU": text, "MIASTO": text, "KOD_POCZTOWY": text,
	"NIP_KRAJ": text, "NIP": text, "REGON": text, "TELEFON1": text, "EMAIL": text,
}

var groupShape = shape{"NAZWA": text}

var contractorShape = shape{
	"ID_ZRODLA": text, "AKRONIM": text, "RODZAJ": text, "EKSPORT": text, "FINALNY": text, "NIEAKTYWNY": text,
	"FORMA_PLATNOSCI": text, "INDYWIDUALNY_TERMIN": text, "TERMIN": text,
	"JEST_LIMIT_KREDYTU": text, "LIMIT_KREDYTU": text, "UPUST": text, "CENY": text,
	"KRAJ_ISO": text, "OPIEKUN": text, "OPIS": text, "INFORMACJE": text,
	"ADRES": addressShape, "ADRES_KORESPONDENCYJNY": addressShape,
	"ADRESY": {"ADRES": addressShape, "ADRES_KORESPONDENCYJNY": addressShape},
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
