package customer

import (
	"slices"
	"strconv"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/gen/ent/address"
	entcustomer "github.com/kartoteka/kartoteka/gen/ent/customer"
	"github.com/kartoteka/kartoteka/gen/ent/identity"
	"github.com/kartoteka/kartoteka/gen/ent/membership"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/gen/ent/sourcesystem"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/platform/filter"
)

// subject is a customer with what conditions ask of beside the record.
type subject struct {
	*Customer

	addresses []*Address
}

// filters are what customers are tested by (LIST-2): the fields whose rows say so, and what stands elsewhere.
// The API lists them at CustomerFilter.
var filters = append(ofRows(),
	ofText(oneOf(Active, Pending, Rejected, Blocked, BlockedByERP, Anonymized))(
		"status", column{Name: entcustomer.FieldStatus, Value: func(c *Customer) any { return string(c.Status()) }}),
	filter.Field[subject]{
		Name: "groupIds", Parse: anID,
		Values: func(s subject) []string { return id.Texts(s.GroupIDs()) },
		Has: func(ids []string) filter.Predicate {
			return entcustomer.HasMembershipsWith(membership.GroupIDIn(idsOf(ids)...))
		},
		IsSet: func() filter.Predicate { return entcustomer.HasMemberships() },
	},
	filter.Field[subject]{
		Name: "sourceSystems", Parse: aCode,
		Values: func(s subject) []string {
			return mapped(s.ExternalIDs, func(e ExternalID) string { return e.SourceSystem })
		},
		Has: func(codes []string) filter.Predicate {
			return entcustomer.HasIdentitiesWith(identity.HasSourceSystemWith(sourcesystem.CodeIn(codes...)))
		},
		IsSet: func() filter.Predicate { return entcustomer.HasIdentities() },
	},
	filter.Field[subject]{
		Name: "countries", Parse: aCountry,
		Values: func(s subject) []string {
			all := append(mapped(s.addresses, func(a *Address) string { return string(a.Country) }), string(s.TaxCountry))
			return slices.DeleteFunc(all, func(country string) bool { return country == "" })
		},
		Has: func(countries []string) filter.Predicate {
			return either(entcustomer.TaxCountryIn(countries...), entcustomer.HasAddressesWith(address.CountryIn(countries...)))
		},
		IsSet: func() filter.Predicate {
			return either(entcustomer.TaxCountryNEQ(""), entcustomer.HasAddressesWith(address.CountryNEQ("")))
		},
	},
	filter.Field[subject]{
		Name: "needsDefaultEmployee", Parse: oneOf("true", "false"),
		Values: func(s subject) []string { return []string{strconv.FormatBool(s.NeedsDefaultEmployee())} },
		Has: func(flags []string) filter.Predicate {
			return entsql.OrPredicates(mapped(flags, func(flag string) filter.Predicate { return needsDefaultEmployee(flag == "true") })...)
		},
		IsSet: func() filter.Predicate {
			return entsql.OrPredicates(needsDefaultEmployee(true), needsDefaultEmployee(false))
		},
	},
)

func ofRows() filter.Fields[subject] {
	var all filter.Fields[subject]
	for _, f := range fields {
		if f.filter != nil {
			all = append(all, f.filter(f.Name, f.columns[len(f.columns)-1]))
		}
	}
	return all
}

// ofText is the kind of fields that a column of texts keeps, where the empty text is none.
func ofText(parse func(typed string) (string, bool)) filterKind {
	return func(name string, kept column) filter.Field[subject] {
		return filter.Field[subject]{
			Name: name, Parse: parse,
			Values: func(s subject) []string {
				return slices.DeleteFunc([]string{kept.Value(s.Customer).(string)}, func(text string) bool { return text == "" })
			},
			Has:   func(texts []string) filter.Predicate { return entsql.FieldIn(kept.Name, texts...) },
			IsSet: func() filter.Predicate { return entsql.FieldNEQ(kept.Name, "") },
		}
	}
}

// ofID is the kind of fields that a column of ids keeps, where NULL is none.
func ofID(name string, kept column) filter.Field[subject] {
	isSet := entsql.FieldNotNull(kept.Name)
	return filter.Field[subject]{
		Name: name, Parse: anID,
		Values: func(s subject) []string {
			if value, ok := kept.Value(s.Customer).(uuid.UUID); ok {
				return []string{value.String()}
			}
			return nil
		},
		Has: func(ids []string) filter.Predicate {
			return entsql.AndPredicates(isSet, entsql.FieldIn(kept.Name, idsOf(ids)...))
		},
		IsSet: func() filter.Predicate { return isSet },
	}
}

// needsDefaultEmployee names the column alone, as the partial index does.
func needsDefaultEmployee(needs bool) filter.Predicate {
	return func(sel *entsql.Selector) {
		column := sel.C(entcustomer.FieldNeedsDefaultEmployee)
		if needs {
			sel.Where(entsql.ExprP(column))
		} else {
			sel.Where(entsql.ExprP("NOT " + column))
		}
	}
}

func either(a, b predicate.Customer) filter.Predicate { return entcustomer.Or(a, b) }

// passes is the filter but for its free text.
func passes(f Filter) []predicate.Customer {
	return mapped(filters.Where(f.Conditions), func(p filter.Predicate) predicate.Customer { return p })
}

func mapped[F, T any](from []F, read func(F) T) []T {
	all := make([]T, len(from))
	for i, one := range from {
		all[i] = read(one)
	}
	return all
}
