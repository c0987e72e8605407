package taxid

// weighted multiplies each digit by the weight at its place and returns the sum. The value may be longer than the
// weights, never shorter.
func weighted(value string, weights ...int) int {
	sum := 0
	for i, weight := range weights {
		sum += digit(value, i) * weight
	}
	return sum
}

// digit returns the digit at place i; a negative i counts from the end.
func digit(value string, i int) int {
	if i < 0 {
		i += len(value)
	}
	return int(value[i] - '0')
}

// number reads a run of digits.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + digit(digits, i)
	}
	return n
}

// luhn reports whether the last digit is the Luhn check digit of the others.
func luhn(value string) bool {
	return luhnSum(value, len(value)%2)%10 == 0
}

// luhnSum returns the sum of the digits, with every second one from place first on doubled and its digits added
// up.
func luhnSum(value string, first int) int {
	sum := 0
	for i := range len(value) {
		d := digit(value, i)
		if i%2 == first {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum
}

// mod11And10 reports whether the last digit is the check digit of ISO 7064, MOD 11,10.
func mod11And10(value string) bool {
	product := 10
	for i := range len(value) - 1 {
		sum := (digit(value, i) + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return (product+digit(value, -1))%10 == 1
}
