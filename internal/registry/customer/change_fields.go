package customer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
)

// slot is where a Change keeps the new value of one field.
type slot interface {
	isSet(c *Change) bool
	drop(c *Change)
	set(c *Change, text string) error // to the text that Value gives; empty empties the field
}

type slotOf[T any] struct {
	at   func(c *Change) **T
	read func(text string) (T, error)
}

func (s slotOf[T]) isSet(c *Change) bool { return *s.at(c) != nil }

func (s slotOf[T]) drop(c *Change) { *s.at(c) = nil }

func (s slotOf[T]) set(c *Change, text string) error {
	value, err := s.read(text)
	*s.at(c) = &value
	return err
}

// Sets returns the JSON names of the fields that have a new value.
func (c Change) Sets() []string {
	var names []string
	for _, field := range fields {
		if field.slot != nil && field.slot.isSet(&c) {
			names = append(names, field.Name)
		}
	}
	return names
}

// Without returns the change with the fields left as they are.
func (c Change) Without(names []string) Change {
	for _, field := range fields {
		if field.slot != nil && slices.Contains(names, field.Name) {
			field.slot.drop(&c)
		}
	}
	return c
}

// ChangeTo returns the change that gives a field, by its JSON name, the value that Value told.
func ChangeTo(name, text string) (Change, error) {
	var change Change
	field := fieldOf(name)
	if field.slot == nil {
		return change, fmt.Errorf("no field is called %q", name)
	}
	if err := field.slot.set(&change, text); err != nil {
		return change, fmt.Errorf("read %s: %w", name, err)
	}
	return change, nil
}

// Typed returns the value that Value told of a field, as history has it; as a text where it cannot be read.
func Typed(name, text string) audit.Value {
	change, err := ChangeTo(name, text)
	if err != nil {
		return audit.Text(text)
	}
	var customer Customer
	customer.Apply(change, "")
	return fieldOf(name).value(&customer)
}

// Clear empties a field, by its JSON name, and reports whether an outside system may do so: not what
// every customer has, nor what the shop decides.
func (c *Change) Clear(name string) bool {
	field := fieldOf(name)
	if field.slot == nil || field.isNeeded || field.Usual == ownership.Shop {
		return false
	}
	return field.slot.set(c, "") == nil
}

func readWord[T ~string](text string) (T, error) { return T(text), nil }

func readID(text string) (uuid.UUID, error) {
	if text == "" {
		return uuid.Nil, nil
	}
	return uuid.Parse(text)
}

func readIDs(text string) ([]uuid.UUID, error) {
	words, err := readList(text)
	ids := make([]uuid.UUID, 0, len(words))
	for _, word := range words {
		id, wrong := uuid.Parse(word)
		if wrong != nil {
			return nil, wrong
		}
		ids = append(ids, id)
	}
	return ids, err
}

func readDays(text string) (*int32, error) {
	if text == "" {
		return nil, nil
	}
	days, err := strconv.ParseInt(text, 10, 32)
	value := int32(days)
	return &value, err
}

func readAmount(text string) (*Amount, error) {
	if text == "" {
		return nil, nil
	}
	amount, currency, _ := strings.Cut(text, " ")
	return &Amount{Amount: amount, Currency: currency}, nil
}

// readList takes apart what listText has joined.
func readList(text string) ([]string, error) {
	values := []string{}
	for text != "" {
		var value, rest string
		if quoted, err := strconv.QuotedPrefix(text); err == nil {
			rest = text[len(quoted):]
			if value, err = strconv.Unquote(quoted); err != nil {
				return nil, err
			}
		} else {
			value, rest, _ = strings.Cut(text, ", ")
			rest = ", " + rest
		}
		values = append(values, value)
		text = strings.TrimPrefix(rest, ", ")
	}
	return values, nil
}
