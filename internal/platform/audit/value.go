package audit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
)

// Kind says what a value is, so that a reader can put it into words of any language.
type Kind string

// The kinds of values.
const (
	KindText      Kind = "text"      // as it was typed
	KindFlag      Kind = "flag"      // "true" or "false"
	KindNumber    Kind = "number"    // a decimal number
	KindMoney     Kind = "money"     // a decimal number with its currency
	KindPercent   Kind = "percent"   // a decimal number of hundredths
	KindDay       Kind = "day"       // YYYY-MM-DD
	KindTime      Kind = "time"      // RFC 3339, UTC
	KindCode      Kind = "code"      // one of the few that the field may have, such as "intra_eu"
	KindCountry   Kind = "country"   // ISO 3166-1 alpha-2
	KindLanguage  Kind = "language"  // a BCP 47 tag
	KindReference Kind = "reference" // another thing: its noun, id and name
	KindList      Kind = "list"      // several values, whose order means nothing
	KindRecord    Kind = "record"    // several named values, such as those of a block
)

// Noun names a kind of thing that has a history or that a value refers to.
type Noun string

// The nouns.
const (
	Customer     Noun = "customer"
	Group        Noun = "group"
	Discount     Noun = "discount"
	Coupon       Noun = "coupon"
	Shop         Noun = "shop"
	Staff        Noun = "staff"
	SourceSystem Noun = "source_system"
	APIKey       Noun = "api_key"
	Webhook      Noun = "webhook"
)

// Value is one typed value in the history. The zero value is none. It is kept as JSON.
type Value struct {
	Kind     Kind        `json:"k,omitempty"`
	Text     string      `json:"v,omitempty"` // the value of every kind but lists and records; the name of a reference
	Currency string      `json:"c,omitempty"` // of money
	Noun     Noun        `json:"n,omitempty"` // of a reference
	ID       *uuid.UUID  `json:"i,omitempty"` // of a reference
	Items    []Value     `json:"l,omitempty"` // of a list
	Parts    []NamedPart `json:"p,omitempty"` // of a record
}

// NamedPart is one part of a record.
type NamedPart struct {
	Name  string `json:"f"`
	Value Value  `json:"v"`
}

// IsNone reports whether there is no value.
func (v Value) IsNone() bool { return v.Kind == "" }

// Equal reports whether two values are the same. References to the same thing are, whatever its name.
func (v Value) Equal(other Value) bool {
	if v.ID != nil && other.ID != nil {
		return v.Noun == other.Noun && *v.ID == *other.ID
	}
	return v.Kind == other.Kind && v.Text == other.Text && v.Currency == other.Currency && v.ID == other.ID &&
		slices.EqualFunc(v.Items, other.Items, Value.Equal) &&
		slices.EqualFunc(v.Parts, other.Parts, func(a, b NamedPart) bool { return a.Name == b.Name && a.Value.Equal(b.Value) })
}

// String is the value in one line, for programs and people who need no translation. Values of a list
// are parted by commas, and quoted where they hold one.
func (v Value) String() string {
	switch v.Kind {
	case KindMoney:
		return v.Text + " " + v.Currency
	case KindReference:
		if v.Text == "" {
			return v.ID.String()
		}
	case KindList:
		return joined(v.Items)
	case KindRecord:
		words := make([]string, len(v.Parts))
		for i, part := range v.Parts {
			words[i] = part.Value.String()
		}
		return strings.Join(words, " ")
	case KindText, KindFlag, KindNumber, KindPercent, KindDay, KindTime, KindCode, KindCountry, KindLanguage:
	}
	return v.Text
}

func joined(items []Value) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.String()
		if strings.ContainsAny(texts[i], `,"`) {
			texts[i] = strconv.Quote(texts[i])
		}
	}
	return strings.Join(texts, ", ")
}

// Text is a text; none when empty.
func Text[T ~string](text T) Value { return textual(KindText, string(text)) }

// Code is one of a few words that a field may have; none when empty.
func Code[T ~string](code T) Value { return textual(KindCode, string(code)) }

// Country is a country by its code; none when empty.
func Country[T ~string](code T) Value { return textual(KindCountry, string(code)) }

// Language is a language by its tag; none when empty.
func Language(tag string) Value { return textual(KindLanguage, tag) }

// Day is a day as YYYY-MM-DD; none when empty.
func Day[T ~string](day T) Value { return textual(KindDay, string(day)) }

// Decimal is a number by its text; none when empty.
func Decimal(number string) Value { return textual(KindNumber, number) }

// Flag is yes or no.
func Flag(is bool) Value { return textual(KindFlag, strconv.FormatBool(is)) }

// Mark is yes, or none: for what most things are not.
func Mark(is bool) Value {
	if !is {
		return Value{}
	}
	return Flag(true)
}

// Integer is a whole number.
func Integer[T ~int | ~int32 | ~int64](number T) Value {
	return textual(KindNumber, strconv.FormatInt(int64(number), 10))
}

// Time is a moment; none for the zero time.
func Time(at time.Time) Value {
	if at.IsZero() {
		return Value{}
	}
	return textual(KindTime, at.UTC().Format(time.RFC3339Nano))
}

// Money is an amount; none for one without a currency.
func Money(amount money.Money) Value {
	if amount.Currency == "" {
		return Value{}
	}
	return Value{Kind: KindMoney, Text: amount.String(), Currency: amount.Currency}
}

// Percent is a percentage.
func Percent(percent money.Percent) Value { return textual(KindPercent, percent.String()) }

// PercentText is a percentage by its text; none when empty.
func PercentText(percent string) Value { return textual(KindPercent, percent) }

// Optional is the value behind a pointer, as of makes it; none for nil.
func Optional[T any](value *T, of func(T) Value) Value {
	if value == nil {
		return Value{}
	}
	return of(*value)
}

// Reference is another thing, with the name that it has now; none for Nil. Readers show the name that
// it has by then, and this one once it is gone.
func Reference(noun Noun, id uuid.UUID, name string) Value {
	if id == uuid.Nil {
		return Value{}
	}
	return Value{Kind: KindReference, Noun: noun, ID: &id, Text: name}
}

// List is several values in their order; none when empty.
func List(items ...Value) Value {
	if len(items) == 0 {
		return Value{}
	}
	return Value{Kind: KindList, Items: items}
}

// ListOf is a List of what of makes of each element.
func ListOf[T any](elements []T, of func(T) Value) Value {
	var items []Value
	for _, element := range elements {
		items = append(items, of(element))
	}
	return List(items...)
}

// Record is several named values. Parts without a value are left out; none when all are.
func Record(parts ...NamedPart) Value {
	parts = slices.DeleteFunc(parts, func(part NamedPart) bool { return part.Value.IsNone() })
	if len(parts) == 0 {
		return Value{}
	}
	return Value{Kind: KindRecord, Parts: parts}
}

func textual(kind Kind, text string) Value {
	if text == "" {
		return Value{}
	}
	return Value{Kind: kind, Text: text}
}
