package customer

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/mask"
)

// apiText is a text of a customer with its place in a message of the API.
type apiText struct {
	field

	place protoreflect.FieldDescriptor
}

// The texts go in and out of messages by their JSON names. A message that lacks one stops the program as it starts.
var (
	customerTexts   = textsIn(&apiv1.Customer{})
	contractorTexts = textsIn(&apiv1.Contractor{})
)

func textsIn(message proto.Message) []apiText {
	var all []apiText
	for _, field := range fields {
		if field.typed == nil {
			continue
		}
		place := message.ProtoReflect().Descriptor().Fields().ByJSONName(field.Name)
		if place == nil {
			panic("customer: " + string(message.ProtoReflect().Descriptor().Name()) + " has no field " + field.Name)
		}
		all = append(all, apiText{field, place})
	}
	return all
}

// read takes a text over from a message.
func (t apiText) read(c *Change, message proto.Message) {
	*t.typed(c) = new(message.ProtoReflect().Get(t.place).String())
}

func withTexts(table mask.Table[Change, *apiv1.Customer]) mask.Table[Change, *apiv1.Customer] {
	for _, text := range customerTexts {
		table[text.place.TextName()] = func(c *Change, a *apiv1.Customer) { text.read(c, a) }
	}
	return table
}

// FromAPITexts are the texts of a pushed contractor; those that it does not say are left as they are.
func FromAPITexts(api *apiv1.Contractor) Change {
	var change Change
	for _, text := range contractorTexts {
		if api.ProtoReflect().Has(text.place) {
			text.read(&change, api)
		}
	}
	return change
}

func toAPITexts(api *apiv1.Customer, c *Customer) {
	for _, text := range customerTexts {
		api.ProtoReflect().Set(text.place, protoreflect.ValueOfString(text.shown(c)))
	}
}
