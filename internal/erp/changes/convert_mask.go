package changes

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
)

// fields are the fields of a message that a read mask selects, each with the fields below it. An empty
// value selects the whole field.
type fields map[protoreflect.Name]fields

// fromAPIReadMask reads a mask. Its paths may be spelled as in JSON or as in the proto file.
func fromAPIReadMask(mask *fieldmaskpb.FieldMask) (fields, error) {
	wanted := fields{}
	for _, path := range mask.GetPaths() {
		if !wanted.add(path, (&apiv1.CustomerState{}).ProtoReflect().Descriptor()) {
			return nil, fault.InvalidField("readMask", "MASK_UNKNOWN", "The mask names a field that there is not.")
		}
	}
	return wanted, nil
}

// add adds a path, and reports whether the message has it. Paths end at lists, whose elements have no
// names.
func (f fields) add(path string, message protoreflect.MessageDescriptor) bool {
	first, rest, goesOn := strings.Cut(path, ".")
	field := message.Fields().ByJSONName(first)
	if field == nil {
		field = message.Fields().ByTextName(first)
	}
	if field == nil || goesOn && (field.Message() == nil || field.IsList() || field.IsMap()) {
		return false
	}
	below, named := f[field.Name()]
	switch {
	case !goesOn:
		f[field.Name()] = fields{}
		return true
	case named && len(below) == 0: // the whole field is selected already
		return fields{}.add(rest, field.Message())
	case !named:
		below = fields{}
		f[field.Name()] = below
	}
	return below.add(rest, field.Message())
}

// keepIn clears every field of the message that is not selected.
func (f fields) keepIn(message protoreflect.Message) {
	if len(f) == 0 {
		return
	}
	message.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		below, wanted := f[field.Name()]
		switch {
		case !wanted:
			message.Clear(field)
		case len(below) > 0:
			below.keepIn(value.Message())
		}
		return true
	})
}
