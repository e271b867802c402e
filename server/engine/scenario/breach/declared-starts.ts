import type { ConfigurationIndex, Element, FactEntryPoint } from "../../configuration";
import { parsePrefix } from "../../net";
import { resolveReference } from "../reference/reference";
import type { Names } from "./declared-breach";
import type { Level, Start } from "./facts";

/** Declared entry points as starts of attacks. */
export function declaredStarts(names: Names, facts: readonly FactEntryPoint[]): readonly Start[] {
  return facts.flatMap(({ from, level }, position) => {
    const start = resolveStart(names.index, names.roleNames, from, level);
    if ("kind" in start) return [start];
    names.problems.push({ place: `entryPoints[${position}].from`, ...start });
    return [];
  });
}

/**
 * Where an attack starts, as people write it: `internet`, a public prefix or address that the attacker owns, a host, a
 * subnet (an insider), `site:NAME`, `role:NAME`. A text that names nothing of these, or several things, comes back as
 * a message with candidates.
 */
export function resolveStart(
  index: ConfigurationIndex,
  roleNames: ReadonlySet<string>,
  text: string,
  level: Level,
): Start | { readonly message: string; readonly candidates: readonly Element[] } {
  const role = /^role:(.+)$/.exec(text)?.[1];
  if (role !== undefined) {
    if (roleNames.has(role)) return { kind: "role", id: role };
    return { message: `no role is called \`${role}\`: declare it under \`roles\``, candidates: [] };
  }
  const resolved = resolveReference(index, text);
  if (resolved.kind !== "end") return { message: resolved.message, candidates: resolved.candidates };
  const { end } = resolved;
  switch (end.kind) {
    case "internet":
      return { kind: "internet", prefixes: end.prefixes === undefined ? [] : [text] };
    case "instance":
      return { kind: "host", id: end.id, level };
    case "networkInterface":
      return { kind: "host", id: hostOf(index, end.id), level };
    case "address": {
      const owner = resolved.element?.kind === "networkInterface" ? resolved.element.id : undefined;
      if (owner !== undefined) return { kind: "host", id: hostOf(index, owner), level };
      const prefix = `${end.address}/${end.address.includes(":") ? 128 : 32}`;
      if (parsePrefix(prefix)) return { kind: "internet", prefixes: [prefix] };
      break;
    }
    case "subnet":
      return { kind: "subnet", id: end.id };
    case "site":
      return { kind: "site", id: end.name };
    case "gateway":
      if (index.get("customerGateway", end.id)) return { kind: "site", id: end.id };
  }
  return {
    message: `an attack does not start at \`${text}\`: write internet, a public prefix, a host, a subnet, site:NAME or role:NAME`,
    candidates: [],
  };
}

function hostOf(index: ConfigurationIndex, interfaceId: string): string {
  return index.get("networkInterface", interfaceId)?.attachment?.instanceId ?? interfaceId;
}
