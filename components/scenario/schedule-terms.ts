/** What a person chooses in the form of a schedule. */
export interface ScheduleChoice {
  readonly repeats: "quarter" | "hour" | "day" | "weekday" | "week" | "month" | "cron" | "never";
  /** "HH:MM". */
  readonly time: string;
  /** 0 is Sunday. */
  readonly dayOfWeek: string;
  readonly dayOfMonth: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly onChange: boolean;
  readonly minGapMinutes: number;
  readonly skipIfRunning: boolean;
}

export const REPEATS: readonly { readonly value: ScheduleChoice["repeats"]; readonly label: string }[] = [
  { value: "quarter", label: "Every 15 minutes" },
  { value: "hour", label: "Every hour" },
  { value: "day", label: "Every day" },
  { value: "weekday", label: "Every weekday" },
  { value: "week", label: "Every week" },
  { value: "month", label: "Every month" },
  { value: "cron", label: "By a cron expression" },
  { value: "never", label: "Only on changes" },
];

/** Every night, in the browser's time zone. */
export function usualChoice(): ScheduleChoice {
  return {
    repeats: "day",
    time: "03:00",
    dayOfWeek: "1",
    dayOfMonth: "1",
    cron: "0 3 * * *",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    onChange: false,
    minGapMinutes: 5,
    skipIfRunning: true,
  };
}

/** The choice as the API takes it; what is wrong with it the server says. */
export function termsOf(choice: ScheduleChoice) {
  const { timeZone, minGapMinutes, skipIfRunning, repeats } = choice;
  return {
    cron: cronOf(choice),
    timeZone: timeZone.trim(),
    onChange: choice.onChange || repeats === "never",
    minGapMinutes,
    skipIfRunning,
  };
}

function cronOf({ repeats, time, dayOfWeek, dayOfMonth, cron }: ScheduleChoice): string | null {
  const [hour, minute] = time.split(":").map(Number);
  const at = `${minute ?? 0} ${hour ?? 0}`;
  switch (repeats) {
    case "quarter":
      return "*/15 * * * *";
    case "hour":
      return "0 * * * *";
    case "day":
      return `${at} * * *`;
    case "weekday":
      return `${at} * * 1-5`;
    case "week":
      return `${at} * * ${dayOfWeek}`;
    case "month":
      return `${at} ${dayOfMonth} * *`;
    case "cron":
      return cron.trim();
    case "never":
      return null;
  }
}
