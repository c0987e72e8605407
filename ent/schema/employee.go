package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Employee is a person who logs in to the shop for a customer (EMPL).
type Employee struct{ ent.Schema }

// Mixin of Employee.
func (Employee) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Employee.
func (Employee) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.UUID("source_system_id", uuid.UUID{}).Optional().Nillable().Comment("the source system that pushed it; staff when absent"),
		field.String("email").Comment("as typed"),
		field.String("email_key").Comment("normalised; unique, EMPL-4"),
		field.String("first_name").Default(""),
		field.String("last_name").Default(""),
		field.String("phone").Default(""),
		field.String("role"),
		field.Bool("is_default").Default(false),
		field.Bool("blocked").Default(false),
		field.String("password_hash").Default("").Sensitive(),
	}
}

// Edges of Employee.
func (Employee) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("employees").Field("customer_id").Unique().Required().Immutable(),
		edge.From("source_system", SourceSystem.Type).Ref("employees").Field("source_system_id").Unique(),
	}
}

// Indexes of Employee. The database keeps e-mails unique and one default a customer.
func (Employee) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("email_key").Unique(),
		index.Fields("customer_id"),
		index.Fields("customer_id").Unique().StorageKey("employee_one_default").
			Annotations(entsql.IndexWhere("is_default")),
	}
}
