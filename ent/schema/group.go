package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Group is a named set of customers (GROUP-1).
type Group struct{ ent.Schema }

// Mixin of Group.
func (Group) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Group.
func (Group) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.Bytes("name_key").MaxLen(255).Comment("folded name"),
		field.String("search_text").Default("").Comment("folded name for the search box"),
		field.String("description").Default("").MaxLen(4000),
		field.Int32("sort_order").Default(0),
		field.Bool("approval_required").Default(false),
		field.String("color").Default(""),
	}
}

// Edges of Group.
func (Group) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("codes", GroupCode.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("memberships", Membership.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("discounts", Discount.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
	}
}

// Indexes of Group.
func (Group) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name_key").Unique(),
		index.Fields("sort_order", "name_key", "id"),
	}
}

// Annotations of Group: "groups" is a reserved word in some databases.
func (Group) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("customer_groups")}
}

// GroupCode is what a source system calls a group.
type GroupCode struct{ ent.Schema }

// Mixin of GroupCode.
func (GroupCode) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of GroupCode.
func (GroupCode) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("group_id", uuid.UUID{}),
		field.UUID("source_system_id", uuid.UUID{}),
		field.String("code"),
	}
}

// Edges of GroupCode.
func (GroupCode) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("group", Group.Type).Ref("codes").Field("group_id").Unique().Required(),
		edge.From("source_system", SourceSystem.Type).Ref("group_codes").Field("source_system_id").Unique().Required(),
	}
}

// Indexes of GroupCode.
func (GroupCode) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("source_system_id", "code").Unique(),
		index.Fields("group_id"),
	}
}

// Membership is one reason why a customer is in a group (GROUP-5, GROUP-7).
type Membership struct{ ent.Schema }

// Mixin of Membership.
func (Membership) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Membership.
func (Membership) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.UUID("group_id", uuid.UUID{}).Immutable(),
		field.String("origin").Immutable().Comment("staff, erp, rule or registration"),
		field.UUID("source_system_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.String("source_key").Default("").Immutable().Comment("the source system's id as text, empty without one: NULL would not be unique"),
		field.String("source_code").Default("").Immutable().Comment("what the source system called the group"),
		field.Time("since").Immutable(),
	}
}

// Edges of Membership.
func (Membership) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("memberships").Field("customer_id").Unique().Required().Immutable(),
		edge.From("group", Group.Type).Ref("memberships").Field("group_id").Unique().Required().Immutable(),
		edge.From("source_system", SourceSystem.Type).Ref("memberships").Field("source_system_id").Unique().Immutable(),
	}
}

// Indexes of Membership.
func (Membership) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("customer_id", "group_id", "origin", "source_key").Unique(),
		index.Fields("group_id", "customer_id"),
	}
}
