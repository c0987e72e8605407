package quote

import (
	"context"
	"fmt"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"
	"github.com/lib/pq"

	"github.com/kartoteka/kartoteka/gen/ent"
	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/gen/ent/predicate"
	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/platform/database"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// ofTargets finds the discounts of targets that may count on the day or later.
func (s *store) ofTargets(ctx context.Context, since engine.Day, targets []uuid.UUID) ([]*engine.Discount, error) {
	return s.discounts(ctx, entdiscount.TargetIDIn(targets...), mayCount(since))
}

// inScopes finds the discounts of targets with one of the scopes that may count on the day or later.
func (s *store) inScopes(ctx context.Context, since engine.Day, targets []uuid.UUID, wanted scopes) ([]*engine.Discount, error) {
	return s.discounts(database.Prepared(ctx), s.pairs(entdiscount.Table, targets, wanted), mayCount(since))
}

// mayCount leaves out what was ended, and what was over before the day.
func mayCount(since engine.Day) predicate.Discount {
	return entdiscount.And(entdiscount.EndedAtIsNil(), entdiscount.Or(entdiscount.ValidTo(""), entdiscount.ValidToGTE(string(since))))
}

// earliest is the day that it is at least, wherever a shop is: no time zone is a day behind that of the clock.
func earliest(now time.Time) engine.Day { return engine.DayOf(now.AddDate(0, 0, -1), time.UTC) }

// pairs asks a table of discounts for those of targets with one of the scopes. PostgreSQL is asked pair
// by pair: given two lists it takes the index by the target alone, and reads every discount of a target.
func (s *store) pairs(table string, targets []uuid.UUID, wanted scopes) func(*entsql.Selector) {
	return func(sel *entsql.Selector) {
		if !s.db.IsPostgres() {
			sel.Where(entsql.And(s.db.AnyOf(entdiscount.FieldTargetID, targets), s.db.AnyOf(entdiscount.FieldScope, wanted.texts())))
			return
		}
		sel.Where(entsql.P(func(b *entsql.Builder) {
			b.WriteString(sel.C(entdiscount.FieldID) + " IN (SELECT found.id FROM unnest(").Arg(pq.Array(targets)).
				WriteString("::uuid[]) AS target (id) CROSS JOIN unnest(").Arg(pq.Array(wanted.texts())).
				WriteString("::text[]) AS scope (key) CROSS JOIN LATERAL (SELECT id FROM " + table +
					" WHERE target_id = target.id AND scope = scope.key OFFSET 0) found)")
		}))
	}
}

func (s *store) discounts(ctx context.Context, where ...predicate.Discount) ([]*engine.Discount, error) {
	rows, err := s.db.Client(ctx).Discount.Query().Where(where...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find discounts: %w", err)
	}
	found := make([]*engine.Discount, len(rows))
	for i, row := range rows {
		found[i] = discountOf(row)
	}
	return found, nil
}

func discountOf(row *ent.Discount) *engine.Discount {
	found := &engine.Discount{
		ID: row.ID, Name: row.Name, Target: engine.Target{Kind: engine.TargetKind(row.TargetKind), ID: row.TargetID},
		Scope: engine.Scope(row.Scope), Percent: money.PercentFromE2(row.PercentE2),
		MinQuantity: money.QuantityFromE4(row.MinQuantityE4), Priority: row.Priority,
		ValidFrom: engine.Day(row.ValidFrom), ValidTo: engine.Day(row.ValidTo), Origin: engine.Origin(row.Origin),
		EndedAt: database.FromNull(row.EndedAt),
	}
	if row.FixedPriceCurrency != "" {
		found.FixedPrice = money.FromE4(row.FixedPriceE4, row.FixedPriceCurrency)
	}
	return found
}

func (s scopes) texts() []string {
	keys := make([]string, 0, len(s))
	for scope := range s {
		keys = append(keys, string(scope))
	}
	return keys
}
