package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"entgo.io/ent/schema/mixin"
	"github.com/google/uuid"
)

// Granted gives a table what a discount is.
type Granted struct{ mixin.Schema }

// Fields of Granted.
func (Granted) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Default(""),
		field.UUID("target_id", uuid.UUID{}).Comment("the customer or the group; all zeros for everyone"),
		field.String("target_kind").Comment("customer, group or everyone"),
		field.String("scope").Comment("what it is on, as one key: empty for everything, else b, c or p and the brand, the category path or the SKU"),
		field.Int32("percent_e2").Default(0).Comment("hundredths of a per cent; 0 for a fixed price"),
		field.Int64("fixed_price_e4").Default(0).Comment("ten-thousandths of the currency unit; 0 for a percentage"),
		field.String("fixed_price_currency").Default(""),
		field.Int64("min_quantity_e4").Default(0).Comment("ten-thousandths"),
		field.Int32("priority"),
		field.String("valid_from").Default("").Comment("a day as 2026-11-22; empty for no first day"),
		field.String("valid_to").Default("").Comment("a day, inclusive; empty for no last day"),
		field.String("origin").Comment("shop or erp"),
		field.Time("ended_at").Optional().Nillable(),
	}
}

// Discount is a price reduction for one customer, one group or everyone (DISC-1).
type Discount struct{ ent.Schema }

// Mixin of Discount.
func (Discount) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}, Granted{}} }

// Fields of Discount.
func (Discount) Fields() []ent.Field {
	return []ent.Field{
		field.String("search_text").Default("").Comment("folded name for the search box"),
		field.UUID("customer_id", uuid.UUID{}).Optional().Nillable().Comment("the target, where it is a customer"),
		field.UUID("group_id", uuid.UUID{}).Optional().Nillable().Comment("the target, where it is a group and the discount was not ended: it keeps the group from being deleted"),
		field.UUID("source_system_id", uuid.UUID{}).Optional().Nillable().Immutable(),
		field.String("external_id").Optional().Nillable().Immutable().Comment("in the source system; a contractor's own discount is under the key of the contractor"),
		field.String("source_revision").Default(""),
	}
}

// Edges of Discount.
func (Discount) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("discounts").Field("customer_id").Unique(),
		edge.From("group", Group.Type).Ref("discounts").Field("group_id").Unique(),
		edge.From("source_system", SourceSystem.Type).Ref("discounts").Field("source_system_id").Unique().Immutable(),
		edge.To("past", PastDiscount.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
	}
}

// Indexes of Discount.
func (Discount) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("target_id", "scope", "origin", "min_quantity_e4"), // quotes by the first two, findings by all
		index.Fields("scope"),
		index.Fields("customer_id"),
		index.Fields("group_id"),
		index.Fields("source_system_id", "external_id").Unique(),
		index.Fields("valid_to"),
	}
}

// PastDiscount is what a discount was before a change (DISC-3, as_of).
type PastDiscount struct{ ent.Schema }

// Mixin of PastDiscount.
func (PastDiscount) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Granted{}} }

// Fields of PastDiscount.
func (PastDiscount) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("discount_id", uuid.UUID{}).Immutable(),
		field.Time("since").Immutable(),
		field.Time("until").Immutable(),
	}
}

// Edges of PastDiscount.
func (PastDiscount) Edges() []ent.Edge {
	return []ent.Edge{edge.From("discount", Discount.Type).Ref("past").Field("discount_id").Unique().Required().Immutable()}
}

// Indexes of PastDiscount.
func (PastDiscount) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("target_id", "scope", "until"),
		index.Fields("discount_id"),
	}
}

// PastMembership is a membership that has ended (DISC-3, as_of).
type PastMembership struct{ ent.Schema }

// Mixin of PastMembership.
func (PastMembership) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of PastMembership.
func (PastMembership) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("customer_id", uuid.UUID{}).Immutable(),
		field.UUID("group_id", uuid.UUID{}).Immutable(),
		field.Time("since").Immutable(),
		field.Time("until").Immutable(),
	}
}

// Edges of PastMembership.
func (PastMembership) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("customer", Customer.Type).Ref("past_memberships").Field("customer_id").Unique().Required().Immutable(),
	}
}

// Indexes of PastMembership.
func (PastMembership) Indexes() []ent.Index {
	return []ent.Index{index.Fields("customer_id", "until")}
}

// PastGroupOrder is the sort order that a group had before a change (GROUP-2, DISC-3, as_of).
type PastGroupOrder struct{ ent.Schema }

// Mixin of PastGroupOrder.
func (PastGroupOrder) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of PastGroupOrder.
func (PastGroupOrder) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("group_id", uuid.UUID{}).Immutable(),
		field.Int32("sort_order").Immutable(),
		field.Time("until").Immutable(),
	}
}

// Indexes of PastGroupOrder.
func (PastGroupOrder) Indexes() []ent.Index {
	return []ent.Index{index.Fields("group_id", "until")}
}

// PastPricing is what a shop counted of discounts before a change (DISC-3, as_of).
type PastPricing struct{ ent.Schema }

// Mixin of PastPricing.
func (PastPricing) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of PastPricing.
func (PastPricing) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("shop_id", uuid.UUID{}).Immutable(),
		field.Time("until").Immutable(),
		field.Bool("erp_discounts_off").Immutable(),
		field.String("shop_discounts").Immutable(),
		field.Int32("floor_e2").Immutable(),
		field.String("currency").Immutable(),
		field.String("time_zone").Immutable(),
	}
}

// Indexes of PastPricing.
func (PastPricing) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "until")}
}
