package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Coupon is a code that takes something off a total (DISC-6).
type Coupon struct{ ent.Schema }

// Mixin of Coupon.
func (Coupon) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Coupon.
func (Coupon) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").Immutable(),
		field.String("code_key").Immutable().Comment("in capitals"),
		field.String("name").Default(""),
		field.String("search_text").Default("").Comment("folded code and name for the search box"),
		field.Int32("percent_e2").Default(0).Comment("hundredths of a per cent; 0 for an amount"),
		field.Int64("amount_e4").Default(0).Comment("ten-thousandths of the currency unit; 0 for a percentage"),
		field.String("amount_currency").Default(""),
		field.String("valid_from").Default("").Comment("a day as 2026-11-22; empty for no first day"),
		field.String("valid_to").Default("").Comment("a day, inclusive; empty for no last day"),
		field.Int32("max_uses").Optional().Nillable(),
		field.Int32("uses").Default(0),
		field.UUID("customer_id", uuid.UUID{}).Optional().Nillable(),
		field.Time("ended_at").Optional().Nillable(),
	}
}

// Edges of Coupon.
func (Coupon) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("coupons").Field("customer_id").Unique(),
		edge.To("redemptions", Redemption.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Coupon.
func (Coupon) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("code_key").Unique(),
		index.Fields("customer_id"),
	}
}

// Redemption is one use of a coupon (DISC-6).
type Redemption struct{ ent.Schema }

// Mixin of Redemption.
func (Redemption) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Redemption.
func (Redemption) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("coupon_id", uuid.UUID{}).Immutable(),
		field.String("caller").Immutable().Comment("who redeemed: request ids of different callers never meet"),
		field.String("request_id").Immutable(),
		field.Bytes("digest").MaxLen(32).Immutable().Comment("SHA-256 of the request"),
		field.UUID("customer_id", uuid.UUID{}).Optional().Nillable().Immutable().Comment("no foreign key: it outlives the customer"),
		field.UUID("shop_id", uuid.UUID{}).Immutable(),
		field.String("order_reference").Default("").Immutable(),
		field.Int64("reduction_e4").Immutable(),
		field.String("currency").Immutable(),
		field.Time("redeemed_at").Immutable(),
		field.Time("released_at").Optional().Nillable(),
	}
}

// Edges of Redemption.
func (Redemption) Edges() []ent.Edge {
	return []ent.Edge{edge.From("coupon", Coupon.Type).Ref("redemptions").Field("coupon_id").Unique().Required().Immutable()}
}

// Indexes of Redemption.
func (Redemption) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("caller", "request_id").Unique(),
		index.Fields("coupon_id", "id"),
	}
}
