import type { ResourceOf } from "./configuration.schema";
import type { ConfigurationIndex } from "./configuration-index";

/** Members on their way out, or set aside, do no work. */
const LEAVING = /^(Terminat|Detach|Standby)/;

/** The scaling group that keeps an instance; undefined for one that stands by itself. */
export function scalingGroupOf(
  index: ConfigurationIndex,
  instanceId: string,
): ResourceOf<"autoScalingGroup"> | undefined {
  return index.configuration.resources.autoScalingGroup.find(({ instances }) =>
    instances.some((each) => each.instanceId === instanceId),
  );
}

/** The ids of the members of a group that are there to stay, sorted. */
export function stayingMembers({ instances }: ResourceOf<"autoScalingGroup">): readonly string[] {
  return instances
    .filter(({ lifecycleState }) => !LEAVING.test(lifecycleState))
    .map(({ instanceId }) => instanceId)
    .sort();
}
