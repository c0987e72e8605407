package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Webhook is an address of a source system that is told when the change feed has moved.
type Webhook struct{ ent.Schema }

// Mixin of Webhook.
func (Webhook) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Webhook.
func (Webhook) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.String("url").MaxLen(2048).Sensitive().Comment("its path may hold a token of the receiver"),
		field.Bool("enabled").Default(true),
		field.String("disabled_reason").Default("").Comment("why it is not enabled"),
		field.Time("disabled_at").Optional().Nillable(),
		field.Bytes("secret").MaxLen(64).Sensitive().Comment("what signs; it must be known in the clear to sign with"),
		field.Bytes("previous_secret").MaxLen(64).Optional().Nillable().Sensitive().Comment("signs, too, for a while after a rotation"),
		field.Time("previous_secret_until").Optional().Nillable(),
		field.Int64("poked_position").Comment("the receiver was told of everything up to this position of the feed"),
		field.UUID("poked_epoch", uuid.UUID{}).Comment("the epoch of that position"),
		field.Int32("attempts").Default(0).Comment("pokes that failed in a row"),
		field.Time("failing_since").Optional().Nillable().Comment("the first of these"),
		field.Time("retry_at").Optional().Nillable().Comment("no poke before that"),
	}
}

// Edges of Webhook.
func (Webhook) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("webhooks").Field("source_system_id").Unique().Required().Immutable(),
		edge.To("deliveries", WebhookDelivery.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Webhook.
func (Webhook) Indexes() []ent.Index {
	return []ent.Index{index.Fields("source_system_id", "id")}
}

// WebhookDelivery is one poke of a webhook and what came of it. Neither what was sent nor what was
// answered is kept.
type WebhookDelivery struct{ ent.Schema }

// Mixin of WebhookDelivery.
func (WebhookDelivery) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of WebhookDelivery.
func (WebhookDelivery) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("webhook_id", uuid.UUID{}).Immutable(),
		field.Time("at").Immutable(),
		field.Bool("test").Default(false).Immutable().Comment("sent by a person to try the webhook"),
		field.Int32("attempt").Immutable().Comment("1 for the first, more after failures in a row"),
		field.Int32("status").Default(0).Immutable().Comment("of HTTP; 0 when no answer came"),
		field.String("reason").Default("").Immutable().Comment("why it failed; empty when it did not"),
		field.Int32("latency_ms").Immutable(),
	}
}

// Edges of WebhookDelivery.
func (WebhookDelivery) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("webhook", Webhook.Type).Ref("deliveries").Field("webhook_id").Unique().Required().Immutable(),
	}
}

// Indexes of WebhookDelivery.
func (WebhookDelivery) Indexes() []ent.Index {
	return []ent.Index{index.Fields("webhook_id", "id")}
}
