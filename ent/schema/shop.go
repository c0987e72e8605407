package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Shop is one storefront of the business, with its settings.
type Shop struct{ ent.Schema }

// Mixin of Shop.
func (Shop) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Shop.
func (Shop) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").Immutable(),
		field.String("name"),
		field.String("domain").Default(""),
		field.String("country"),
		field.String("language"),
		field.String("currency"),
		field.String("time_zone"),
		field.Bool("approval_required").Default(false),
		field.Bool("erp_discounts_off").Default(false),
		field.String("shop_discounts").Default("one").Comment("one, sum or off (DISC-3)"),
		field.Int32("floor_e2").Default(0).Comment("hundredths of a per cent of the base price; 0 for no floor"),
	}
}

// Edges of Shop.
func (Shop) Edges() []ent.Edge {
	return []ent.Edge{edge.From("customers", Customer.Type).Ref("shops")}
}

// Indexes of Shop.
func (Shop) Indexes() []ent.Index {
	return []ent.Index{index.Fields("code").Unique()}
}
