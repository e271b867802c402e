import {
  type AddressSet,
  addresses,
  type Family,
  formatAddressSet,
  hasPorts,
  type PortSet,
  parsePrefix,
  prefixesSet,
} from "../../net";
import { type Network, type Question, traceFlow, type VerdictKind } from "../../semantics";
import { answeredPortClasses } from "../port-classes";
import type { FlowChange } from "./flow-change";

/** What one question gives on some of its ports. */
interface Answer {
  readonly ports: PortSet;
  readonly verdict: VerdictKind;
  /** Where the internet is an end: the part of it that is let through; null between hosts. */
  readonly admitted: AddressSet | null;
  /** Some part of it is undecided. */
  readonly isOpen: boolean;
}

type Difference = Pick<FlowChange, "ports" | "before" | "after" | "prefixes"> & {
  readonly kind: "opened" | "closed" | "undecided";
};

/** The answers for all ports of a question, by class of ports; ports that are not listed are refused. */
export function answersOf(network: Network, question: Question): readonly Answer[] {
  const trace = traceFlow(network, question);
  if (trace.verdict === "NOT_REACHABLE") return [];
  const isOutside = question.from.kind === "internet" || question.to.kind === "internet";
  const answer = (ports: PortSet, each = trace): Answer => ({
    ports,
    verdict: each.verdict,
    admitted: isOutside ? setOf(each.admitted) : null,
    isOpen: each.missing.length > 0,
  });
  if (!hasPorts(question.protocol)) return [answer([])];
  return answeredPortClasses(trace).map((ports) => answer(ports, traceFlow(network, { ...question, ports })));
}

/** What differs between two answers to the same question, ports with the same difference together. */
export function differences(
  { before, after }: { readonly before: readonly Answer[]; readonly after: readonly Answer[] },
  about: { readonly family: Family; readonly hasPorts: boolean; readonly internet: readonly AddressSet[] },
): readonly Difference[] {
  const merged = new Map<string, { difference: Omit<Difference, "ports">; ports: [number, number][] }>();
  for (const segment of about.hasPorts ? segments([...before, ...after]) : [null])
    for (const difference of compare(answerAt(before, segment), answerAt(after, segment), about)) {
      const key = JSON.stringify(difference);
      const known = merged.get(key) ?? { difference, ports: [] };
      if (segment) joinSegment(known.ports, segment);
      merged.set(key, known);
    }
  return [...merged.values()].map(({ difference, ports }) => ({ ...difference, ports }));
}

const REFUSED: Answer = { ports: [], verdict: "NOT_REACHABLE", admitted: null, isOpen: false };

function answerAt(answers: readonly Answer[], segment: readonly [number, number] | null): Answer {
  const found = answers.find(
    ({ ports }) => segment === null || ports.some(([lo, hi]) => lo <= segment[0] && segment[0] <= hi),
  );
  return found ?? REFUSED;
}

/** The ports cut at every border of every answer, in ascending order. */
function segments(answers: readonly Answer[]): readonly [number, number][] {
  const starts = new Set<number>();
  for (const { ports } of answers)
    for (const [lo, hi] of ports) {
      starts.add(lo);
      starts.add(hi + 1);
    }
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((lo, position) => [lo, (sorted[position + 1] ?? 65_536) - 1]);
}

function joinSegment(ports: [number, number][], [lo, hi]: readonly [number, number]): void {
  const last = ports.at(-1);
  if (last && last[1] + 1 === lo) last[1] = hi;
  else ports.push([lo, hi]);
}

function compare(
  before: Answer,
  after: Answer,
  { family, internet }: { readonly family: Family; readonly internet: readonly AddressSet[] },
): readonly Omit<Difference, "ports">[] {
  const verdicts = { before: before.verdict, after: after.verdict };
  const undecided = { kind: "undecided", ...verdicts, prefixes: [] } as const;
  const doubt = after.isOpen && !before.isOpen ? [undecided] : [];
  if (after.verdict === "UNKNOWN") return doubt;
  // What was not decided before may have been open or closed; said as what it is now, never left out.
  if (before.admitted === null && after.admitted === null) return [...compareKinds(verdicts), ...doubt];
  const both = internet.reduce((a, b) => addresses.intersect(a, b));
  const [had, has] = [before.admitted ?? [], after.admitted ?? []];
  const part = (kind: "opened" | "closed", a: AddressSet, b: AddressSet): Omit<Difference, "ports">[] => {
    const set = addresses.intersect(addresses.subtract(a, b), both);
    const isWhole = b.length === 0;
    return set.length === 0
      ? []
      : [
          {
            kind,
            ...verdicts,
            prefixes: isWhole && isEverything(a, both) ? [] : formatAddressSet(set, family),
          },
        ];
  };
  const parts = [...part("opened", has, had), ...part("closed", had, has)];
  return [...(parts.length > 0 ? parts : compareKinds(verdicts)), ...doubt];
}

function isEverything(set: AddressSet, space: AddressSet): boolean {
  return addresses.subtract(space, set).length === 0;
}

const RANK: Readonly<Record<VerdictKind, number>> = {
  NOT_REACHABLE: 0,
  UNKNOWN: 0,
  PARTIAL: 1,
  REACHABLE: 2,
};

function compareKinds(verdicts: Pick<Difference, "before" | "after">): readonly Omit<Difference, "ports">[] {
  const difference = RANK[verdicts.after] - RANK[verdicts.before];
  if (difference === 0) return [];
  return [{ kind: difference > 0 ? "opened" : "closed", ...verdicts, prefixes: [] }];
}

function setOf(prefixes: readonly string[]): AddressSet {
  return prefixesSet(prefixes.flatMap((text) => parsePrefix(text) ?? []));
}
