package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// FeedEvent is one position of the change feed. It holds no personal data.
type FeedEvent struct{ ent.Schema }

// Fields of FeedEvent.
func (FeedEvent) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id").Immutable().Comment("the position: gap-free, in commit order"),
		field.UUID("event_id", uuid.UUID{}).Immutable(),
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.Int64("version").Immutable().Comment("the customer's version after the change"),
		field.String("kind").Immutable(),
		field.JSON("changed_fields", []string{}).Optional().Immutable(),
		field.String("actor_kind").Immutable(),
		field.UUID("source_system_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.String("source_revision").Default("").Immutable(),
		field.Time("at").Immutable(),
	}
}

// Indexes of FeedEvent.
func (FeedEvent) Indexes() []ent.Index {
	return []ent.Index{index.Fields("customer_id", "id")}
}

// FeedHead is the single row that hands out positions; its update is what orders commits.
type FeedHead struct{ ent.Schema }

// Fields of FeedHead.
func (FeedHead) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id").Immutable(),
		field.Int64("position").Default(0),
		field.UUID("epoch", uuid.UUID{}).Comment("changes when positions can no longer be trusted, as after a restore"),
	}
}
