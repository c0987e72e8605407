package engine

import "time"

// Day is a day of the calendar as 2026-11-22; days compare as their text does. The empty day is none.
type Day string

// DayOf is the day that a moment falls on in a time zone, whatever that of the machine and however
// many hours the day has.
func DayOf(at time.Time, zone *time.Location) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// Start is the first moment of the day in a time zone. Where clocks go forward at midnight, that is one o'clock.
func (d Day) Start(zone *time.Location) time.Time {
	at, _ := time.ParseInLocation(time.DateOnly, string(d), zone) // it is a day
	if DayOf(at, zone) < d {
		at = at.Add(time.Hour)
	}
	return at
}

// After is the day so many days later.
func (d Day) After(days int) Day {
	at, _ := time.Parse(time.DateOnly, string(d)) // it is a day
	return Day(at.AddDate(0, 0, days).Format(time.DateOnly))
}

// ParseDay reads a day that there is in the calendar, or the empty one.
func ParseDay(s string) (day Day, ok bool) {
	if s == "" {
		return "", true
	}
	parsed, err := time.Parse(time.DateOnly, s)
	return Day(s), err == nil && parsed.Year() > 0
}
