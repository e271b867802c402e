import type { Change, Element } from "../../configuration";
import { elementOf } from "../../intent";
import { type Family, hasPorts, protocolName } from "../../net";
import type { Network } from "../../semantics";
import { askedProtocols } from "../protocols";
import { isPair, pairQuestion, type RelationEnd, relationEnds } from "../reachability/relation-ends";
import { answersOf, differences } from "./compare-answers";
import type { FlowChange, ReachComparison } from "./flow-change";
import { type TouchedEnds, touchedEnds } from "./touched-ends";

/** Questions of one comparison, each put to both networks: about half a minute. */
export const MAX_COMPARED = 40_000;

/** Ends that no question tells apart, before or after. */
interface EndClass {
  readonly ends: readonly RelationEnd[];
  readonly isTouched: boolean;
}

/**
 * Compares the whole reach relation before and after changes: every flow that they open or close. Only pairs of
 * which one end is touched are asked, and alike ones once; what is left of an estate that is too large even so
 * is not compared at all, and the answer says so.
 *
 * @param keyOf  the same for hosts that are alike before and after
 */
export function compareReach(
  before: Network,
  after: Network,
  changes: readonly Change[],
  { keyOf, limit = MAX_COMPARED }: { keyOf: (hostId: string) => string; limit?: number },
): ReachComparison {
  const touched = touchedEnds(before, after, changes);
  const work = ([4, 6] as const).map((family) => {
    const pairs = touchedPairs(endClasses(after, family, keyOf, touched));
    // A protocol that only one side's rules name is asked of both.
    const protocols = [
      ...new Set([...askedProtocols(before.index, family), ...askedProtocols(after.index, family)]),
    ];
    return { family, pairs, protocols };
  });
  const neededCount = work.reduce((sum, { pairs, protocols }) => sum + pairs.length * protocols.length, 0);
  if (neededCount > limit) return { kind: "too-large", neededCount, limit };
  const found: { readonly kind: "opened" | "closed" | "undecided"; readonly flow: FlowChange }[] = [];
  for (const { family, pairs, protocols } of work)
    for (const { from, to, first } of pairs)
      for (const protocol of protocols) {
        const question = pairQuestion(first.from, first.to, { family, protocol, mode: "connection" });
        const both = { before: answersOf(before, question), after: answersOf(after, question) };
        const ends = { from: elementsOf(after, from), to: elementsOf(after, to) };
        for (const { kind, ...difference } of differences(both, {
          family,
          hasPorts: hasPorts(protocol),
          // What became an end of its own is not lost from the internet.
          internet: [before.addresses.publicSpace(family), after.addresses.publicSpace(family)],
        }))
          found.push({ kind, flow: { ...ends, family, protocol: protocolName(protocol), ...difference } });
      }
  const having = (kind: string) => found.filter((each) => each.kind === kind).map(({ flow }) => flow);
  return {
    kind: "compared",
    opened: having("opened"),
    closed: having("closed"),
    undecided: having("undecided"),
    comparedCount: neededCount,
  };
}

function endClasses(
  network: Network,
  family: Family,
  keyOf: (hostId: string) => string,
  touched: TouchedEnds,
): readonly EndClass[] {
  const classes = new Map<string, { ends: RelationEnd[]; isTouched: boolean }>();
  const seen = new Map<string, number>();
  for (const end of relationEnds(network, family)) {
    // Hosts that are alike have as many addresses in the same order.
    const position = seen.get(end.hostId) ?? 0;
    seen.set(end.hostId, position + 1);
    const key = end.end.kind === "internet" ? "internet" : `${position} ${keyOf(end.hostId)}`;
    const isTouched = touched.kind === "every" || touched.interfaceIds.has(end.element.id);
    const known = classes.get(key) ?? { ends: [], isTouched: false };
    known.ends.push(end);
    known.isTouched ||= isTouched;
    classes.set(key, known);
  }
  return [...classes.values()];
}

/** Pairs of classes of which one is touched, each with the two ends that stand for all. */
function touchedPairs(classes: readonly EndClass[]) {
  return classes.flatMap((from) =>
    classes
      .filter((to) => from.isTouched || to.isTouched)
      .flatMap((to) => [
        ...pairOf(from, to, (a, b) => a.hostId !== b.hostId),
        // Two interfaces of one host are another matter than interfaces of two.
        ...pairOf(from, to, (a, b) => a.hostId === b.hostId),
      ]),
  );
}

function pairOf(from: EndClass, to: EndClass, fits: (a: RelationEnd, b: RelationEnd) => boolean) {
  // Alike hosts have alike partners: what the first of `from` does not find, none of them does.
  const [first] = from.ends;
  const partner = first && to.ends.find((each) => isPair(first, each) && fits(first, each));
  return first && partner ? [{ from, to, first: { from: first, to: partner } }] : [];
}

function elementsOf({ index }: Network, { ends }: EndClass): readonly Element[] {
  const elements = ends.map(({ hostId, element }): Element => {
    const resource = index.find(hostId);
    return resource ? elementOf(resource) : { kind: element.kind, id: element.id };
  });
  return [...new Map(elements.map((each) => [each.id, each])).values()];
}
