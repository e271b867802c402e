import { deliverDue } from "../application/deliveries";
import type { ChangeKind } from "../application/ports/events";
import type { Ports } from "../application/ports/ports";
import { resendWork } from "../application/resend-work";
import { fireSchedules } from "../application/schedules";

/** Work that is done again and again. Each is safe to do in several processes at once. */
export interface PeriodicTask {
  readonly name: string;
  readonly everyMs: number;
  /** Done at once after these changes, not only when its time comes. */
  readonly after: readonly ChangeKind[];
  /** `stopping` fires when the process ends its work. */
  readonly perform: (ports: Ports, stopping: AbortSignal) => Promise<void>;
}

/** Everything periodic, in one table. */
export const PERIODIC_TASKS: readonly PeriodicTask[] = [
  { name: "send abandoned work again", everyMs: 2_000, after: [], perform: resendWork },
  { name: "start scheduled runs", everyMs: 1_000, after: ["snapshot"], perform: fireSchedules },
  { name: "deliver notifications", everyMs: 5_000, after: ["alerts", "sink"], perform: deliverDue },
];
