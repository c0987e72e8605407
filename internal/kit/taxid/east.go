package taxid

import "strings"

// checkBG distinguishes companies (9 digits) from citizens, foreigners and others, whose ten digits follow one of
// three rules; the number does not say which.
func checkBG(value string) bool {
	if len(value) == 9 {
		check := weighted(value, 1, 2, 3, 4, 5, 6, 7, 8) % 11
		if check == 10 {
			check = weighted(value, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
		}
		return check == digit(value, 8)
	}
	last := digit(value, 9)
	return weighted(value, 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == last ||
		weighted(value, 21, 19, 17, 13, 11, 9, 7, 3, 1)%10 == last ||
		(11-weighted(value, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11)%11 == last
}

// checkRO distinguishes companies (up to 10 digits) from persons (13 digits).
func checkRO(value string) bool {
	if len(value) == 13 {
		check := weighted(value, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
		if check == 10 {
			check = 1
		}
		return check == digit(value, 12)
	}
	value = strings.Repeat("0", 10-len(value)) + value
	return 10*weighted(value, 7, 5, 3, 2, 1, 7, 5, 3, 2)%11%10 == digit(value, 9)
}

// checkUA checks companies (8 digits) and persons (10 digits). The 12 digits of the VAT register have no published
// check digit.
func checkUA(value string) bool {
	switch len(value) {
	case 8:
		return ukrainianCompanyCheck(value) == digit(value, 7)
	case 10:
		return weighted(value, 10, 5, 7, 9, 4, 6, 10, 5, 7)%11%10 == digit(value, 9)
	default:
		return true
	}
}

// ukrainianCompanyCheck uses other weights for numbers from 30 to 60 million, and raises them by two if the
// remainder is not a digit.
func ukrainianCompanyCheck(value string) int {
	weights := []int{1, 2, 3, 4, 5, 6, 7}
	if value[0] >= '3' && value[0] <= '5' {
		weights = []int{7, 1, 2, 3, 4, 5, 6}
	}
	check := weighted(value, weights...) % 11
	if check < 10 {
		return check
	}
	for i := range weights {
		weights[i] += 2
	}
	return weighted(value, weights...) % 11 % 10
}
