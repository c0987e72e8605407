package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
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
		field.Int64("oldest").Default(1).Comment("the first position that is kept"),
		field.UUID("epoch", uuid.UUID{}).Comment("changes when positions can no longer be trusted, as after a restore"),
	}
}

// FeedConsumer is a reader of the feed that acknowledges what it has saved.
type FeedConsumer struct{ ent.Schema }

// Mixin of FeedConsumer.
func (FeedConsumer) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of FeedConsumer.
func (FeedConsumer) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.String("name").Immutable(),
		field.Int64("position").Comment("everything up to it is acknowledged"),
		field.UUID("epoch", uuid.UUID{}).Comment("the epoch of that position"),
		field.Time("acked_at"),
	}
}

// Edges of FeedConsumer.
func (FeedConsumer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("feed_consumers").Field("source_system_id").Unique().Required().Immutable(),
	}
}

// Indexes of FeedConsumer.
func (FeedConsumer) Indexes() []ent.Index {
	return []ent.Index{index.Fields("source_system_id", "name").Unique()}
}
