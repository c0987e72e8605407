package source

import (
	apiv1 "github.com/kartoteka/kartoteka/gen/kartoteka/v1"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/registry/customer"
)

// Unknown values of an enum become the empty text, which is no valid setting.
var (
	fromAPIMatchBy = map[apiv1.MatchBy]MatchBy{
		apiv1.MatchBy_MATCH_BY_UNSPECIFIED: MatchByNone,
		apiv1.MatchBy_MATCH_BY_NONE:        MatchByNone,
		apiv1.MatchBy_MATCH_BY_TAX_ID:      MatchByTaxID,
		apiv1.MatchBy_MATCH_BY_EMAIL:       MatchByEmail,
	}
	toAPIMatchBy = map[MatchBy]apiv1.MatchBy{
		MatchByNone:  apiv1.MatchBy_MATCH_BY_NONE,
		MatchByTaxID: apiv1.MatchBy_MATCH_BY_TAX_ID,
		MatchByEmail: apiv1.MatchBy_MATCH_BY_EMAIL,
	}
	fromAPIUnknownGroups = map[apiv1.UnknownGroups]UnknownGroups{
		apiv1.UnknownGroups_UNKNOWN_GROUPS_UNSPECIFIED: CreateGroups,
		apiv1.UnknownGroups_UNKNOWN_GROUPS_CREATE:      CreateGroups,
		apiv1.UnknownGroups_UNKNOWN_GROUPS_HOLD:        HoldGroups,
	}
	toAPIUnknownGroups = map[UnknownGroups]apiv1.UnknownGroups{
		CreateGroups: apiv1.UnknownGroups_UNKNOWN_GROUPS_CREATE,
		HoldGroups:   apiv1.UnknownGroups_UNKNOWN_GROUPS_HOLD,
	}
	fromAPIOwner = map[apiv1.FieldOwner]ownership.Owner{
		apiv1.FieldOwner_FIELD_OWNER_ERP:    ownership.ERP,
		apiv1.FieldOwner_FIELD_OWNER_SHOP:   ownership.Shop,
		apiv1.FieldOwner_FIELD_OWNER_SHARED: ownership.Shared,
	}
	toAPIOwner = map[ownership.Owner]apiv1.FieldOwner{
		ownership.ERP:    apiv1.FieldOwner_FIELD_OWNER_ERP,
		ownership.Shop:   apiv1.FieldOwner_FIELD_OWNER_SHOP,
		ownership.Shared: apiv1.FieldOwner_FIELD_OWNER_SHARED,
	}
)

// fromAPIOwnership leaves out regions whose owner is not set.
func fromAPIOwnership(api []*apiv1.FieldOwnership) []FieldOwners {
	all := make([]FieldOwners, len(api))
	for i, field := range api {
		all[i] = FieldOwners{Field: field.GetField(), Owners: map[ownership.Region]ownership.Owner{}}
		for region, owner := range map[ownership.Region]apiv1.FieldOwner{
			ownership.Domestic: field.GetDomestic(), ownership.IntraEU: field.GetIntraEu(), ownership.ExtraEU: field.GetExtraEu(),
		} {
			if owner != apiv1.FieldOwner_FIELD_OWNER_UNSPECIFIED {
				all[i].Owners[region] = fromAPIOwner[owner]
			}
		}
	}
	return all
}

// ToAPIOwnership returns the owners of all fields, in the order of the form.
func ToAPIOwnership(table ownership.Table) []*apiv1.FieldOwnership {
	var all []*apiv1.FieldOwnership
	for _, field := range customer.OwnedFields() {
		all = append(all, &apiv1.FieldOwnership{
			Field:    field.Name,
			Domestic: toAPIOwner[table.Owner(field, ownership.Domestic)],
			IntraEu:  toAPIOwner[table.Owner(field, ownership.IntraEU)],
			ExtraEu:  toAPIOwner[table.Owner(field, ownership.ExtraEU)],
		})
	}
	return all
}
