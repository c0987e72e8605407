package engine

var czech = wording{
	comma: true, quotes: "„%“", percentTag: "\u00a0%",

	summary:      "Jednotková cena: {price} místo {base}, sleva: {discounts}.",
	summaryBase:  "Jednotková cena: {price}, tedy základní cena; žádná sleva neplatí.",
	summaryFloor: "Jednotková cena: {price} místo {base}, sleva do nejnižší ceny obchodu: {discounts}.",

	stepBase:        "Základní cena jednotky: {amount}.",
	stepFixed:       "Místo ní pevná cena, {discount}: {amount}.",
	stepPercent:     "Minus {percent}, {discounts_off}: {amount}.",
	stepFloor:       "Nejnižší cena obchodu je {floor} základní ceny: {amount}.",
	stepFloorERP:    "Nejnižší cena obchodu ponechává to, co dává samo ERP: {amount}.",
	stepLine:        "{price} × {quantity} = {amount}.",
	stepLineRounded: "{price} × {quantity} = {exact}, po zaokrouhlení: {amount}.",

	wonTogether:    "Tvoří cenu spolu s dalšími.",
	switchedOffERP: "Obchod nepočítá slevy z ERP.",
	verdicts: map[Verdict]string{
		Won:              "Tvoří cenu.",
		NotYetValid:      "První den teprve přijde: {from}.",
		Expired:          "Poslední den už uplynul: {to}.",
		Ended:            "Byla ukončena: {ended}.",
		QuantityTooSmall: "Množství je příliš malé: {quantity} z {own_step}.",
		SmallerStep:      "Větší množstevní stupeň má přednost: {step} před {own_step}, {discount}.",
		LaterPriority:    "Jiná priorita má přednost: {priority} před {own_priority}, {discount}.",
		HigherPrice:      "Nižší cena má přednost: {other_price} před {own_price}, {discount}.",
		LaterGroup:       "První je zákazník, pak jeho skupiny podle pořadí, pak všichni: {discount}.",
		Younger:          "Starší má přednost, je-li ostatní stejné: {discount}.",
		OtherCurrency:    "Měna není měnou obchodu: {own_currency}, {currency}.",
		NotLower:         "Cena není nižší než základní cena: {fixed}, {base}.",
		SwitchedOff:      "Obchod nepočítá vlastní slevy.",
		NotInGroup:       "Zákazník není v této skupině.",
		OtherProducts:    "Platí pro jiné produkty.",
	},
}
