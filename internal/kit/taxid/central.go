package taxid

import "time"

func checkAT(value string) bool {
	digits := value[1:]
	return (luhnSum(digits[:7], 1)+4+digit(digits, 7))%10 == 0
}

func checkCH(value string) bool {
	digits := value[1:]
	return (11-weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4)%11)%11 == digit(digits, 8)
}

// checkCZ distinguishes companies (8 digits), persons without a birth number (9 digits, the first a 6) and birth
// numbers.
func checkCZ(value string) bool {
	switch {
	case len(value) == 8:
		return value[0] != '9' && (11-weighted(value, 8, 7, 6, 5, 4, 3, 2)%11)%10 == digit(value, 7)
	case len(value) == 9 && value[0] == '6':
		return (weighted(value[1:], 8, 7, 6, 5, 4, 3, 2)%11+8)%10 == digit(value, 8)
	default:
		return isBirthNumber(value)
	}
}

// isBirthNumber reports whether value is a Czech birth number: a date of birth (plus 50 in the month for women,
// plus 20 when a day is full), a serial number and, since 1954, a check digit.
func isBirthNumber(value string) bool {
	year, month, day := 1900+number(value[:2]), number(value[2:4]), number(value[4:6])
	switch hasCheck := len(value) == 10; {
	case hasCheck && year < 1954:
		year += 100
	case !hasCheck && year > 1953:
		year -= 100
	}
	month %= 50
	if month > 20 && year >= 2004 {
		month -= 20
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if int(date.Month()) != month || date.Day() != day {
		return false
	}
	return len(value) == 9 || number(value[:9])%11%10 == digit(value, 9)
}

func checkHU(value string) bool {
	return weighted(value, 9, 7, 3, 1, 9, 7, 3, 1)%10 == 0
}

func checkPL(value string) bool {
	return weighted(value, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == digit(value, 9)
}

func checkSI(value string) bool {
	check := 11 - weighted(value, 8, 7, 6, 5, 4, 3, 2)%11
	return check < 11 && check%10 == digit(value, 7)
}

func checkSK(value string) bool {
	return number(value)%11 == 0
}
