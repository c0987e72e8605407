package engine

var polish = wording{
	comma: true, quotes: "„%”", percentTag: "%",

	summary:      "Cena jednostkowa: {price} zamiast {base}, rabat: {discounts}.",
	summaryBase:  "Cena jednostkowa: {price}, czyli cena bazowa; żaden rabat nie działa.",
	summaryFloor: "Cena jednostkowa: {price} zamiast {base}, rabat do ceny minimalnej sklepu: {discounts}.",

	stepBase:        "Cena bazowa jednostki: {amount}.",
	stepFixed:       "Zamiast niej cena stała, {discount}: {amount}.",
	stepPercent:     "Minus {percent}, {discounts_off}: {amount}.",
	stepFloor:       "Cena minimalna sklepu to {floor} ceny bazowej: {amount}.",
	stepFloorERP:    "Cena minimalna sklepu zostawia to, co daje sam ERP: {amount}.",
	stepLine:        "{price} × {quantity} = {amount}.",
	stepLineRounded: "{price} × {quantity} = {exact}, po zaokrągleniu: {amount}.",

	wonTogether:    "Tworzy cenę razem z innymi.",
	switchedOffERP: "Sklep nie uwzględnia rabatów z ERP.",
	verdicts: map[Verdict]string{
		Won:              "Tworzy cenę.",
		NotYetValid:      "Pierwszy dzień dopiero nadejdzie: {from}.",
		Expired:          "Ostatni dzień już minął: {to}.",
		Ended:            "Został zakończony: {ended}.",
		QuantityTooSmall: "Ilość jest za mała: {quantity} z {own_step}.",
		SmallerStep:      "Większy próg ilości ma pierwszeństwo: {step} przed {own_step}, {discount}.",
		LaterPriority:    "Inny priorytet ma pierwszeństwo: {priority} przed {own_priority}, {discount}.",
		HigherPrice:      "Niższa cena ma pierwszeństwo: {other_price} przed {own_price}, {discount}.",
		LaterGroup:       "Pierwszy jest klient, potem jego grupy po kolei, potem wszyscy: {discount}.",
		Younger:          "Starszy ma pierwszeństwo, gdy reszta jest równa: {discount}.",
		OtherCurrency:    "Waluta nie jest walutą sklepu: {own_currency}, {currency}.",
		NotLower:         "Cena nie jest niższa od ceny bazowej: {fixed}, {base}.",
		SwitchedOff:      "Sklep nie uwzględnia własnych rabatów.",
		NotInGroup:       "Klient nie należy do tej grupy.",
		OtherProducts:    "Dotyczy innych produktów.",
	},
}
