package taxid

import "strings"

// checkCY replaces the digits in odd places by the numbers of a fixed table.
func checkCY(value string) bool {
	odd := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	sum := 0
	for i := range 8 {
		if i%2 == 0 {
			sum += odd[digit(value, i)]
		} else {
			sum += digit(value, i)
		}
	}
	return byte('A'+sum%26) == value[8]
}

const (
	spanishPersons   = "TRWAGMYFPDXBNJZSQVHLCKE"
	spanishCompanies = "JABCDEFGHI"
)

// checkES distinguishes citizens (8 digits), foreigners (X, Y, Z), citizens without an identity card (K, L, M) and
// companies. The check digit of a company may be a digit or a letter.
func checkES(value string) bool {
	first, check := value[0], value[8]
	switch {
	case first >= '0' && first <= '9':
		return spanishPersons[number(value[:8])%23] == check
	case strings.IndexByte("XYZ", first) >= 0:
		return spanishPersons[(int(first-'X')*10_000_000+number(value[1:8]))%23] == check
	case strings.IndexByte("KLM", first) >= 0:
		return spanishPersons[number(value[1:8])%23] == check
	case strings.IndexByte("ABCDEFGHJNPQRSUVW", first) >= 0:
		want := (10 - luhnSum(value[1:8], 0)%10) % 10
		return check == byte('0'+want) || check == spanishCompanies[want]
	}
	return false
}

func checkGR(value string) bool {
	return weighted(value, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == digit(value, 8)
}

func checkMT(value string) bool {
	return weighted(value, 3, 4, 6, 7, 8, 9, 10, 1)%37 == 0
}

func checkPT(value string) bool {
	return (11-weighted(value, 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == digit(value, 8)
}
