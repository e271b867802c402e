import type { ProviderStep } from "../ports/cloud-hand";
import { Failure } from "../ports/failure";
import type { Work } from "./executor-ports";

type ScalingStep = Extract<ProviderStep, { kind: "set-desired-capacity" }>;

/** Instances take minutes to start; what takes longer is for a person to look at. */
const MEMBERS_LIMIT_MS = 300_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Waits until as many members of a scaling group serve as were asked for.
 *
 * @returns what is lacking when the time is over, in words; undefined when all serve
 */
export async function awaitMembers({ ports, lease }: Work, step: ScalingStep): Promise<string | undefined> {
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    const lacking = await lackingMembers(ports.hand, step, lease.over);
    if (lacking === undefined || lease.over.aborted || waitedMs >= MEMBERS_LIMIT_MS) return lacking;
    await ports.wait(LOOK_EVERY_MS, lease.over).catch(() => undefined);
  }
}

/** Why a scaling group is not as large as a step wants it, in words; undefined when it is. */
export async function lackingMembers(
  hand: Work["ports"]["hand"],
  { autoScalingGroupId: id, autoScalingGroupName: name, place, to }: ScalingStep,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const group = await hand.read({ kind: "autoScalingGroup", id, place }, signal);
    if (group?.kind !== "autoScalingGroup") return `the scaling group \`${name}\` is not there`;
    const serving = group.instances.filter(
      ({ lifecycleState, healthStatus }) => lifecycleState === "InService" && healthStatus === "Healthy",
    );
    return serving.length === to ? undefined : `${serving.length} of ${to} members of \`${name}\` serve`;
  } catch (error) {
    if (signal.aborted) return "the executor stopped";
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
