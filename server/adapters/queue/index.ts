/** Hides how processes tell each other of work and of changes: pg-boss, its tables and its notifications. */
export { openEvents } from "./events";
export { type OpenQueue, openQueue, type QueueDatabase } from "./open-queue";
