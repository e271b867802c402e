import type { ConfigurationIndex, FactDemand } from "../../configuration";
import type { Intent, IntentEnd } from "../../intent";

type References = FactDemand["from"];

/** References as they are written, several joined. */
export function textOfEnds(references: References): string {
  return typeof references === "string" ? references : references.join(" + ");
}

/** The same by the names of what they refer to; what has none stays as it is written. */
export function namesOfEnds(index: ConfigurationIndex, references: References): string {
  const texts = typeof references === "string" ? [references] : references;
  return texts.map((text) => index.find(text)?.name ?? text).join(" + ");
}

/** "app > cache tcp/6379": stated traffic, its ends as they are told. */
export function demandText(
  { from, to, protocol, port }: Pick<FactDemand, "from" | "to" | "protocol" | "port">,
  textOf: (references: References) => string,
): string {
  return `${textOf(from)} > ${textOf(to)} ${protocol}${port === undefined ? "" : `/${port}`}`;
}

/** A required flow in the same words. */
export function intentText({ from, to, protocol, ports }: Intent): string {
  const list = ports.map(([lo, hi]) => (lo === hi ? String(lo) : `${lo}-${hi}`)).join(",");
  return `${nameOfEnd(from)} > ${nameOfEnd(to)} ${protocol}${list === "" ? "" : `/${list}`}`;
}

function nameOfEnd(end: IntentEnd): string {
  if (end.kind === "tier") return end.name;
  return end.prefixes ? end.prefixes.join(" + ") : "internet";
}
