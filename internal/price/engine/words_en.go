package engine

var english = wording{
	quotes: "“%”", percentTag: "%",

	summary:      "Unit price: {price} instead of {base}, by {discounts}.",
	summaryBase:  "Unit price: {price}, the base price; no discount applies.",
	summaryFloor: "Unit price: {price} instead of {base}, by {discounts} down to the floor of the shop.",

	stepBase:        "Base price of a unit: {amount}.",
	stepFixed:       "A fixed price takes its place, {discount}: {amount}.",
	stepPercent:     "Less {percent}, {discounts_off}: {amount}.",
	stepFloor:       "The floor of the shop is {floor} of the base price: {amount}.",
	stepFloorERP:    "The floor of the shop leaves what the ERP grants alone: {amount}.",
	stepLine:        "{price} × {quantity} = {amount}.",
	stepLineRounded: "{price} × {quantity} = {exact}, rounded: {amount}.",

	wonTogether:    "It makes the price together with others.",
	switchedOffERP: "The shop does not count discounts of the ERP.",
	verdicts: map[Verdict]string{
		Won:              "It makes the price.",
		NotYetValid:      "Its first day is yet to come: {from}.",
		Expired:          "Its last day is over: {to}.",
		Ended:            "It was ended: {ended}.",
		QuantityTooSmall: "The quantity is too small: {quantity} of {own_step}.",
		SmallerStep:      "A larger quantity step comes first: {step} before {own_step}, {discount}.",
		LaterPriority:    "Another priority comes first: {priority} before {own_priority}, {discount}.",
		HigherPrice:      "The lower price comes first: {other_price} before {own_price}, {discount}.",
		LaterGroup:       "The customer comes first, then its groups in their order, then everyone: {discount}.",
		Younger:          "The older one comes first where all else is equal: {discount}.",
		OtherCurrency:    "Its currency is not that of the shop: {own_currency}, {currency}.",
		NotLower:         "Its price is not lower than the base price: {fixed}, {base}.",
		SwitchedOff:      "The shop does not count discounts of its own.",
		NotInGroup:       "The customer is not in its group.",
		OtherProducts:    "It is on other products.",
	},
}
