import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { addMonths, barOf, positionOf, spanFrom } from './months';

const span = spanFrom('2026-01', '2026-11-22');
const always = { validFrom: '', validTo: '', endTime: undefined };

describe('the span of the calendar', () => {
  it('is half a year, over the turn of a year too', () => {
    expect(spanFrom('2026-11', '2026-01-01')).toEqual({
      months: ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04'],
      from: '2026-11-01',
      to: '2027-04-30',
    });
  });

  it('begins with this month when the address holds none', () => {
    expect(spanFrom('', '2026-11-22').from).toBe('2026-11-01');
    expect(spanFrom('2026-13', '2026-11-22').from).toBe('2026-11-01');
  });

  it('moves by months', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-11', 6)).toBe('2027-05');
  });
});

describe('the bar of a discount', () => {
  it('fills the calendar when it always counts, and is open on both sides', () => {
    expect(barOf(always, span, 'UTC')).toEqual({ left: 0, width: 100, opensLeft: true, opensRight: true });
  });

  it('covers its last day', () => {
    const bar = barOf({ ...always, validFrom: '2026-01-01', validTo: '2026-01-01' }, span, 'UTC');
    expect(bar).toMatchObject({ left: 0, opensLeft: false, opensRight: false });
    expect(bar?.width).toBeCloseTo(100 / 181);
  });

  it('is cut at the edges, and says that it goes on', () => {
    expect(barOf({ ...always, validFrom: '2025-12-01', validTo: '2026-06-30' }, span, 'UTC')).toEqual({ left: 0, width: 100, opensLeft: true, opensRight: false });
  });

  it('stops on the day of its end', () => {
    const bar = barOf({ ...always, validFrom: '2026-01-01', endTime: timestampFromDate(new Date('2026-01-31T10:00:00Z')) }, span, 'UTC');
    expect(bar?.width).toBeCloseTo((31 / 181) * 100);
    expect(bar?.opensRight).toBe(false);
  });

  it('has its end on the day that it is where the shop is', () => {
    const late = { ...always, validFrom: '2026-01-01', endTime: timestampFromDate(new Date('2026-01-31T23:30:00Z')) };
    expect(barOf(late, span, 'Europe/Warsaw')?.width).toBeCloseTo((32 / 181) * 100);
    expect(barOf(late, span, 'America/New_York')?.width).toBeCloseTo((31 / 181) * 100);
  });

  it('is missing where it counts on no day', () => {
    expect(barOf({ ...always, validFrom: '2026-07-01' }, span, 'UTC')).toBeUndefined();
    expect(barOf({ ...always, validTo: '2025-12-31' }, span, 'UTC')).toBeUndefined();
  });
});

it('a day has its place within the span only', () => {
  expect(positionOf('2026-01-01', span)).toBe(0);
  expect(positionOf('2026-07-01', span)).toBeUndefined();
});
