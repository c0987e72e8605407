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

// SourceSystem is one ERP installation that syncs customers.
type SourceSystem struct{ ent.Schema }

// Mixin of SourceSystem.
func (SourceSystem) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of SourceSystem.
func (SourceSystem) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").Immutable(),
		field.String("name"),
		field.Time("last_contact_at").Optional().Nillable(),
		field.Int64("pushes").Default(0).Comment("grows with every push; its row is what makes pushes of one source system follow one another"),
	}
}

// Edges of SourceSystem.
func (SourceSystem) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("identities", Identity.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("addresses", Address.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("employees", Employee.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("group_codes", GroupCode.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("memberships", Membership.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("runs", SyncRun.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("rejects", SyncReject.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("api_keys", APIKey.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
	}
}

// Indexes of SourceSystem.
func (SourceSystem) Indexes() []ent.Index {
	return []ent.Index{index.Fields("code").Unique()}
}

// Identity is what a source system calls a customer, with the state of its last push (SYNC-1).
type Identity struct{ ent.Schema }

// Mixin of Identity.
func (Identity) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Identity.
func (Identity) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}),
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.String("external_id").Immutable(),
		field.String("code").Default(""),
		field.Bool("active").Default(true),
		field.String("source_revision").Default(""),
		field.Bytes("content_hash").MaxLen(64).Comment("SHA-256 over the pushed record after normalisation"),
		field.Int32("hash_version"),
		field.Time("created_at").Immutable(),
		field.Time("pushed_at").Comment("last push that changed it"),
	}
}

// Edges of Identity.
func (Identity) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("identities").Field("customer_id").Unique().Required(),
		edge.From("source_system", SourceSystem.Type).Ref("identities").Field("source_system_id").Unique().Required().Immutable(),
	}
}

// Indexes of Identity.
func (Identity) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("source_system_id", "external_id").Unique(),
		index.Fields("external_id"),
		index.Fields("customer_id"),
	}
}

// SyncRun is the report of one push. It holds no personal data.
type SyncRun struct{ ent.Schema }

// Mixin of SyncRun.
func (SyncRun) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SyncRun.
func (SyncRun) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.UUID("api_key_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.String("request_id").Default("").Immutable(),
		field.Time("started_at").Immutable(),
		field.Int32("duration_ms").Default(0),
		field.Int32("created").Default(0),
		field.Int32("updated").Default(0),
		field.Int32("unchanged").Default(0),
		field.Int32("stale").Default(0),
		field.Int32("conflict").Default(0),
		field.Int32("rejected").Default(0),
		field.Int32("unprocessed").Default(0),
	}
}

// Edges of SyncRun.
func (SyncRun) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("runs").Field("source_system_id").Unique().Required().Immutable(),
	}
}

// Indexes of SyncRun.
func (SyncRun) Indexes() []ent.Index {
	return []ent.Index{index.Fields("source_system_id", "id")}
}

// SyncReject is a record whose newest push was not accepted. It holds no personal data but the external id.
type SyncReject struct{ ent.Schema }

// Mixin of SyncReject.
func (SyncReject) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SyncReject.
func (SyncReject) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.String("external_id").Immutable(),
		field.UUID("run_id", uuid.UUID{}),
		field.String("outcome"),
		field.JSON("violations", json.RawMessage{}),
		field.Int32("times").Default(1),
		field.Time("rejected_at"),
	}
}

// Edges of SyncReject.
func (SyncReject) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("rejects").Field("source_system_id").Unique().Required().Immutable(),
	}
}

// Indexes of SyncReject.
func (SyncReject) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("source_system_id", "external_id").Unique(),
		index.Fields("source_system_id", "rejected_at", "id"),
	}
}
