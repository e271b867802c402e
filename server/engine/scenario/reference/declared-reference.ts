import type { ConfigurationIndex, Element, Resource, ResourceKind, ResourceOf } from "../../configuration";
import { elementOf } from "../../intent";
import type { FactProblem } from "./declared";
import { matchResources, nearResources } from "./match";

/** One reference inside the facts: what it names, of which kinds, and where it stands. */
export interface DeclaredReference {
  readonly text: string;
  readonly kinds: readonly ResourceKind[];
  /** What may be named there, in words. */
  readonly wanted: string;
  readonly place: string;
}

/** The one resource that a reference names; undefined after saying why there is none. */
export function declaredReference<K extends ResourceKind>(
  index: ConfigurationIndex,
  { text, kinds, wanted, place }: DeclaredReference & { readonly kinds: readonly K[] },
  problems: FactProblem[],
): ResourceOf<K> | undefined {
  const say = (message: string, candidates: readonly Element[]) => {
    problems.push({ place, message, candidates });
    return undefined;
  };
  const matches = byAddress(index, text) ?? matchResources(index, text);
  const isWanted = (each: Resource): each is ResourceOf<K> & Resource =>
    (kinds as readonly ResourceKind[]).includes(each.kind);
  const fitting = matches.filter(isWanted);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  if (fitting.length > 1)
    return say(
      `\`${text}\` names ${fitting.length} resources: write the id of one of them`,
      fitting.map(elementOf),
    );
  const [other] = matches;
  if (other) return say(`\`${text}\` is a ${other.kind}: name ${wanted}`, allOf(index, kinds));
  const near = nearResources(index, text);
  return say(
    `nothing in the configuration is called \`${text}\`: name ${wanted}`,
    near.length > 0 ? near : allOf(index, kinds),
  );
}

function byAddress(index: ConfigurationIndex, text: string): readonly Resource[] | undefined {
  const owners = index.configuration.resources.networkInterface.filter(
    (each) =>
      each.privateAddresses.some(({ address }) => address === text) || each.ipv6Addresses.includes(text),
  );
  return owners.length > 0 ? owners : undefined;
}

const CANDIDATE_LIMIT = 8;

function allOf(index: ConfigurationIndex, kinds: readonly ResourceKind[]): readonly Element[] {
  return kinds
    .flatMap((kind): readonly Resource[] => index.configuration.resources[kind])
    .slice(0, CANDIDATE_LIMIT)
    .map(elementOf);
}

/** Says of everything declared twice that it is; `ids` in the order of the facts. */
export function sayRepeated(
  part: string,
  attribute: string,
  ids: readonly (string | undefined)[],
  problems: FactProblem[],
): void {
  const seen = new Set<string>();
  for (const [position, id] of ids.entries()) {
    if (id === undefined) continue;
    if (seen.has(id))
      problems.push({
        place: `${part}[${position}].${attribute}`,
        message: "this was declared before in these facts: keep one of the two",
        candidates: [],
      });
    seen.add(id);
  }
}
