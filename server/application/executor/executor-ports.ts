import type { StepKind } from "../../engine/remediation/plan/plan.schema";
import type { ExecutorTask, StepOutcome } from "../executor.schema";
import type { CloudHand } from "../ports/cloud-hand";
import type { ExecutorClient } from "../ports/executor-client";
import type { SignedEndpoints } from "../ports/signed-endpoints";
import type { Lease, LeasePorts } from "./lease";

/** Everything an executor needs from the outside. */
export interface ExecutorPorts extends LeasePorts {
  readonly server: ExecutorClient;
  readonly hand: CloudHand;
  readonly endpoints: SignedEndpoints;
}

/** What its operator lets it do. */
export interface ExecutorLimits {
  readonly allows: readonly StepKind[];
  readonly accountId: string;
}

/** One task while it is worked on. */
export interface Work {
  readonly ports: Pick<ExecutorPorts, "hand" | "endpoints" | "wait">;
  readonly limits: ExecutorLimits;
  readonly task: ExecutorTask;
  readonly lease: Lease;
}

/** What became of a step; `over`: the lease ended, and whoever claims the action next finds out. */
export type StepEnd = StepOutcome | "over";
