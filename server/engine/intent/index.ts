/** Hides how required flows are found: what must keep working, and who said so. */
export type { Application, Criticality, Intent, IntentEnd } from "./intent.schema";
