import type { ConfigurationIndex } from "../../configuration";
import { elementOf } from "../../intent";
import type { BadReference, ResolvedReference } from "./reference";

/** A service by its name, one that has an endpoint or a prefix list in the configuration: `com.amazonaws.eu-west-1.s3`. */
export function serviceByName(index: ConfigurationIndex, name: string): ResolvedReference | undefined {
  const { vpcEndpoint, prefixList } = index.configuration.resources;
  const isKnown =
    vpcEndpoint.some(({ serviceName }) => serviceName === name) ||
    (name.startsWith("com.amazonaws.") && prefixList.some((list) => list.name === name));
  return isKnown ? { kind: "end", end: { kind: "service", id: name } } : undefined;
}

/** Services answer and open no connection: as the source of a flow such a reference is none. */
export function asService(
  resolved: ResolvedReference,
  role: "source" | "destination",
): ResolvedReference | BadReference {
  if (resolved.kind !== "end" || role === "destination") return resolved;
  if (resolved.end.kind !== "service" && resolved.end.kind !== "database") return resolved;
  return {
    kind: "unsupported",
    message: `\`${resolved.end.id}\` is a ${resolved.end.kind}, which answers and opens no connection: name it as the destination`,
    candidates: resolved.element ? [resolved.element] : [],
  };
}

/** The end that an endpoint stands for; one that inspects what passes it is not the end of a flow. */
export function endpointEnd(index: ConfigurationIndex, id: string): ResolvedReference | undefined {
  const endpoint = index.get("vpcEndpoint", id);
  if (!endpoint || endpoint.endpointType.toLowerCase() === "gatewayloadbalancer") return undefined;
  return { kind: "end", end: { kind: "service", id }, element: elementOf(endpoint) };
}
