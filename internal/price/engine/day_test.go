package engine_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/kartoteka/kartoteka/internal/price/engine"
)

// Days of 23, 24½ and 25 hours, and one that does not exist: a day begins and ends by the clocks of the shop.
func TestADayIsThatOfTheShop(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		zone, first, last string // the first and the last moment of the day, in UTC
		day               engine.Day
	}{
		{"Europe/Warsaw", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999999Z", "2026-03-29"},
		{"Europe/Warsaw", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999999Z", "2026-10-25"},
		{"Europe/Athens", "2026-03-28T22:00:00Z", "2026-03-29T20:59:59.999999Z", "2026-03-29"},
		{"Europe/Athens", "2026-10-24T21:00:00Z", "2026-10-25T21:59:59.999999Z", "2026-10-25"},
		{"Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:29:59.999999Z", "2026-04-05"},
		{"Australia/Lord_Howe", "2026-10-03T13:30:00Z", "2026-10-04T12:59:59.999999Z", "2026-10-04"},
		{"Asia/Beirut", "2026-03-28T22:00:00Z", "2026-03-29T20:59:59.999999Z", "2026-03-29"}, // it begins at one o'clock
		{"America/Havana", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999999Z", "2026-03-08"},
		{"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59.999999Z", "2011-12-31"}, // the 30th was skipped
	} {
		t.Run(c.zone+" on "+string(c.day), func(t *testing.T) {
			t.Parallel()
			first, last := moment(t, c.first), moment(t, c.last)
			assert.True(t, first.Equal(c.day.Start(zone(t, c.zone))), "it begins at %s", c.day.Start(zone(t, c.zone)))
			for at, counts := range map[time.Time]bool{
				first.Add(-time.Microsecond): false, first: true, first.Add(12 * time.Hour): true, last: true, last.Add(time.Microsecond): false,
			} {
				for _, machine := range []string{"UTC", "Asia/Kolkata", "America/New_York", c.zone} {
					on := usual(t)
					on.At, on.Zone = at.In(zone(t, machine)), zone(t, c.zone)
					priced := engine.Price(on, line("1"), []*engine.Discount{percent(1, func(d *engine.Discount) { d.ValidFrom, d.ValidTo = c.day, c.day })})
					assert.Equal(t, counts, len(priced[0].Winners) == 1, "%s by a clock in %s", at, machine)
				}
			}
		})
	}
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	assert.NoError(t, err)
	return at
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	for typed, ok := range map[string]bool{
		"": true, "2026-11-22": true, "2028-02-29": true,
		"2026-02-29": false, "2026-13-01": false, "2026-1-1": false, "22.11.2026": false, "2026-11-22T00:00:00Z": false, "0000-01-01": false, " 2026-11-22": false,
	} {
		_, parsed := engine.ParseDay(typed)
		assert.Equal(t, ok, parsed, "%q", typed)
	}
}
