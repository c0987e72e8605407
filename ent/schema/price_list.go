package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"github.com/google/uuid"
)

// PriceList is the version of all discounts of one target: a trigger of the database raises it with
// every discount that is written, so that nobody prices by a list kept from before.
type PriceList struct{ ent.Schema }

// Fields of PriceList.
func (PriceList) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("id", uuid.UUID{}).Immutable().Comment("the target: a customer, a group, or all zeros for everyone"),
		field.Int64("version"),
		field.Int64("size").Comment("discounts of the target, ended ones included"),
	}
}
