package engine

var greek = wording{
	comma: true, quotes: "«%»", percentTag: "%",

	summary:      "Τιμή μονάδας: {price} αντί {base}, έκπτωση: {discounts}.",
	summaryBase:  "Τιμή μονάδας: {price}, δηλαδή η βασική τιμή· δεν ισχύει καμία έκπτωση.",
	summaryFloor: "Τιμή μονάδας: {price} αντί {base}, έκπτωση έως την κατώτατη τιμή του καταστήματος: {discounts}.",

	stepBase:        "Βασική τιμή μονάδας: {amount}.",
	stepFixed:       "Στη θέση της σταθερή τιμή, {discount}: {amount}.",
	stepPercent:     "Μείον {percent}, {discounts_off}: {amount}.",
	stepFloor:       "Η κατώτατη τιμή του καταστήματος είναι το {floor} της βασικής τιμής: {amount}.",
	stepFloorERP:    "Η κατώτατη τιμή του καταστήματος αφήνει ό,τι δίνει μόνο του το ERP: {amount}.",
	stepLine:        "{price} × {quantity} = {amount}.",
	stepLineRounded: "{price} × {quantity} = {exact}, με στρογγυλοποίηση: {amount}.",

	wonTogether:    "Διαμορφώνει την τιμή μαζί με άλλες.",
	switchedOffERP: "Το κατάστημα δεν υπολογίζει τις εκπτώσεις του ERP.",
	verdicts: map[Verdict]string{
		Won:              "Διαμορφώνει την τιμή.",
		NotYetValid:      "Η πρώτη της ημέρα δεν έχει έρθει ακόμη: {from}.",
		Expired:          "Η τελευταία της ημέρα πέρασε: {to}.",
		Ended:            "Τερματίστηκε: {ended}.",
		QuantityTooSmall: "Η ποσότητα είναι πολύ μικρή: {quantity} από {own_step}.",
		SmallerStep:      "Το μεγαλύτερο όριο ποσότητας προηγείται: {step} πριν από {own_step}, {discount}.",
		LaterPriority:    "Άλλη προτεραιότητα προηγείται: {priority} πριν από {own_priority}, {discount}.",
		HigherPrice:      "Η χαμηλότερη τιμή προηγείται: {other_price} πριν από {own_price}, {discount}.",
		LaterGroup:       "Πρώτα ο πελάτης, μετά οι ομάδες του με τη σειρά τους, μετά όλοι: {discount}.",
		Younger:          "Η παλαιότερη προηγείται όταν όλα τα άλλα είναι ίσα: {discount}.",
		OtherCurrency:    "Το νόμισμα δεν είναι του καταστήματος: {own_currency}, {currency}.",
		NotLower:         "Η τιμή της δεν είναι χαμηλότερη από τη βασική: {fixed}, {base}.",
		SwitchedOff:      "Το κατάστημα δεν υπολογίζει τις δικές του εκπτώσεις.",
		NotInGroup:       "Ο πελάτης δεν ανήκει στην ομάδα της.",
		OtherProducts:    "Αφορά άλλα προϊόντα.",
	},
}
