import type { ConfigurationIndex, Element } from "../../configuration";
import { elementOf } from "../../intent";
import type { AttackStep, Start } from "../../scenario";
import { nameOf } from "../affected-flow";

/** Where an attack starts, in words. */
export function startText(index: ConfigurationIndex, start: Start): string {
  switch (start.kind) {
    case "internet":
      return start.prefixes.length > 0 ? `the internet with ${start.prefixes.join(", ")}` : "the internet";
    case "host":
      return `${named(index, start.id)} as ${start.level}`;
    case "subnet":
      return `a machine in ${named(index, start.id)}`;
    case "site":
      return `site ${named(index, start.id)
        .replace(/^`?site:/, "")
        .replace(/`$/, "")}`;
    case "role":
      return `role ${start.id}`;
  }
}

function named(index: ConfigurationIndex, id: string): string {
  const resource = index.find(id);
  return resource ? nameOf(elementOf(resource)) : `\`${id}\``;
}

/** One step in words: "uses CVE-2024-6387 in openssh on web-a, on tcp/22". */
export function stepText({ kind, on, by, weakness, service, through }: AttackStep): string {
  const at = service === null ? "" : `, on ${service}`;
  const via = through ? `, through ${nameOf(through)}` : "";
  const what = by ?? "";
  switch (kind) {
    case "exploit": {
      const name = weakness?.isHypothesis ? "a supposed bug" : what;
      return `uses ${name}${weakness?.component == null ? "" : ` in ${weakness.component}`} on ${nameOf(on)}${at}${via}`;
    }
    case "login":
      return `logs in to ${nameOf(on)} with ${what}${at}${via}`;
    case "command":
      return `runs commands on ${nameOf(on)} with role ${what}`;
    case "credential":
      return `takes ${what} from ${nameOf(on)}`;
    case "role":
      return `takes role ${what} from ${nameOf(on)}`;
    case "connect":
      return `connects to ${nameOf(on)}${at}${via}`;
    case "read":
    case "write":
      return `${kind}s the data of ${nameOf(on)}${by === null ? "" : ` with ${what}`}`;
  }
}

/** "in 2 steps by CVE-2024-6387 and key": what is used on the way, for a title. */
export function meansText(chain: readonly AttackStep[], stepCount: number): string {
  const used = [
    ...new Set(
      chain.flatMap(({ kind, by, weakness }) =>
        (kind === "exploit" || kind === "login" || kind === "command") && by !== null
          ? [weakness?.isHypothesis ? "a supposed bug" : by]
          : [],
      ),
    ),
  ];
  if (stepCount === 0 || used.length === 0) return "without using any weakness";
  const shown =
    used.length > 2 ? `${used.slice(0, 2).join(", ")} and ${used.length - 2} more` : used.join(" and ");
  return `in ${stepCount} ${stepCount === 1 ? "step" : "steps"} by ${shown}`;
}

/** "web-a", "web-a and 3 more". */
export function someOf(elements: readonly Element[]): string {
  const [first] = elements;
  if (!first) return "";
  return elements.length === 1 ? nameOf(first) : `${nameOf(first)} and ${elements.length - 1} more`;
}
