import { analyze } from "../../engine/alert";
import { type Configuration, type ConfigurationIndex, indexConfiguration } from "../../engine/configuration";
import { mentionedBy } from "../../engine/inspection";
import type { Decision } from "../../engine/intent";
import type { FixBase } from "../../engine/remediation";
import {
  attackFacts,
  type CutProblem,
  cutProblem,
  type OutageBaseline,
  outageBaseline,
  withPlacedFindings,
} from "../../engine/scenario";
import type { CutsRequest } from "../../engine/scenario/cuts/cuts.schema";
import { buildNetwork, type Horizon, type Network, type View } from "../../engine/semantics";
import { type PlacedFinding, type Placement, placeFindings } from "../../engine/vulnerability";
import { checkFailures } from "./check-failures";
import { type DecidedFlows, decideFlows } from "./decided-flows";
import { type FindBreach, heldBreaches } from "./held-breach";
import type { HeldFindings } from "./held-findings";

/**
 * A configuration in memory with what its answers share, each part computed when it is first needed: asking
 * again costs only what differs.
 */
export interface HeldSnapshot {
  /** The same snapshot under these decisions, of this day; what does not depend on them is shared. */
  readonly decided: (decisions: readonly Decision[], day?: string) => HeldSnapshot;
  /** The day from which declared growth counts; undefined: growth has no dates. */
  readonly day: string | undefined;
  /** The same snapshot with what scanners found in it; null: nothing was uploaded. */
  readonly withFindings: (findings: HeldFindings | null) => HeldSnapshot;
  readonly configuration: Configuration;
  /** The canonical text it was read from. */
  readonly text: string;
  readonly index: ConfigurationIndex;
  /** The network as it is, nothing failed. */
  readonly network: () => Network;
  /** Required flows after what owners decided; before anybody decided, unless `decided` was asked. */
  readonly intents: () => DecidedFlows;
  /** Every required flow before anything fails. */
  readonly baseline: (
    terms: { readonly horizon: Horizon; readonly view: View },
    onProgress?: (doneCount: number, totalCount: number) => void,
  ) => OutageBaseline;
  /** Where findings stand, and which stand nowhere; all empty unless `withFindings` was asked. */
  readonly placement: () => Placement;
  /** The findings that stand on instances. */
  readonly placed: () => readonly PlacedFinding[];
  /** An attack, from what is declared and what scanners found. */
  readonly breach: FindBreach;
  /** What trials of changes are compared with. */
  readonly fixBase: () => FixBase;
  /** What is to be broken and what may fail for it; undefined when the target is not there. */
  readonly cutProblem: (request: CutsRequest) => CutProblem | undefined;
  /** For each id, the ids of the resources whose configuration mentions it. */
  readonly mentionedBy: () => ReadonlyMap<string, ReadonlySet<string>>;
}

/** @param text  the canonical text of `configuration` */
export function holdSnapshot(configuration: Configuration, text: string): HeldSnapshot {
  const index = indexConfiguration(configuration);
  const network = once(() => buildNetwork(configuration));
  const shared = { configuration, text, index, network, mentionedBy: once(() => mentionedBy(index)) };
  // Decisions change now and then, and everybody asks under the same ones.
  let last: { readonly key: string; readonly held: HeldSnapshot } | undefined;
  const decided: HeldSnapshot["decided"] = (decisions, day) => {
    const key = JSON.stringify([decisions, day]);
    if (last?.key !== key) {
      const parts = { decided, day, ...shared, ...decidedParts(shared, decisions) };
      last = { key, held: findable(parts) };
    }
    return last.held;
  };
  return decided([]);
}

type Shared = Pick<HeldSnapshot, "configuration" | "index">;
type Decided = Pick<HeldSnapshot, "intents" | "baseline" | "cutProblem">;
type Found = "withFindings" | "placement" | "placed" | "breach" | "fixBase";

/** A decided snapshot without findings, whose other parts are shared with what has some. */
function findable(parts: Omit<HeldSnapshot, Found>): HeldSnapshot {
  let last: { readonly findings: HeldFindings | null; readonly held: HeldSnapshot } | undefined;
  const withFindings: HeldSnapshot["withFindings"] = (findings) => {
    if (findings === null) return bare;
    if (last?.findings !== findings)
      last = { findings, held: { ...parts, withFindings, ...foundParts(parts, findings) } };
    return last.held;
  };
  const bare: HeldSnapshot = { ...parts, withFindings, ...foundParts(parts, null) };
  return bare;
}

/** The parts that depend on what scanners found. */
function foundParts(
  { configuration, index, network, intents, day }: Omit<HeldSnapshot, Found>,
  findings: HeldFindings | null,
): Omit<Pick<HeldSnapshot, Found>, "withFindings"> {
  const placement = once(() =>
    findings ? placeFindings(index, findings.reports, findings.words) : NOTHING_FOUND,
  );
  const placed = () => placement().placed;
  return {
    placement,
    placed,
    breach: heldBreaches({
      index,
      known: once(() => {
        const declared = attackFacts(index);
        return { ...declared, facts: withPlacedFindings(declared.facts, placed()) };
      }),
      failuresOf: (failures) => checkFailures(index, failures),
    }),
    fixBase: once(() => {
      const { declared, decisions } = intents();
      const analysis = analyze(configuration, { declared, decisions, day, placed: placed() });
      return { network: network(), intents: intents().intents, analysis };
    }),
  };
}

const NOTHING_FOUND: Placement = { placed: [], notPlaced: [], settled: [] };

/** The parts that depend on which flows are required. */
function decidedParts({ configuration, index }: Shared, decisions: readonly Decision[]): Decided {
  const intents = once(() => decideFlows(index, decisions));
  const baselines = new Map<string, OutageBaseline>();
  const baseline: HeldSnapshot["baseline"] = ({ horizon, view }, onProgress) => {
    const key = `${horizon} ${view}`;
    const options = { horizon, view, ...(onProgress ? { onProgress } : {}) };
    const held = baselines.get(key) ?? outageBaseline(configuration, intents().intents, options);
    baselines.set(key, held);
    return held;
  };
  // A search comes back for every step, and only one search goes on at a time.
  let lastProblem: { readonly key: string; readonly problem: CutProblem | undefined } | undefined;
  return {
    intents,
    baseline,
    cutProblem: (request) => {
      const key = JSON.stringify(request);
      if (lastProblem?.key !== key)
        lastProblem = { key, problem: cutProblem(baseline(request), intents().applications, request) };
      return lastProblem.problem;
    },
  };
}

function once<T>(compute: () => T): () => T {
  let held: { readonly value: T } | undefined;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
}
