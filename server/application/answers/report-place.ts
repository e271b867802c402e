import type { ConfigurationIndex } from "../../engine/configuration";
import { elementOf } from "../../engine/intent";
import { resolveReference } from "../../engine/scenario";
import type { Misfit, PlaceAnswer, PlaceAsk } from "../ports/report-store";

/** Things suggested for a reference that fits nowhere. */
const CANDIDATE_COUNT = 8;

/** Where a report stands in ids of a snapshot, each instance once; or the first reference that fits nowhere. */
export function resolvePlace(index: ConfigurationIndex, { on, vpc }: PlaceAsk): PlaceAnswer {
  const instanceIds = new Set<string>();
  for (const reference of on) {
    const found = resolveInstance(index, reference);
    if (typeof found !== "string") return { ...found, kind: "reference" };
    instanceIds.add(found);
  }
  const vpcId = vpc === null ? null : resolveVpc(index, vpc);
  if (vpcId !== null && typeof vpcId !== "string") return { ...vpcId, kind: "reference" };
  return { kind: "place", instanceIds: [...instanceIds], vpcId };
}

/** The id of the instance that is meant, by itself or by an interface of it. Its subnet may have the same name. */
export function resolveInstance(index: ConfigurationIndex, reference: string): string | Misfit {
  const named = index.configuration.resources.instance.filter(({ name }) => name === reference);
  if (named[0] && named.length === 1) return named[0].id;
  const found = resolveReference(index, reference);
  if (found.kind !== "end") return { message: found.message, candidates: found.candidates };
  const { element } = found;
  if (element?.kind === "instance") return element.id;
  const nic = element?.kind === "networkInterface" ? index.get("networkInterface", element.id) : undefined;
  if (nic?.attachment?.instanceId !== undefined) return nic.attachment.instanceId;
  const candidates = index.configuration.resources.instance.slice(0, CANDIDATE_COUNT);
  return { message: `\`${reference}\` is no instance: name one`, candidates: candidates.map(elementOf) };
}

/** The id of the VPC that is meant. */
export function resolveVpc(index: ConfigurationIndex, reference: string): string | Misfit {
  const { vpc } = index.configuration.resources;
  const found = vpc.filter(({ id, name }) => id === reference || name === reference);
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const fits = found.length === 0 ? "is no network of the configuration" : "names several";
  return {
    message: `\`${reference}\` ${fits}: write the id of a VPC`,
    candidates: vpc.slice(0, CANDIDATE_COUNT).map(elementOf),
  };
}
