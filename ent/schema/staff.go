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

// Staff is a person of the business who uses the admin (SEC-1).
type Staff struct{ ent.Schema }

// Mixin of Staff.
func (Staff) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Staff.
func (Staff) Fields() []ent.Field {
	return []ent.Field{
		field.String("email").Comment("as typed"),
		field.String("email_key").Comment("normalised"),
		field.String("name"),
		field.Bytes("name_key").MaxLen(255).Comment("folded name"),
		field.String("search_text").Default("").Comment("folded name, e-mail and code"),
		field.String("role"),
		field.String("code").Default("").Comment("what the ERP calls them as account manager"),
		field.String("code_key").Default("").Comment("folded code; unique where not empty"),
		field.Bool("disabled").Default(false),
		field.String("password_hash").Sensitive(),
		field.Bool("must_change_password").Default(false),
		field.JSON("preferences", StaffPreferences{}).Optional(),
		field.Time("last_sign_in_at").Optional().Nillable(),
	}
}

// StaffPreferences is the preferences column.
type StaffPreferences struct {
	Language    string `json:"language,omitempty"`
	ColorScheme string `json:"colorScheme,omitempty"`
}

// Edges of Staff.
func (Staff) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("customers", Customer.Type).Annotations(entsql.OnDelete(entsql.SetNull)),
		edge.To("sessions", StaffSession.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Staff.
func (Staff) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("email_key").Unique(),
		index.Fields("code_key").Unique().Annotations(entsql.IndexWhere("code_key <> ''")),
		index.Fields("name_key", "id"),
	}
}

// Annotations of Staff: a word without a plural.
func (Staff) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Table("staff")}
}

// StaffSession is a signed-in browser of a staff member. Only the hash of its token is kept.
type StaffSession struct{ ent.Schema }

// Mixin of StaffSession.
func (StaffSession) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of StaffSession.
func (StaffSession) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("token_hash").MaxLen(32).Sensitive().Immutable(),
		field.UUID("staff_id", uuid.UUID{}).Immutable(),
		field.Time("created_at").Immutable(),
		field.Time("seen_at").Comment("to the minute"),
		field.Time("expires_at"),
		field.String("ip").Default("").Immutable(),
		field.String("user_agent").Default("").Immutable(),
	}
}

// Edges of StaffSession.
func (StaffSession) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("staff", Staff.Type).Ref("sessions").Field("staff_id").Unique().Required().Immutable(),
	}
}

// Indexes of StaffSession.
func (StaffSession) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("token_hash").Unique(),
		index.Fields("staff_id"),
		index.Fields("expires_at"),
	}
}

// SignInThrottle counts attempts to sign in for one account from one network, or from one network alone.
type SignInThrottle struct{ ent.Schema }

// Mixin of SignInThrottle.
func (SignInThrottle) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SignInThrottle.
func (SignInThrottle) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("key_hash").MaxLen(32).Immutable(),
		field.Int32("attempts").Default(0),
		field.Time("window_ends_at"),
	}
}

// Indexes of SignInThrottle.
func (SignInThrottle) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("key_hash").Unique(),
		index.Fields("window_ends_at"),
	}
}

// SetupToken lets whoever reads the console of the first start create the owner. Only its hash is kept.
type SetupToken struct{ ent.Schema }

// Mixin of SetupToken.
func (SetupToken) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of SetupToken.
func (SetupToken) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("token_hash").MaxLen(32).Sensitive().Immutable(),
		field.Time("expires_at").Immutable(),
	}
}

// Indexes of SetupToken.
func (SetupToken) Indexes() []ent.Index {
	return []ent.Index{index.Fields("token_hash").Unique()}
}
