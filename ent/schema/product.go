package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Product is what discounts and prices need to know of a product; shops or ERPs push it.
type Product struct{ ent.Schema }

// Mixin of Product.
func (Product) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}, Versioned{}} }

// Fields of Product.
func (Product) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("serial").Immutable().Comment("row key of the full-text index"),
		field.String("sku").Immutable(),
		field.String("name").MaxLen(1000),
		field.Bytes("name_key").MaxLen(255).Comment("folded name"),
		field.String("category").Default("").Comment("the path as a scope key of discounts, without its prefix"),
		field.String("brand").Default(""),
		field.Int64("base_price_e4").Comment("net, in ten-thousandths of the currency unit"),
		field.String("base_price_currency"),
		field.Int32("tax_rate_e2").Optional().Nillable().Comment("hundredths of a per cent"),
		field.Bool("active").Default(true),
		field.String("search_text").Default("").MaxLen(8000).Comment("folded SKU, name and brand for the search box"),
	}
}

// Indexes of Product. That of search_text differs by database and stands in the migrations.
func (Product) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("serial"),
		index.Fields("sku").Unique(),
		index.Fields("name_key", "sku"),
		index.Fields("category", "sku"),
		index.Fields("brand", "sku"),
	}
}

// Category is a category that a product is or was in, or one above it.
type Category struct{ ent.Schema }

// Mixin of Category.
func (Category) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Category.
func (Category) Fields() []ent.Field {
	return []ent.Field{
		field.String("path").Immutable().Comment("as products have it"),
		field.Bytes("path_key").MaxLen(1000).Immutable().Comment("folded path"),
		field.String("search_text").Immutable().Comment("folded name for the search box"),
	}
}

// Indexes of Category.
func (Category) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("path").Unique(),
		index.Fields("path_key", "id"),
	}
}

// Brand is a brand that a product has or had.
type Brand struct{ ent.Schema }

// Mixin of Brand.
func (Brand) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of Brand.
func (Brand) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Immutable(),
		field.Bytes("name_key").MaxLen(255).Immutable().Comment("folded name"),
		field.String("search_text").Immutable().Comment("folded name for the search box"),
	}
}

// Indexes of Brand.
func (Brand) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name").Unique(),
		index.Fields("name_key", "id"),
	}
}

// PastProduct is what a product was before a change of what prices depend on (DISC-3, as_of).
type PastProduct struct{ ent.Schema }

// Mixin of PastProduct.
func (PastProduct) Mixin() []ent.Mixin { return []ent.Mixin{Identified{}} }

// Fields of PastProduct.
func (PastProduct) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("product_id", uuid.UUID{}).Immutable(),
		field.String("sku").Immutable(),
		field.Time("since").Immutable(),
		field.Time("until").Immutable(),
		field.String("name").Immutable().MaxLen(1000),
		field.String("category").Immutable(),
		field.String("brand").Immutable(),
		field.Int64("base_price_e4").Immutable(),
		field.String("base_price_currency").Immutable(),
		field.Int32("tax_rate_e2").Optional().Nillable().Immutable(),
	}
}

// Indexes of PastProduct.
func (PastProduct) Indexes() []ent.Index {
	return []ent.Index{index.Fields("sku", "until")}
}
