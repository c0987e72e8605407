package engine

import (
	"bytes"
	"cmp"
	"slices"
)

// compare says which of two discounts on one product comes first (negative: a does), by the first
// rule that tells them apart, and what the rule finds in the other one. No two discounts are equal.
func (j *judge) compare(a, b *candidate) (order int, reason Verdict) {
	if order := b.MinQuantity.Cmp(a.MinQuantity); order != 0 {
		return order, SmallerStep
	}
	if order := cmp.Compare(a.Priority, b.Priority); order != 0 {
		return order, LaterPriority
	}
	if order := j.alone(a).Cmp(j.alone(b)); order != 0 {
		return order, HigherPrice
	}
	if order := j.compareTargets(a.Target, b.Target); order != 0 {
		return order, LaterGroup
	}
	return bytes.Compare(a.ID[:], b.ID[:]), Younger
}

// compareTargets puts the customer itself before its groups, these in their order (GROUP-2), and
// everyone last.
func (j *judge) compareTargets(a, b Target) int {
	return cmp.Or(
		cmp.Compare(nearness[a.Kind], nearness[b.Kind]),
		cmp.Compare(j.Groups[a.ID], j.Groups[b.ID]),
		bytes.Compare(a.ID[:], b.ID[:]),
	)
}

var nearness = map[TargetKind]int{Customer: 0, Group: 1, Everyone: 2}

func (j *judge) order(a, b *candidate) int {
	order, _ := j.compare(a, b)
	return order
}

// applying returns the candidates that apply, in no order.
func (j *judge) applying() []*candidate {
	var applying []*candidate
	for i := range j.candidates {
		if j.candidates[i].failure == 0 {
			applying = append(applying, &j.candidates[i])
		}
	}
	return applying
}

// sorted returns candidates, first things first.
func (j *judge) sorted(candidates []*candidate) []*candidate {
	return slices.SortedFunc(slices.Values(candidates), j.order)
}

// compareFailed orders those that do not apply: by why, then by the same rules, but for the price,
// which not each of them makes.
func (j *judge) compareFailed(a, b *candidate) int {
	return cmp.Or(
		cmp.Compare(a.failure, b.failure),
		b.MinQuantity.Cmp(a.MinQuantity),
		cmp.Compare(a.Priority, b.Priority),
		j.compareTargets(a.Target, b.Target),
		bytes.Compare(a.ID[:], b.ID[:]),
	)
}
