import type { ConfigurationIndex, Element, Resource } from "../../configuration";
import { RESOURCE_KINDS } from "../../configuration";
import { elementOf } from "../../intent";

const CANDIDATE_LIMIT = 8;

/** Resources that a text names: by id, by ARN, else by name. Names are compared exactly, ids as written. */
export function matchResources(index: ConfigurationIndex, text: string): readonly Resource[] {
  const byId = index.find(text);
  if (byId) return [byId];
  const all = allResources(index);
  const byArn = all.filter(({ arn }) => arn === text);
  if (byArn.length > 0) return byArn;
  const byName = all.filter(({ name }) => name === text);
  if (byName.length < 2) return byName;
  // A host and its only interface often carry one name; the host is meant.
  const hosts = byName.filter(({ kind }) => kind !== "networkInterface" && kind !== "publicAddress");
  return hosts.length === 1 ? hosts : byName;
}

/** Resources that a reader may have meant by a text that names nothing: those whose id or name holds it. */
export function nearResources(index: ConfigurationIndex, text: string): readonly Element[] {
  const wanted = text.toLowerCase();
  const scored = allResources(index)
    .map((resource) => ({ resource, score: nearness(wanted, resource) }))
    .filter(({ score }) => score > 0);
  // The sort is stable, so equal scores stay in the order of kinds and ids.
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, CANDIDATE_LIMIT).map(({ resource }) => elementOf(resource));
}

function nearness(wanted: string, { id, name }: Resource): number {
  const texts = [id.toLowerCase(), name?.toLowerCase() ?? ""].filter((each) => each !== "");
  if (texts.some((each) => each === wanted)) return 3;
  if (wanted.length > 1 && texts.some((each) => each.includes(wanted))) return 2;
  return texts.some((each) => isOneEditAway(each, wanted)) ? 1 : 0;
}

/** One letter added, lost, changed, or a shared start of eight letters or more: the common slips with ids. */
function isOneEditAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  if (start >= 8) return true;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

function allResources(index: ConfigurationIndex): readonly Resource[] {
  return RESOURCE_KINDS.flatMap((kind): readonly Resource[] => index.configuration.resources[kind]);
}
