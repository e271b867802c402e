import { advanceActions } from "../application/advance-actions";
import { deliverDue } from "../application/deliveries";
import { endLearning } from "../application/end-learning";
import { endExceptions } from "../application/exceptions";
import { answerOpenings } from "../application/fire-rules";
import type { ChangeKind } from "../application/ports/events";
import type { Ports } from "../application/ports/ports";
import { resendWork } from "../application/resend-work";
import { fireSchedules } from "../application/schedules";
import { ageSilentAgents } from "../application/silent-agents";
import { watchFolders } from "../application/watch-folders";

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
  { name: "look at watched folders", everyMs: 3_000, after: [], perform: watchFolders },
  { name: "age what silent agents mirrored", everyMs: 15_000, after: [], perform: ageSilentAgents },
  { name: "end exceptions", everyMs: 30_000, after: [], perform: endExceptions },
  { name: "end learning", everyMs: 600_000, after: [], perform: endLearning },
  {
    name: "let rules answer alerts",
    everyMs: 2_000,
    after: ["alerts", "rule", "automation"],
    perform: answerOpenings,
  },
  {
    name: "move actions on",
    everyMs: 2_000,
    after: ["action", "alerts", "automation", "rule"],
    perform: advanceActions,
  },
  { name: "deliver notifications", everyMs: 5_000, after: ["alerts", "sink"], perform: deliverDue },
];
