package discount

import (
	"cmp"

	"github.com/google/uuid"

	"github.com/kartoteka/kartoteka/internal/kit/money"
	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// soonDays is how many days before its last one a discount is about to end.
const soonDays = 14

// linter says what is odd about discounts. Only the engine knows how discounts compete: the linter puts cases to it that
// stand for all others, and reads its verdicts.
type linter struct {
	today    engine.Day
	shops    []shopRules
	products map[string]knownProduct // that discounts are on, by SKU
	standing map[place][]*Discount   // the discounts that stand in a place
}

// shopRules are what a shop counts of discounts.
type shopRules struct {
	id    uuid.UUID
	rules engine.Rules
}

// place is where the discounts for a target on a scope stand.
type place struct {
	target uuid.UUID
	scope  engine.Scope
}

// rule finds one kind of oddity.
type rule struct {
	kind FindingKind
	// isOdd judges a discount beside a rival, or alone where the rule looks at no rivals, and may name the shop where it is odd.
	isOdd func(l *linter, d, rival *Discount) (shopID uuid.UUID, isOdd bool)
	// rivals are the places whose discounts a discount is compared with.
	rivals func(l *linter, d *Discount) []place
	// withNarrower has it compared with discounts on fewer products or for fewer customers, too.
	withNarrower bool
	// extremes are discounts of which one is odd if any discount is.
	extremes []*Discount
}

// rules are in the order in which findings are listed.
var rules = []rule{
	{kind: AboutToEnd, isOdd: anywhere((*linter).isAboutToEnd)},
	{kind: NeverWins, isOdd: anywhere((*linter).neverWins), rivals: (*linter).above},
	{kind: Overlaps, isOdd: anywhere((*linter).overlaps), rivals: (*linter).beside},
	{kind: HasExpired, isOdd: anywhere((*linter).hasExpired)},
	{kind: BelowFloor, isOdd: (*linter).isBelowFloor, extremes: everythingFree(engine.ByShop)},
	{kind: DearerStep, isOdd: anywhere((*linter).isDearer), rivals: (*linter).above, withNarrower: true},
	{kind: NotLower, isOdd: anywhere((*linter).isNotLower)},
	{kind: GrantedTwice, isOdd: anywhere((*linter).isGrantedTwice), rivals: (*linter).beside},
	{kind: SwitchedOff, isOdd: anywhere((*linter).isSwitchedOff), extremes: everythingFree(engine.ByShop, engine.ByERP)},
}

func anywhere(isOdd func(l *linter, d, rival *Discount) bool) func(*linter, *Discount, *Discount) (uuid.UUID, bool) {
	return func(l *linter, d, rival *Discount) (uuid.UUID, bool) { return uuid.Nil, isOdd(l, d, rival) }
}

// everythingFree are discounts of the origins that take all off everything for everyone.
func everythingFree(origins ...engine.Origin) []*Discount {
	var free []*Discount
	for _, origin := range origins {
		all := engine.Discount{Target: engine.Target{Kind: engine.Everyone}, Percent: money.PercentFromE2(100_00), Origin: origin}
		free = append(free, &Discount{Discount: all})
	}
	return free
}

// ruleOf returns the rule of a kind; nil when there is none.
func ruleOf(kind FindingKind) *rule {
	for i := range rules {
		if rules[i].kind == kind {
			return &rules[i]
		}
	}
	return nil
}

// isMoot reports whether no discount can be odd by the rule.
func (l *linter) isMoot(r *rule) bool {
	for _, extreme := range r.extremes {
		if l.judge(r, extreme, nil) != nil {
			return false
		}
	}
	return r.extremes != nil
}

// judge finds the first rival beside which the rule finds a discount odd.
func (l *linter) judge(r *rule, d *Discount, rivals []*Discount) *Finding {
	if r.rivals == nil {
		rivals = []*Discount{nil}
	}
	for _, rival := range rivals {
		if rival != nil && rival.ID == d.ID {
			continue
		}
		if shopID, isOdd := r.isOdd(l, d, rival); isOdd {
			return &Finding{Kind: r.kind, Discount: d, Other: rival, ShopID: shopID}
		}
	}
	return nil
}

// rivals are the discounts in the places that a rule compares one with.
func (l *linter) rivals(r *rule, d *Discount) []*Discount {
	var rivals []*Discount
	for _, p := range r.places(l, d) {
		rivals = append(rivals, l.standing[p]...)
	}
	return rivals
}

// places are where the rivals of a discount stand.
func (r *rule) places(l *linter, d *Discount) []place {
	if r.rivals == nil {
		return nil
	}
	return r.rivals(l, d)
}

// beside is where the discounts stand for the same customers on the same products.
func (l *linter) beside(d *Discount) []place { return []place{{d.Target.ID, d.Scope}} }

// above is where the discounts stand that are for all customers and on all products of a discount.
func (l *linter) above(d *Discount) []place {
	var places []place
	for _, scope := range l.scopesAbove(d.Scope) {
		if places = append(places, place{d.Target.ID, scope}); d.Target.Kind != engine.Everyone {
			places = append(places, place{uuid.Nil, scope})
		}
	}
	return places
}

func (l *linter) hasExpired(d, _ *Discount) bool {
	return l.trial(d, nil).at(l.today).verdict() == engine.Expired
}

func (l *linter) isAboutToEnd(d, _ *Discount) bool {
	return !l.hasExpired(d, nil) && l.trial(d, nil).at(l.today.After(soonDays+1)).verdict() == engine.Expired
}

// neverWins reports whether the rival always comes first: on the first and the last day of the discount, and so on all
// between, at the lowest and the highest base price, and so at all between, in every shop that counts the discount.
func (l *linter) neverWins(d, rival *Discount) bool {
	if !d.MinQuantity.Equal(rival.MinQuantity) {
		return false // at some quantity it wins: that goes without asking
	}
	loses := false
	for _, shop := range l.shops {
		for _, day := range []engine.Day{max(l.today, d.ValidFrom), cmp.Or(d.ValidTo, lastDay)} {
			for _, t := range l.trial(d, rival).in(shop.rules).at(day).extremes() {
				switch t.verdict() {
				case engine.SwitchedOff, engine.OtherCurrency:
				case engine.LaterPriority, engine.HigherPrice:
					loses = true
				default:
					return false
				}
			}
		}
	}
	return loses
}

// overlaps reports whether only what they come to, or even less, says which of the two comes first.
func (l *linter) overlaps(d, rival *Discount) bool {
	switch l.trial(d, rival).loser().Verdict {
	case engine.HigherPrice, engine.LaterGroup, engine.Younger:
		return true
	default:
		return false
	}
}

func (l *linter) isGrantedTwice(d, rival *Discount) bool {
	return d.Origin != rival.Origin && l.trial(d, rival).loser().LostTo != nil
}

func (l *linter) isBelowFloor(d, _ *Discount) (shopID uuid.UUID, isOdd bool) {
	for _, shop := range l.shops {
		if l.trial(d, nil).in(shop.rules).always(trial.isLifted) {
			return shop.id, true
		}
	}
	return uuid.Nil, false
}

// isDearer reports whether a unit costs more from the step of the discount on than from the smaller step of the rival.
func (l *linter) isDearer(d, rival *Discount) bool {
	if !rival.MinQuantity.LessThan(d.MinQuantity) {
		return false
	}
	for _, shop := range l.shops {
		isDearer := func(t trial) bool { return t.of(d.MinQuantity).unit().GreaterThan(t.of(rival.MinQuantity).unit()) }
		if l.trial(d, rival).in(shop.rules).always(isDearer) {
			return true
		}
	}
	return false
}

func (l *linter) isNotLower(d, _ *Discount) bool {
	return l.trial(d, nil).always(func(t trial) bool { return t.verdict() == engine.NotLower })
}

// isSwitchedOff reports whether no shop, whatever its currency, counts the discount.
func (l *linter) isSwitchedOff(d, _ *Discount) bool {
	for _, shop := range l.shops {
		shop.rules.Currency = cmp.Or(d.FixedPrice.Currency, shop.rules.Currency)
		if l.trial(d, nil).in(shop.rules).verdict() != engine.SwitchedOff {
			return false
		}
	}
	return true
}
