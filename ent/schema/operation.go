package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Operation is long work on many items (BULK-4). It holds no personal data.
type Operation struct{ ent.Schema }

// Mixin of Operation.
func (Operation) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Operation.
func (Operation) Fields() []ent.Field {
	return []ent.Field{
		field.String("kind").Immutable().Comment("the action"),
		field.String("state"),
		field.String("actor_kind").Comment("with whose rights it runs"),
		field.UUID("actor_id", uuid.UUID{}).Optional().Nillable(),
		field.JSON("parameters", json.RawMessage{}).Immutable(),
		field.JSON("plan", json.RawMessage{}),
		field.UUID("undoes", uuid.UUID{}).Optional().Nillable().Immutable().Comment("the operation that this one undoes"),
		field.Int64("total").Comment("items, as the plan counted them"),
		field.Int64("changed").Default(0),
		field.Int64("unchanged").Default(0),
		field.Int64("skipped").Default(0),
		field.Int64("failed").Default(0),
		field.String("position").Default("").Comment("of the last item that was processed, in the order of the action"),
		field.String("reason").Default("").Comment("why it failed"),
		field.Time("confirmed_at").Optional().Nillable(),
		field.Time("ended_at").Optional().Nillable(),
	}
}

// Edges of Operation.
func (Operation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("outcomes", OperationOutcome.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Operation.
func (Operation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("state", "id"),
		index.Fields("undoes"),
	}
}

// OperationOutcome is what an operation did to one item (BULK-6).
type OperationOutcome struct{ ent.Schema }

// Fields of OperationOutcome.
func (OperationOutcome) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id").Immutable(),
		field.UUID("operation_id", uuid.UUID{}).Immutable(),
		field.UUID("item_id", uuid.UUID{}).Immutable().Comment("without a foreign key: it outlives the item"),
		field.String("result").Immutable(),
		field.String("reason").Default("").Immutable(),
		field.Time("at").Immutable(),
	}
}

// Edges of OperationOutcome.
func (OperationOutcome) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("operation", Operation.Type).Ref("outcomes").Field("operation_id").Unique().Required().Immutable(),
	}
}

// Indexes of OperationOutcome.
func (OperationOutcome) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("operation_id", "item_id").Unique(),
		index.Fields("operation_id", "result", "id"),
	}
}
