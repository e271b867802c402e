import type { Rating } from "../finding";
import type { IntentOutcome } from "../scenario";

/**
 * How much a failure takes away, 0 to 4: what owners called critical first, then whole tiers lost to those who
 * call them, then hosts that lose their way out.
 */
export function outageImpact(lost: readonly IntentOutcome[]): Rating {
  // Nothing is inferred to be that important: an owner said so, of the flow or of its application.
  if (lost.some(({ intent }) => intent.criticality === "critical"))
    return { value: 4, source: "a flow of what its owner calls critical is lost" };
  if (lost.some(({ intent }) => intent.criticality === "high"))
    return { value: 3, source: "a flow of what its owner calls highly important is lost" };
  const tiers = [
    ...new Set(
      lost.flatMap(({ intent }) =>
        intent.to.kind === "tier" && intent.criticality !== "low" ? intent.to.name : [],
      ),
    ),
  ].sort();
  if (tiers.length > 0)
    return { value: 3, source: `no way left to ${tiers.join(", ")} for those that need it` };
  if (lost.every(({ intent }) => intent.criticality === "low"))
    return { value: 1, source: "only ways in for administrators or restricted sources are lost" };
  const cutOff = new Set(lost.flatMap(({ intent }) => (intent.from.kind === "tier" ? intent.from.name : [])));
  if (cutOff.size > 1) return { value: 3, source: `${cutOff.size} tiers are cut off from the internet` };
  const hosts = new Set(lost.flatMap(({ lostMembers }) => lostMembers.map(({ id }) => id)));
  return { value: 2, source: `${hosts.size} host${hosts.size === 1 ? "" : "s"} lose one kind of flow` };
}
