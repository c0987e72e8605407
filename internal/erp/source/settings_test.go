package source_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/kartoteka/kartoteka/internal/erp/source"
	"github.com/kartoteka/kartoteka/internal/kit/fault"
	"github.com/kartoteka/kartoteka/internal/kit/fault/faulttest"
	"github.com/kartoteka/kartoteka/internal/kit/ownership"
	"github.com/kartoteka/kartoteka/internal/platform/audit"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/platform/database/databasetest"
)

func owners(field string, by ownership.Owner, in ...ownership.Region) source.FieldOwners {
	set := source.FieldOwners{Field: field, Owners: map[ownership.Region]ownership.Owner{}}
	for _, region := range in {
		set.Owners[region] = by
	}
	return set
}

func TestSettings(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima := b.create("OPTIMA")
		change := func(change source.Change) (source.System, error) {
			return b.service.Update(b.asManager(), optima.ID, "", change)
		}
		byTaxID, hold := source.MatchByTaxID, source.HoldGroups
		saved, err := change(source.Change{MatchBy: &byTaxID, UnknownGroups: &hold, Ownership: &[]source.FieldOwners{
			owners("email", ownership.ERP, ownership.Domestic, ownership.ExtraEU),
			owners("taxId", ownership.ERP, ownership.Regions()...), // as usual: no change
			owners("shopIds", ownership.Shop, ownership.Domestic),  // fixed, and named as it is
		}})
		require.NoError(t, err)
		assert.Equal(t, "OPTIMA", saved.Name, "what is not named stays")
		got, err := b.service.Get(t.Context(), optima.ID)
		require.NoError(t, err)
		assert.Equal(t, saved, got)
		assert.Equal(t, source.Settings{
			MatchBy: source.MatchByTaxID, UnknownGroups: source.HoldGroups,
			Ownership: ownership.Table{"email": {ownership.Domestic: ownership.ERP, ownership.ExtraEU: ownership.ERP}},
		}, got.Settings)
		entries := b.history(optima.ID)
		require.Len(t, entries, 2)
		assert.Equal(t, []audit.Change{
			{Field: "matchBy", Old: audit.Code("none"), New: audit.Code("tax_id")},
			{Field: "unknownGroups", Old: audit.Code("create"), New: audit.Code("hold")},
			{Field: "ownership.email.domestic", Old: audit.Code("shared"), New: audit.Code("erp")},
			{Field: "ownership.email.extra_eu", Old: audit.Code("shared"), New: audit.Code("erp")},
		}, entries[1].Changes)

		_, err = change(source.Change{Ownership: &[]source.FieldOwners{owners("email", ownership.Shared, ownership.Domestic)}})
		require.NoError(t, err)
		got, err = b.service.Get(t.Context(), optima.ID)
		require.NoError(t, err)
		assert.Equal(t, ownership.Table{"email": {ownership.ExtraEU: ownership.ERP}}, got.Ownership, "other regions stay")
	})
}

func TestSettingsRefuse(t *testing.T) {
	t.Parallel()
	var noMatch source.MatchBy
	var noGroups source.UnknownGroups
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		b := setup(t, db)
		optima := b.create("OPTIMA")
		for name, c := range map[string]struct {
			change source.Change
			reason string
			paths  []string
		}{
			"a field that is none": {
				source.Change{Ownership: &[]source.FieldOwners{owners("email", ownership.ERP, ownership.Domestic), owners("password", ownership.ERP)}},
				"FIELD_UNKNOWN",
				[]string{"sourceSystem.ownership[1].field"},
			},
			"a field twice": {
				source.Change{Ownership: &[]source.FieldOwners{owners("email", ownership.ERP, ownership.Domestic), owners("email", ownership.ERP, ownership.IntraEU)}},
				"FIELD_REPEATED",
				[]string{"sourceSystem.ownership[1].field"},
			},
			"an owner of a fixed field": {
				source.Change{Ownership: &[]source.FieldOwners{owners("shopIds", ownership.ERP, ownership.IntraEU)}},
				"FIELD_OWNER_FIXED",
				[]string{"sourceSystem.ownership[0].field"},
			},
			"an owner that is none": {
				source.Change{Ownership: &[]source.FieldOwners{owners("email", "", ownership.IntraEU)}},
				"VALUE_UNKNOWN",
				[]string{"sourceSystem.ownership[0]"},
			},
			"settings that are none": {
				source.Change{MatchBy: &noMatch, UnknownGroups: &noGroups},
				"INVALID_FIELDS",
				[]string{"sourceSystem.matchBy", "sourceSystem.unknownGroups"},
			},
		} {
			_, err := b.service.Update(b.asManager(), optima.ID, "", c.change)
			faulttest.Require(t, err, fault.Invalid, c.reason, c.paths...)
			got, err := b.service.Get(t.Context(), optima.ID)
			require.NoError(t, err)
			assert.Equal(t, optima, got, name)
		}
	})
}
