package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// HistoryEntry is one change, kept for good (CUST-15). It has no foreign keys: it outlives what it tells of.
type HistoryEntry struct{ ent.Schema }

// Mixin of HistoryEntry.
func (HistoryEntry) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of HistoryEntry.
func (HistoryEntry) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}).Optional().Nillable().Immutable().Comment("the customer whose timeline shows it"),
		field.UUID("subject_id", uuid.UUID{}).Immutable().Comment("the thing changed"),
		field.String("action").Immutable(),
		field.String("actor_kind").Immutable(),
		field.UUID("actor_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.Time("at").Immutable(),
		field.JSON("changes", []HistoryChange{}).Optional().Immutable(),
	}
}

// HistoryChange is one element of the changes column.
type HistoryChange struct {
	Field string          `json:"f"`
	Old   json.RawMessage `json:"o,omitempty"` // a typed value, as package audit writes it
	New   json.RawMessage `json:"n,omitempty"`
}

// Indexes of HistoryEntry.
func (HistoryEntry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("customer_id", "id"),
		index.Fields("subject_id", "id"),
	}
}

// Annotations of HistoryEntry.
func (HistoryEntry) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("history")}
}
