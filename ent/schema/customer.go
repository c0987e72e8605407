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

// Customer is a company or person that the shop trades with (CUST-2).
type Customer struct{ ent.Schema }

// Mixin of Customer.
func (Customer) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Customer.
func (Customer) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("serial").Immutable().Comment("allocated once; makes the number and is the row key of the full-text index"),
		field.String("number").MaxLen(50).Comment("human-readable, never reused"),
		field.String("kind").MaxLen(10),
		field.String("name").MaxLen(1000),
		field.Bytes("name_key").MaxLen(255).Comment("folded name, compared bytewise so that both databases sort alike"),
		field.String("first_name").Default(""),
		field.String("last_name").Default(""),
		field.String("email").Default("").Comment("as typed"),
		field.String("email_key").Default("").Comment("normalised"),
		field.String("phone").Default("").Comment("as typed"),
		field.String("phone_key").Default("").Comment("E.164, or the digits when it cannot be normalised"),
		field.String("tax_id").Default("").Comment("as typed"),
		field.String("tax_country").Default(""),
		field.String("tax_key").Default("").Comment("country and normalised tax ID"),
		field.String("registration_number").Default(""),
		field.String("tax_office").Default(""),
		field.String("tax_office_key").Default("").Comment("folded, to filter by"),
		field.String("tax_status"),
		field.String("account_state"),
		field.String("approval"),
		field.String("status").Comment("derived, CUST-7"),
		field.JSON("blocks", []Block{}).Optional().Comment("set of reasons with sources, CUST-6"),
		field.Bool("has_default_employee").Default(false),
		field.Bool("needs_default_employee").Default(false).Comment("derived, CUST-8"),
		field.UUID("account_manager_id", uuid.UUID{}).Optional().Nillable(),
		field.String("price_level").Default(""),
		field.Int32("payment_terms_days").Optional().Nillable(),
		field.Int64("credit_limit_e4").Optional().Nillable().Comment("ten-thousandths of the currency unit"),
		field.String("credit_limit_currency").Default(""),
		field.JSON("payment_methods", []string{}).Optional(),
		field.String("language").Default(""),
		field.String("currency").Default(""),
		field.String("origin"),
		field.String("note").Default("").MaxLen(16000),
		field.Int32("erp_discount_e2").Optional().Nillable().Comment("hundredths of a per cent"),
		field.String("search_text").Default("").MaxLen(1 << 16).Comment("folded text of everything that the search box finds, LIST-3"),
	}
}

// Block is one element of the blocks column.
type Block struct {
	Source       string `json:"source"`
	Scope        string `json:"scope"`
	Reason       string `json:"reason,omitempty"`
	SourceSystem string `json:"sourceSystem,omitempty"`
	SinceMicro   int64  `json:"since"`
}

// Edges of Customer.
func (Customer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("account_manager", Staff.Type).Ref("customers").Field("account_manager_id").Unique(),
		edge.To("shops", Shop.Type).StorageKey(edge.Table("customer_shops"), edge.Columns("customer_id", "shop_id")),
		edge.To("addresses", Address.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("employees", Employee.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("memberships", Membership.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("identities", Identity.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("conflicts", SyncConflict.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("held_memberships", HeldMembership.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("past_memberships", PastMembership.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("discounts", Discount.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("coupons", Coupon.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Customer. Each sort order ends in id, so that pages are stable (LIST-4). The index of
// search_text differs by database and stands in the migrations: trigrams by GIN and by FTS5.
func (Customer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("serial").Unique(),
		index.Fields("number").Unique(),
		index.Fields("name_key", "id"),
		index.Fields("created_at", "id"),
		index.Fields("updated_at", "id"),
		index.Fields("email_key", "id"),
		index.Fields("tax_key", "id"),
		index.Fields("phone_key"),
		index.Fields("account_manager_id"),
		index.Fields("tax_office_key"),
		index.Fields("status", "name_key", "id"),
		index.Fields("name_key", "id").StorageKey("customer_needs_default_employee").
			Annotations(entsql.IndexWhere("needs_default_employee")),
	}
}

// Annotations of Customer.
func (Customer) Annotations() []schema.Annotation {
	return []schema.Annotation{
		entsql.Checks(map[string]string{
			"customer_name_not_empty": "name <> ''",
		}),
	}
}
