import { CronExpressionParser } from "cron-parser";
import type { Calendar } from "../../application/ports/calendar";
import { Failure } from "../../application/ports/failure";

/** Five fields: seconds would allow more than one run a minute, and `H` a time that nobody can foresee. */
const FIVE_FIELDS = /^[0-9A-GI-Za-gi-z*,/?#-]+( [0-9A-GI-Za-gi-z*,/?#-]+){4}$/;

/** Cron by cron-parser, time zones by Node. */
export const cronCalendar: Calendar = {
  next: (cron, timeZone, after, count) => {
    const plain = cron.trim().replace(/\s+/g, " ");
    if (!FIVE_FIELDS.test(plain))
      throw new Failure(
        "BAD_INPUT",
        "a cron expression has five fields: minute, hour, day of month, month, day of week",
      );
    checkTimeZone(timeZone);
    try {
      const expression = CronExpressionParser.parse(plain, { currentDate: after, tz: timeZone });
      return Array.from({ length: count }, () => expression.next().toDate());
    } catch (error) {
      const reason = error instanceof Error ? error.message : "not understood";
      throw new Failure("BAD_INPUT", `\`${plain}\` is no cron expression: ${reason}`, { cause: error });
    }
  },
};

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (error) {
    throw new Failure(
      "BAD_INPUT",
      `\`${timeZone}\` is no time zone: write one such as Europe/Berlin or UTC`,
      { cause: error },
    );
  }
}
