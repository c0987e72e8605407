package taxid

import "strings"

func checkBE(value string) bool {
	return 97-number(value[:8])%97 == number(value[8:])
}

const frenchDigits = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// checkFR checks the company number and the key before it. The company numbers
// of Monaco begin with 000 and have no check digit.
func checkFR(value string) bool {
	key, company := value[:2], value[2:]
	if !strings.HasPrefix(company, "000") && !luhn(company) {
		return false
	}
	first, second := strings.IndexByte(frenchDigits, key[0]), strings.IndexByte(frenchDigits, key[1])
	if first < 10 && second < 10 {
		return (12+3*(number(company)%97))%97 == number(key)
	}
	code := first*34 + second - 100
	if first < 10 {
		code = first*24 + second - 10
	}
	return (number(company)+1+code/11)%11 == code%11
}

// checkGB accepts the numbers of government departments and health authorities, which have no check digits. Two
// series are in use, 55 apart.
func checkGB(value string) bool {
	if len(value) == 5 {
		return true
	}
	sum := (weighted(value, 8, 7, 6, 5, 4, 3, 2) + number(value[7:9])) % 97
	return sum == 0 || (sum+55)%97 == 0
}

const irishLetters = "WABCDEFGHIJKLMNOPQRSTUV"

// checkIE accepts the present form (7 digits, a check letter, perhaps one more letter) and the old one with a
// letter or sign in the second place.
func checkIE(value string) bool {
	digits, check, extra := value[:7], value[7], 0
	if value[1] < '0' || value[1] > '9' {
		digits = "0" + value[2:7] + value[:1]
	} else if len(value) == 9 {
		extra = strings.IndexByte(irishLetters, value[8])
	}
	return irishLetters[(weighted(digits, 8, 7, 6, 5, 4, 3, 2)+9*extra)%23] == check
}

func checkLU(value string) bool {
	return number(value[:6])%89 == number(value[6:])
}

// checkNL accepts both generations: numbers derived from the owner's own number, and those of sole traders since
// 2020, which are checked like a bank account.
func checkNL(value string) bool {
	if weighted(value, 9, 8, 7, 6, 5, 4, 3, 2, -1)%11 == 0 {
		return true
	}
	return number("2321"+value[:9]+"11"+value[10:])%97 == 1
}
