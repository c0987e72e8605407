package pricing

import "time"

// Day is a day of the calendar as 2026-11-22; days compare as their text does. The empty day is none.
type Day string

// DayOf is the day that a moment falls on in a time zone, whatever that of the machine and however
// many hours the day has.
func DayOf(at time.Time, zone *time.Location) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// ParseDay reads a day that there is in the calendar, or the empty one.
func ParseDay(s string) (day Day, ok bool) {
	if s == "" {
		return "", true
	}
	parsed, err := time.Parse(time.DateOnly, s)
	return Day(s), err == nil && parsed.Year() > 0
}
