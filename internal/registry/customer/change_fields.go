package customer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// slot is where a Change keeps the new value of one field.
type slot struct {
	name  string // JSON name of the field
	isSet func(c *Change) bool
	drop  func(c *Change)
	read  func(c *Change, text string) error // of the text that Value gives
}

var slots = []slot{
	slotOf("kind", func(c *Change) **Kind { return &c.Kind }, readWord[Kind]),
	slotOf("name", func(c *Change) **string { return &c.Name }, readWord[string]),
	slotOf("firstName", func(c *Change) **string { return &c.FirstName }, readWord[string]),
	slotOf("lastName", func(c *Change) **string { return &c.LastName }, readWord[string]),
	slotOf("email", func(c *Change) **string { return &c.Email }, readWord[string]),
	slotOf("phone", func(c *Change) **string { return &c.Phone }, readWord[string]),
	slotOf("taxId", func(c *Change) **string { return &c.TaxID }, readWord[string]),
	slotOf("taxCountry", func(c *Change) **string { return &c.TaxCountry }, readWord[string]),
	slotOf("registrationNumber", func(c *Change) **string { return &c.RegistrationNumber }, readWord[string]),
	slotOf("taxStatus", func(c *Change) **TaxStatus { return &c.TaxStatus }, readWord[TaxStatus]),
	slotOf("accountManagerId", func(c *Change) **uuid.UUID { return &c.AccountManagerID }, readID),
	slotOf("shopIds", func(c *Change) **[]uuid.UUID { return &c.ShopIDs }, readIDs),
	slotOf("priceLevel", func(c *Change) **string { return &c.PriceLevel }, readWord[string]),
	slotOf("paymentTermsDays", func(c *Change) ***int32 { return &c.PaymentTermsDays }, readDays),
	slotOf("creditLimit", func(c *Change) ***Amount { return &c.CreditLimit }, readAmount),
	slotOf("paymentMethods", func(c *Change) **[]string { return &c.PaymentMethods }, readList),
	slotOf("language", func(c *Change) **string { return &c.Language }, readWord[string]),
	slotOf("currency", func(c *Change) **string { return &c.Currency }, readWord[string]),
	slotOf("note", func(c *Change) **string { return &c.Note }, readWord[string]),
	slotOf("erpDiscountPercent", func(c *Change) **string { return &c.ERPDiscount }, readWord[string]),
}

func slotOf[T any](name string, at func(*Change) **T, read func(text string) (T, error)) slot {
	return slot{
		name:  name,
		isSet: func(c *Change) bool { return *at(c) != nil },
		drop:  func(c *Change) { *at(c) = nil },
		read: func(c *Change, text string) error {
			value, err := read(text)
			if err != nil {
				return fmt.Errorf("read %s: %w", name, err)
			}
			*at(c) = &value
			return nil
		},
	}
}

// Sets returns the JSON names of the fields that have a new value.
func (c Change) Sets() []string {
	var names []string
	for _, slot := range slots {
		if slot.isSet(&c) {
			names = append(names, slot.name)
		}
	}
	return names
}

// Without returns the change with the fields left as they are.
func (c Change) Without(names []string) Change {
	for _, slot := range slots {
		if slices.Contains(names, slot.name) {
			slot.drop(&c)
		}
	}
	return c
}

// ChangeTo returns the change that gives a field, by its JSON name, the value that Value told.
func ChangeTo(name, text string) (Change, error) {
	var change Change
	for _, slot := range slots {
		if slot.name == name {
			return change, slot.read(&change, text)
		}
	}
	return change, fmt.Errorf("no field is called %q", name)
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
