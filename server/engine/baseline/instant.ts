const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Milliseconds since 1970 of an instant as `toISOString` writes it; the engine has no clock and no calendar. */
export function millisecondsOf(iso: string): number {
  const part = (from: number, to: number) => Number(iso.slice(from, to));
  const day = dayNumber(part(0, 4), part(5, 7), part(8, 10));
  const ms = iso[19] === "." ? part(20, 23) : 0;
  return day * DAY_MS + part(11, 13) * HOUR_MS + part(14, 16) * 60_000 + part(17, 19) * 1_000 + ms;
}

/** The same back: ISO 8601 in UTC with milliseconds. */
export function isoOf(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  const rest = milliseconds - days * DAY_MS;
  const { year, month, day } = civilDay(days);
  const clock = [Math.floor(rest / HOUR_MS), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1_000) % 60];
  const [date, time] = [
    [padded(year, 4), padded(month), padded(day)].join("-"),
    clock.map((each) => padded(each)).join(":"),
  ];
  return `${date}T${time}.${padded(rest % 1_000, 3)}Z`;
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

// Howard Hinnant's algorithms: years begin in March, so that the leap day is the last of one.
const DAYS_PER_ERA = 146_097;
const DAYS_TO_1970 = 719_468;

function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
}

function civilDay(number: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = number + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}
