/** Hides the threads: how many there are, what they hold, and how a question finds one. */
export { startPool } from "./pool";
export type { PoolSettings } from "./scheduler";
export { serveQuestions } from "./serve-questions";
