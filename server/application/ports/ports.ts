import type { Calendar } from "./calendar";
import type { Clock } from "./clock";
import type { DemandFiles } from "./demand-file";
import type { Events } from "./events";
import type { Ids } from "./ids";
import type { Notifier } from "./notifier";
import type { Outbound } from "./outbound";
import type { QuestionPool } from "./question-pool";
import type { WorkQueue } from "./queue";
import type { SampleFiles } from "./sample-files";
import type { Sealer } from "./sealer";
import type { Secrets } from "./secrets";
import type { Solver } from "./solver";
import type { Store } from "./store";
import type { WatchedFolders } from "./watched-folders";

/** Everything use cases need from the outside; `wiring.ts` makes the real one. */
export interface Ports {
  readonly store: Store;
  readonly pool: QuestionPool;
  readonly queue: WorkQueue;
  readonly events: Events;
  readonly solver: Solver;
  readonly sample: SampleFiles;
  readonly folders: WatchedFolders;
  readonly demandFiles: DemandFiles;
  readonly outbound: Outbound;
  readonly notifier: Notifier;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly ids: Ids;
  readonly secrets: Secrets;
  /** Where a background task that outlives its request is reported when it goes wrong. */
  readonly reportBug: (error: unknown) => void;
}
