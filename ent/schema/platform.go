package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Counter hands out numbers that are never reused, in blocks.
type Counter struct{ ent.Schema }

// Fields of Counter.
func (Counter) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").Immutable(),
		field.Int64("value").Default(0),
	}
}

// Reply is the answer to a request with a request id, kept so that a repeated request gets the same answer.
type Reply struct{ ent.Schema }

// Mixin of Reply.
func (Reply) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Reply.
func (Reply) Fields() []ent.Field {
	return []ent.Field{
		field.String("caller").Immutable().Comment("who asked: request ids of different callers never meet"),
		field.String("request_id").Immutable(),
		field.Bytes("digest").MaxLen(32).Immutable().Comment("SHA-256 of method and body"),
		field.Bytes("answer").MaxLen(1 << 24).Immutable(),
		field.UUID("run_id", uuid.UUID{}).Optional().Nillable().Immutable().Comment("the sync run whose results the answer holds"),
		field.Time("created_at").Immutable(),
	}
}

// Indexes of Reply.
func (Reply) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("caller", "request_id").Unique(),
		index.Fields("created_at"),
		index.Fields("run_id", "id"),
	}
}

// Annotations of Reply.
func (Reply) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("replies")}
}

// Secret is a random key of this database, made when it is first needed.
type Secret struct{ ent.Schema }

// Fields of Secret.
func (Secret) Fields() []ent.Field {
	return []ent.Field{
		field.String("id").Immutable().Comment("what it is for"),
		field.Bytes("value").MaxLen(64).Immutable(),
	}
}
