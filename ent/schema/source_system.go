package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/ownership"
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
		field.JSON("ownership", ownership.Table{}).Optional().Comment("whose a field is, where it is not as usual"),
		field.String("match_by").Default("none").Comment("how a new contractor finds its customer"),
		field.String("unknown_groups").Default("create").Comment("what becomes of groups that nobody knows"),
		field.UUID("session_id", uuid.UUID{}).Optional().Nillable().Comment("the open session: pushes of another one are refused"),
		field.Int64("session_seq").Default(0).Comment("the session's last push that is saved"),
		field.UUID("snapshot_run_id", uuid.UUID{}).Optional().Nillable().Comment("the snapshot that is open; there is one at a time"),
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
		edge.To("conflicts", SyncConflict.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("held_memberships", HeldMembership.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("feed_consumers", FeedConsumer.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("discounts", Discount.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("api_keys", APIKey.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("webhooks", Webhook.Type).Annotations(entsql.OnDelete(entsql.Restrict)),
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
		field.Bool("absent").Default(false).Comment("the last snapshot was without it"),
		field.JSON("pushed", map[string]string{}).Optional().Comment("a short hash of each field as last pushed: it tells which side changed it since"),
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

// SyncRun is the report of a push, an upload or a snapshot. It holds no personal data.
type SyncRun struct{ ent.Schema }

// Mixin of SyncRun.
func (SyncRun) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SyncRun.
func (SyncRun) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.UUID("api_key_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.String("request_id").Default("").Immutable(),
		field.String("kind").Default("push").Immutable(),
		field.String("state").Default("completed"),
		field.Time("started_at").Immutable(),
		field.Time("last_batch_at").Optional().Nillable(),
		field.Time("ended_at").Optional().Nillable(),
		field.Int32("batches").Default(1),
		field.Int64("bytes").Default(0),
		field.Int32("duration_ms").Default(0).Comment("of all batches together"),
		field.JSON("durations", []int32{}).Optional().Comment("how many batches took up to 1, 2, 4, 8 and so on milliseconds"),
		field.Int32("created").Default(0),
		field.Int32("updated").Default(0),
		field.Int32("unchanged").Default(0),
		field.Int32("stale").Default(0),
		field.Int32("conflict").Default(0),
		field.Int32("rejected").Default(0),
		field.Int32("unprocessed").Default(0),
		field.JSON("violations", json.RawMessage{}).Optional().Comment("the first 100"),
		field.Int64("received_count").Default(0).Comment("of a snapshot: contractors that arrived"),
		field.Int64("absent_count").Default(0).Comment("of a snapshot: contractors that it was without"),
		field.String("confirm_token").Default("").Comment("of a snapshot: what confirms its sweep"),
		field.UUID("operation_id", uuid.UUID{}).Optional().Nillable().Comment("of a snapshot: its sweep"),
	}
}

// Edges of SyncRun.
func (SyncRun) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("runs").Field("source_system_id").Unique().Required().Immutable(),
		edge.To("operation", Operation.Type).Field("operation_id").Unique().Annotations(entsql.OnDelete(entsql.Restrict)),
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
		field.String("kind").Immutable().Default("contractor").Comment("contractor or discount"),
		field.String("external_id").Immutable(),
		field.UUID("run_id", uuid.UUID{}).Optional().Nillable().Comment("discounts are pushed in no run"),
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
		index.Fields("source_system_id", "kind", "external_id").Unique(),
		index.Fields("source_system_id", "rejected_at", "id"),
	}
}

// SnapshotEntry is a contractor that was pushed while a snapshot was open.
type SnapshotEntry struct{ ent.Schema }

// Fields of SnapshotEntry.
func (SnapshotEntry) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id").Immutable(),
		field.UUID("run_id", uuid.UUID{}).Immutable(),
		field.String("external_id").Immutable(),
		field.Bool("received").Comment("pushed as a part of the snapshot; else only while it was open"),
	}
}

// Indexes of SnapshotEntry.
func (SnapshotEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("run_id", "external_id").Unique()}
}

// SyncConflict is a shared field that both sides changed since they last agreed (SYNC-5).
type SyncConflict struct{ ent.Schema }

// Mixin of SyncConflict.
func (SyncConflict) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SyncConflict.
func (SyncConflict) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.String("field").Immutable(),
		field.String("shop_value").MaxLen(4000).Comment("what the ERP's push replaced"),
		field.String("erp_value").MaxLen(4000),
		field.Time("at"),
	}
}

// Edges of SyncConflict.
func (SyncConflict) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("conflicts").Field("source_system_id").Unique().Required().Immutable(),
		edge.From("customer", Customer.Type).Ref("conflicts").Field("customer_id").Unique().Required().Immutable(),
	}
}

// Indexes of SyncConflict.
func (SyncConflict) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("source_system_id", "customer_id", "field").Unique(),
		index.Fields("source_system_id", "id"),
		index.Fields("customer_id"),
	}
}

// HeldMembership is a pushed group that nobody knows yet (SYNC-3).
type HeldMembership struct{ ent.Schema }

// Mixin of HeldMembership.
func (HeldMembership) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of HeldMembership.
func (HeldMembership) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.String("name").Immutable(),
		field.Bytes("name_key").MaxLen(255).Immutable().Comment("the name folded as that of a group: by it the group is found once it is there"),
	}
}

// Edges of HeldMembership.
func (HeldMembership) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("source_system", SourceSystem.Type).Ref("held_memberships").Field("source_system_id").Unique().Required().Immutable(),
		edge.From("customer", Customer.Type).Ref("held_memberships").Field("customer_id").Unique().Required().Immutable(),
	}
}

// Indexes of HeldMembership.
func (HeldMembership) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("customer_id", "source_system_id", "name_key").Unique(),
		index.Fields("source_system_id", "name_key"),
	}
}

// ErasedIdentity remembers that a source system's contractor was erased, without saying which: the
// next push of it is refused (SYNC-8).
type ErasedIdentity struct{ ent.Schema }

// Mixin of ErasedIdentity.
func (ErasedIdentity) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of ErasedIdentity.
func (ErasedIdentity) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("source_system_id", uuid.UUID{}).Immutable(),
		field.Bytes("digest").MaxLen(32).Immutable().Comment("HMAC-SHA256 over the external id with the database's erasure secret"),
		field.Time("erased_at").Immutable(),
	}
}

// Indexes of ErasedIdentity.
func (ErasedIdentity) Indexes() []ent.Index {
	return []ent.Index{index.Fields("source_system_id", "digest").Unique()}
}
