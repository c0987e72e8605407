package customer

import (
	entsql "entgo.io/ent/dialect/sql"

	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/employee"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/internal/platform/database"
)

// matches finds each word anywhere in the folded text. What looks like a phone number is found by
// its digits alone too, and what the search names by an exact value in any case.
func (s *store) matches(query search) []predicate.Customer {
	if query.isEmpty() {
		return nil
	}
	ways := []predicate.Customer{s.isNamed(query.exact)}
	if len(query.words) > 0 {
		words := make([]predicate.Customer, len(query.words))
		for i, word := range query.words {
			words[i] = s.contains(word)
		}
		ways = append(ways, entcustomer.And(words...))
	}
	if query.digits != "" {
		ways = append(ways, s.contains(query.digits))
	}
	return []predicate.Customer{entcustomer.Or(ways...)}
}

// searched is where the search box looks.
var searched = database.TextIndex{Column: entcustomer.FieldSearchText, Key: entcustomer.FieldSerial, Table: "customers_fts"}

func (s *store) contains(fragment string) predicate.Customer {
	return func(sel *entsql.Selector) { sel.Where(s.db.Contains(sel, searched, fragment)) }
}

// isNamed asks for the customers that an exact value names. Each value is looked up in the index of
// its column; one query with OR over several tables would read all customers.
func (s *store) isNamed(e exact) predicate.Customer {
	lookUp := func(table, id, column string, values ...any) *entsql.Selector {
		from := entsql.Table(table)
		return entsql.Dialect(s.db.Dialect()).Select(from.C(id)).From(from).Where(entsql.In(from.C(column), values...))
	}
	named := lookUp(entcustomer.Table, entcustomer.FieldID, entcustomer.FieldNumber, e.text).
		Union(lookUp(identity.Table, identity.FieldCustomerID, identity.FieldExternalID, e.text))
	if e.email != "" {
		named.UnionAll(lookUp(entcustomer.Table, entcustomer.FieldID, entcustomer.FieldEmailKey, e.email)).
			Union(lookUp(employee.Table, employee.FieldCustomerID, employee.FieldEmailKey, e.email))
	}
	if e.phone != "" {
		named.UnionAll(lookUp(entcustomer.Table, entcustomer.FieldID, entcustomer.FieldPhoneKey, e.phone))
	}
	if len(e.taxIDs) > 0 {
		named.UnionAll(lookUp(entcustomer.Table, entcustomer.FieldID, entcustomer.FieldTaxKey, anys(e.taxIDs)...))
	}
	return func(sel *entsql.Selector) {
		id := sel.C(entcustomer.FieldID)
		sel.Where(entsql.P(func(b *entsql.Builder) {
			if s.db.IsPostgres() {
				// An array is made once, before the search begins, and can be combined with the trigram index.
				b.WriteString(id + " = ANY(ARRAY").Wrap(func(b *entsql.Builder) { b.Join(named) }).WriteByte(')')
				return
			}
			b.WriteString(id + " IN ").Wrap(func(b *entsql.Builder) { b.Join(named) })
		}))
	}
}

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, value := range values {
		all[i] = value
	}
	return all
}
