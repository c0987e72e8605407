// Package schema describes the tables. It holds no behaviour: no hooks, no interceptors, no
// privacy rules. Enumerations are plain text here and Go types in the package of their noun.
// Text that is absent is the empty string, so that sort keys never compare with NULL.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/id"
)

// Identified gives a table its time-ordered UUID.
type Identified struct{ mixin.Schema }

// Fields of Identified.
func (Identified) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("id", uuid.UUID{}).Default(id.New).Immutable(),
	}
}

// Versioned gives a table its version, which the API shows as etag, and its times. The version
// grows by one with every change; a conditional update on it is the only lock.
type Versioned struct{ mixin.Schema }

// Fields of Versioned.
func (Versioned) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("version").Default(1).Positive(),
		field.Time("created_at").Immutable(),
		field.Time("updated_at"),
	}
}
