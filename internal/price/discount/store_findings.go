package discount

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	entdiscount "github.com/kartoteka/kartoteka/gen/ent/discount"
	"github.com/kartoteka/kartoteka/internal/kit/id"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// soonDays is how many days before its end a discount is told to be about to end.
const soonDays = 14

// finding is a finding as the database tells it.
type finding struct {
	kind       FindingKind
	discountID uuid.UUID
	otherID    uuid.UUID // Nil when there is none
	shopID     uuid.UUID // Nil when there is none
}

// span is the part of the discounts that is looked at.
type span struct {
	only  uuid.UUID // this one alone; all when Nil
	after uuid.UUID // from behind this one on
	limit int
}

// findings returns what a rule finds on the day, by discount.
func (s store) findings(ctx context.Context, r rule, today engine.Day, in span) ([]finding, error) {
	query, arguments := s.statement(r, today, in)
	var found []finding
	err := s.db.Each(ctx, query, arguments, func(row *sql.Rows) error {
		var discountID, otherID, shopID sql.NullString
		err := row.Scan(&discountID, &otherID, &shopID)
		found = append(found, finding{
			kind: r.kind, discountID: id.OrNil(discountID.String), otherID: id.OrNil(otherID.String), shopID: id.OrNil(shopID.String),
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find discounts that are %s: %w", r.kind, err)
	}
	return found, nil
}

// statement is the query of a rule. What it holds of its own are words of this program and days.
func (s store) statement(r rule, today engine.Day, in span) (query string, arguments []any) {
	b := &entsql.Builder{}
	b.SetDialect(s.db.Dialect())
	b.WriteString("SELECT f.id, f.other_id, f.shop_id FROM (SELECT d.id, " + otherOf(r) + " AS other_id, " + shopOf(r) + " AS shop_id")
	b.WriteString(" FROM discounts d WHERE d.ended_at IS NULL AND (" + r.where + ")")
	if in.only != uuid.Nil {
		b.WriteString(" AND d.id = ").Arg(in.only)
	}
	if in.after != uuid.Nil {
		b.WriteString(" AND d.id > ").Arg(in.after)
	}
	b.WriteString(") f WHERE 1 = 1")
	if len(r.other) > 0 {
		b.WriteString(" AND f.other_id IS NOT NULL")
	}
	if r.shop != "" {
		b.WriteString(" AND f.shop_id IS NOT NULL")
	}
	b.WriteString(" ORDER BY f.id LIMIT ").Arg(in.limit)
	query, arguments = b.Query()
	return s.explained(query, today), arguments
}

func otherOf(r rule) string {
	if len(r.other) == 0 {
		return "NULL"
	}
	ways := make([]string, 0, len(r.other)+1)
	for _, way := range r.other {
		ways = append(ways, "(SELECT o.id FROM discounts o WHERE o.id <> d.id AND o.ended_at IS NULL AND "+way+" ORDER BY o.id LIMIT 1)")
	}
	return "COALESCE(" + strings.Join(append(ways, "NULL"), ", ") + ")"
}

func shopOf(r rule) string {
	if r.shop == "" {
		return "NULL"
	}
	return "(SELECT s.id FROM shops s WHERE " + r.shop + " ORDER BY s.created_at, s.id LIMIT 1)"
}

// explained puts the terms in their places, those first that use others.
func (s store) explained(query string, today engine.Day) string {
	for _, term := range slices.Backward(terms) {
		query = strings.ReplaceAll(query, "{"+term[0]+"}", term[1])
	}
	separator := "char(31)"
	if s.db.IsPostgres() {
		separator = "chr(31)"
	}
	return strings.NewReplacer("{today}", quoted(today), "{soon}", quoted(soon(today)), "{separator}", separator).Replace(query)
}

func quoted(day engine.Day) string { return "'" + string(day) + "'" }

func soon(today engine.Day) engine.Day {
	at, _ := time.Parse(time.DateOnly, string(today)) // today is a day
	return engine.Day(at.AddDate(0, 0, soonDays).Format(time.DateOnly))
}

// tell fills in the discounts that findings are about.
func (s store) tell(ctx context.Context, found []finding) ([]Finding, error) {
	var ids []uuid.UUID
	for _, f := range found {
		if ids = append(ids, f.discountID); f.otherID != uuid.Nil {
			ids = append(ids, f.otherID)
		}
	}
	rows, err := s.db.Client(ctx).Discount.Query().Where(entdiscount.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read discounts of findings: %w", err)
	}
	discounts := fromRows(rows)
	if err := s.name(ctx, discounts); err != nil {
		return nil, err
	}
	byID := make(map[uuid.UUID]*Discount, len(discounts))
	for _, d := range discounts {
		byID[d.ID] = d
	}
	findings := make([]Finding, 0, len(found))
	for _, f := range found {
		if d := byID[f.discountID]; d != nil {
			findings = append(findings, Finding{Kind: f.kind, Discount: d, Other: byID[f.otherID], ShopID: f.shopID})
		}
	}
	return findings, nil
}
