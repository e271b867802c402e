/** Knows cron expressions and time zones. */
export interface Calendar {
  /**
   * The next `count` times after `after`, ascending. Once a day is once a day also when clocks change: a time that
   * is skipped comes at the next one there is, a time that comes twice counts once. Fails BAD_INPUT for an expression
   * of other than five fields or with an error, and for an unknown time zone.
   */
  next(cron: string, timeZone: string, after: Date, count: number): readonly Date[];
}
