/** Hides cron's grammar and the rules of time zones. */
export { cronCalendar } from "./cron-calendar";
