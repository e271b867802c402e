const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * A cron expression in words where it is a simple one ("every day at 03:00", "every 15 minutes"); the expression
 * itself where it is not. Five fields, checked before.
 */
export function cronWords(cron: string): string {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = cron.trim().split(/\s+/);
  const isEveryDay = dayOfMonth === "*" && month === "*" && dayOfWeek === "*";
  if (isEveryDay && minute === "*" && hour === "*") return "every minute";
  if (isEveryDay && hour === "*") {
    const step = /^\*\/(\d+)$/.exec(minute)?.[1];
    if (step !== undefined && 60 % Number(step) === 0) return `every ${step} minutes`;
    if (isNumber(minute)) return `every hour at minute ${Number(minute)}`;
  }
  const time = isNumber(minute) && isNumber(hour) ? ` at ${two(hour)}:${two(minute)}` : undefined;
  if (time === undefined || month !== "*") return `by the cron expression ${cron.trim()}`;
  if (isEveryDay) return `every day${time}`;
  if (dayOfMonth === "*" && dayOfWeek === "1-5") return `every weekday${time}`;
  if (dayOfMonth === "*" && isNumber(dayOfWeek)) return `every ${DAYS[Number(dayOfWeek) % 7]}${time}`;
  if (dayOfWeek === "*" && isNumber(dayOfMonth)) return `on day ${Number(dayOfMonth)} of every month${time}`;
  return `by the cron expression ${cron.trim()}`;
}

/** When a schedule runs, as one clause. */
export function scheduleWords(terms: {
  readonly cron: string | null;
  readonly timeZone: string;
  readonly onChange: boolean;
  readonly minGapMinutes: number;
}): string {
  const { cron, timeZone, onChange, minGapMinutes } = terms;
  const byTime = cron === null ? [] : [`${cronWords(cron)}, ${timeZone}`];
  const gap = minGapMinutes === 1 ? "minute" : `${minGapMinutes} minutes`;
  const byChange = onChange ? [`on every change of the configuration, at most once in ${gap}`] : [];
  return [...byTime, ...byChange].join("; and ");
}

function isNumber(field: string): boolean {
  return /^\d{1,2}$/.test(field);
}

function two(field: string): string {
  return field.padStart(2, "0");
}
