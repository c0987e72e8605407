package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Address is a billing or shipping address of a customer (CUST-12).
type Address struct{ ent.Schema }

// Mixin of Address.
func (Address) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Address.
func (Address) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.UUID("source_system_id", uuid.UUID{}).Optional().Nillable().Comment("the source system that owns it; staff when absent"),
		field.String("type"),
		field.Bool("is_default").Default(false),
		field.String("label").Default(""),
		field.String("recipient").Default(""),
		field.String("company").Default(""),
		field.String("street").Default(""),
		field.String("postal_code").Default(""),
		field.String("city").Default(""),
		field.String("region").Default(""),
		field.String("country"),
		field.String("phone").Default(""),
		field.String("pickup_point").Default(""),
	}
}

// Edges of Address.
func (Address) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("addresses").Field("customer_id").Unique().Required().Immutable(),
		edge.From("source_system", SourceSystem.Type).Ref("addresses").Field("source_system_id").Unique(),
	}
}

// Indexes of Address. The database keeps one default of each type.
func (Address) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("customer_id"),
		index.Fields("country", "customer_id"),
		index.Fields("customer_id", "type").Unique().StorageKey("address_one_default").
			Annotations(entsql.IndexWhere("is_default")),
	}
}
