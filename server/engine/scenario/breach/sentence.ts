import type { ConfigurationIndex } from "../../configuration";
import type { BreachResult } from "./breach-result";
import type { Start } from "./facts";

/** What an attack comes to, in one sentence for people; honest about what nobody knows. */
export function breachSentence(index: ConfigurationIndex, result: BreachResult): string {
  const { blastRadius, undecided, starts } = result;
  const { hostCount, storeCount, roleCount, depth } = blastRadius;
  const who = `An attacker ${joined(starts.map((start) => startWords(index, start)))}`;
  const taken = joined([
    ...(hostCount > 0 ? [many(hostCount, "host")] : []),
    ...(roleCount > 0 ? [many(roleCount, "role")] : []),
  ]);
  const does = joined([
    ...(taken === "" ? [] : [`takes over ${taken}`]),
    ...(storeCount > 0 ? [`gets at ${many(storeCount, "data store")}${classWords(result)}`] : []),
  ]);
  const open =
    undecided.length > 0
      ? ` Whether ${undecided.length === 1 ? "1 more host, store or role falls" : `${undecided.length} more hosts, stores or roles fall`} cannot be decided${result.leftOut === null ? "" : ": the attack is too large to be followed to its end"}.`
      : result.leftOut === null
        ? ""
        : " The attack is too large to be followed to its end.";
  if (does !== "") return `${who} ${does}, in ${many(depth, "step")} at most.${open}`;
  return `${who} gets no further by what is known.${isWithoutWeakness(result) ? " No vulnerability is known, so only credentials, roles and open services counted." : ""}${open}`;
}

/** Nobody has said of anything that it is vulnerable: that little falls then says little. */
function isWithoutWeakness({ findings }: Pick<BreachResult, "findings">): boolean {
  return findings.every(({ weakness }) => weakness.isHypothesis);
}

/** "on web-1a", "in the internet", "with role `admin`". */
function startWords(index: ConfigurationIndex, start: Start): string {
  switch (start.kind) {
    case "internet":
      return start.prefixes.length > 0
        ? `in the internet with ${start.prefixes.join(" and ")}`
        : "in the internet";
    case "host":
      return `on ${nameOf(index, start.id)}${start.level === "root" ? " as root" : ""}`;
    case "subnet":
      return `inside subnet ${nameOf(index, start.id)}`;
    case "site":
      return `at site ${nameOf(index, start.id)}`;
    case "role":
      return `with role ${start.id}`;
  }
}

function nameOf(index: ConfigurationIndex, id: string): string {
  return index.find(id)?.name ?? id;
}

function classWords({ dataAtRisk }: BreachResult): string {
  const classes = [...new Set(dataAtRisk.flatMap(({ dataClass }) => dataClass ?? []))].sort();
  return classes.length > 0 ? ` with ${joined(classes)} data` : "";
}

function joined(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
