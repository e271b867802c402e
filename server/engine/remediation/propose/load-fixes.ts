import { type Alert, OVERLOAD_AFTER_FAILURE } from "../../alert";
import { type ChangeOf, type ConfigurationIndex, canonicalJson, scalingGroupOf } from "../../configuration";
import { typesWithRoom } from "../../scenario";
import type { Network } from "../../semantics";
import { addMember } from "./add-member";
import type { Draft } from "./draft";
import { enlargeFixes } from "./enlarge-group";
import { natLoadFixes } from "./nat-load-fixes";
import { spreadFixes } from "./spread-fixes";
import { growthOf, type LoadEvidence } from "./year-growth";

/**
 * Cures for limits that are used up: larger types for the instances that are pressed, requests spread over the members of
 * all zones, a further member beside the one that an alert is about, and more of a NAT gateway. Members of a scaling group
 * are neither resized nor joined by hand, for the group would replace the one and does not know the other: it is the
 * group that is enlarged. The network alone decides nothing here: whether a cure takes enough away is for the trial.
 */
export function loadFixes(network: Network, alert: Alert): readonly Draft[] {
  const { index } = network;
  const evidence = alert.evidence.load ?? [];
  const isKept = [alert.subject.id, ...evidence.map(({ element }) => element.id)].some((id) =>
    scalingGroupOf(index, id),
  );
  const larger = isKept ? [] : resizing(index, evidence);
  const isAlone = !isKept && alert.kind !== OVERLOAD_AFTER_FAILURE;
  const member = isAlone ? addMember(index, alert.subject.id) : [];
  // Where a single zone lacks a member, the further member is the one for that zone.
  const known = new Set(member.map(({ operations }) => canonicalJson(operations)));
  const spread = spreadFixes(network, alert).filter(
    ({ operations }) =>
      !known.has(canonicalJson(operations)) &&
      !(isKept && operations.some(({ kind }) => kind === "add-instance")),
  );
  return [...larger, ...enlargeFixes(index, alert), ...spread, ...member, ...natLoadFixes(index, alert)];
}

/** The next larger type of the same family with room for what is to come within a year, for every pressed instance. */
function resizing(index: ConfigurationIndex, evidence: readonly LoadEvidence[]): readonly Draft[] {
  const byInstance = new Map<string, ChangeOf<"resize-instance">>();
  for (const each of evidence) {
    const instance = index.get("instance", each.element.id);
    const { dimension } = each;
    if (!instance?.instanceType || (dimension !== "bandwidth" && dimension !== "internetBandwidth"))
      return [];
    const [to] = typesWithRoom(instance.instanceType, {
      gbps: (each.amount * growthOf(each)) / each.thresholdRatio,
      dimension,
      burst: !each.source.includes("sustained"),
    });
    // No size of the family is large enough, or what is asked for is not a matter of size.
    if (to === undefined || to === instance.instanceType) return [];
    const known = byInstance.get(instance.id);
    // Its limits are told the worst first, and the larger of two types serves both.
    if (!known) byInstance.set(instance.id, resize(instance.id, instance.instanceType, to));
  }
  const operations = [...byInstance.values()];
  const [first] = operations;
  if (!first) return [];
  const names = operations.map(({ instanceId, to }) => `\`${instanceId}\` (${to})`).join(", ");
  return [
    {
      id: "resize-instance",
      action: "resize-instance",
      title: `Use a larger instance type for ${names}`,
      effort: "low",
      sideEffects: [
        "an instance is stopped while its type is changed: what rests on it alone is away for minutes",
        "a larger type costs more by the hour",
      ],
      operations,
    },
  ];
}

function resize(instanceId: string, from: string, to: string): ChangeOf<"resize-instance"> {
  return { kind: "resize-instance", instanceId, from, to };
}
