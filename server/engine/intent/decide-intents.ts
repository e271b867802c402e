import type { Criticality } from "../configuration";
import type { Decision, FlowDecision } from "./decision.schema";
import type { Application, Intent } from "./intent.schema";

/** Required flows and the applications they belong to. */
export interface RequiredFlows {
  readonly applications: readonly Application[];
  readonly intents: readonly Intent[];
}

/** Required flows after their owners decided about them. */
export interface DecidedIntents extends RequiredFlows {
  /** Flows that do not count, as they were inferred, with why. */
  readonly dismissed: readonly { readonly intent: Intent; readonly reason: string }[];
  /** Decisions about flows that are inferred no longer: kept, for the flow may come back. */
  readonly notSeen: readonly FlowDecision[];
  /** For each application, the names it is inferred or declared under, sorted: decisions speak of those. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** How important owners say an application or one of its flows is, the worst of it; absent where nobody said. */
  readonly declaredCriticality: ReadonlyMap<string, Criticality>;
}

type ApplicationDecision = Extract<Decision, { kind: "application" }>;

const WORST_FIRST: readonly Criticality[] = ["critical", "high", "normal", "low"];

/**
 * What is required after `decisions`: those dismissed are left out, those accepted are learned, edits replace what was
 * inferred, and applications carry the names and the criticality that their owners gave. Ids stay, so that the same
 * decisions hold in every snapshot. Deterministic: neither the order of flows nor that of decisions matters.
 * @param inferred  what is inferred, or declared in a file; decisions speak of either
 * @param declared  flows that owners declared on the page, in applications of the names they gave
 */
export function applyDecisions(
  inferred: RequiredFlows,
  decisions: readonly Decision[],
  declared: readonly Intent[] = [],
): DecidedIntents {
  const aboutFlow = new Map<string, FlowDecision>();
  const aboutApplication = new Map<string, ApplicationDecision>();
  for (const each of decisions) {
    if (each.kind === "application") aboutApplication.set(each.application, each);
    else if (each.kind === "accept" || each.kind === "dismiss") aboutFlow.set(each.intentId, each);
  }
  const known = new Set(inferred.intents.map(({ id }) => id));
  const dismissed: { intent: Intent; reason: string }[] = [];
  // A declared flow stands in for an inferred one with the same id.
  const counted = new Map(declared.map((intent) => [intent.id, intent]));
  for (const intent of inferred.intents) {
    if (counted.has(intent.id)) continue;
    const decision = aboutFlow.get(intent.id);
    if (decision?.kind === "dismiss") dismissed.push({ intent, reason: decision.reason });
    else counted.set(intent.id, decision ? learned(intent, decision.edit) : intent);
  }
  const edited = new Set(
    [...aboutFlow.values()].flatMap((each) =>
      each.kind === "accept" && each.edit.criticality !== undefined ? each.intentId : [],
    ),
  );
  const { nameOf, criticalityOf, sources } = applicationNames(
    [...counted.values(), ...dismissed.map(({ intent }) => intent)],
    aboutApplication,
  );
  const intents = [...counted.values()].map((intent): Intent => {
    const application = nameOf(intent.application);
    const own = edited.has(intent.id) || isMinor(intent);
    const criticality = own ? intent.criticality : (criticalityOf(application) ?? intent.criticality);
    return { ...intent, application, criticality };
  });
  intents.sort((a, b) => compare(a.application, b.application) || compare(a.id, b.id));
  const applications = [...sources].flatMap(([name, from]): Application[] => {
    const own = intents.filter(({ application }) => application === name);
    if (own.length === 0) return [];
    const isDeclared =
      from.some((source) => aboutApplication.has(source)) || own.some(({ origin }) => origin === "declared");
    const criticality = criticalityOf(name) ?? worstOf(own.map((intent) => intent.criticality)) ?? "normal";
    const origin = isDeclared ? "declared" : "inferred";
    return [{ name, criticality, origin, intentIds: own.map(({ id }) => id) }];
  });
  return {
    applications,
    intents,
    dismissed: dismissed
      .map(({ intent, reason }) => ({
        intent: { ...intent, application: nameOf(intent.application) },
        reason,
      }))
      .sort((a, b) => compare(a.intent.id, b.intent.id)),
    notSeen: [...aboutFlow.values()]
      .filter(({ intentId }) => !known.has(intentId))
      .sort((a, b) => compare(a.intentId, b.intentId)),
    sources,
    declaredCriticality: new Map(
      [...sources.keys()].flatMap((name): [string, Criticality][] => {
        const flows = intents.filter(({ application }) => application === name);
        const said = flows.filter(({ id, origin }) => origin === "declared" || edited.has(id));
        const worst = criticalityOf(name) ?? worstOf(said.map(({ criticality }) => criticality));
        return worst === undefined ? [] : [[name, worst]];
      }),
    ),
  };
}

function learned(intent: Intent, edit: Extract<FlowDecision, { kind: "accept" }>["edit"]): Intent {
  return {
    ...intent,
    // What a file declares stays declared, whoever changes it.
    origin: intent.origin === "declared" ? "declared" : "learned",
    ports: edit.ports?.map(([lo, hi]): [number, number] => [lo, hi]) ?? intent.ports,
    members: edit.members ?? intent.members,
    criticality: edit.criticality ?? intent.criticality,
    application: edit.application ?? intent.application,
  };
}

/** A way in for administrators or restricted sources: it stays minor in however important an application. */
function isMinor({ origin, criticality }: Intent): boolean {
  return origin !== "declared" && criticality === "low";
}

/** What applications are called, and which of them an owner gave an importance: the worst where several are one. */
function applicationNames(
  intents: readonly Intent[],
  decided: ReadonlyMap<string, ApplicationDecision>,
): {
  readonly nameOf: (source: string) => string;
  readonly criticalityOf: (name: string) => Criticality | undefined;
  readonly sources: ReadonlyMap<string, readonly string[]>;
} {
  const nameOf = (source: string) => decided.get(source)?.name ?? source;
  const sources = new Map<string, string[]>();
  const all = [...new Set(intents.map(({ application }) => application))].sort();
  for (const source of all) sources.set(nameOf(source), [...(sources.get(nameOf(source)) ?? []), source]);
  const sorted = new Map([...sources].sort(([a], [b]) => compare(a, b)));
  return {
    nameOf,
    sources: sorted,
    criticalityOf: (name) =>
      worstOf((sorted.get(name) ?? []).flatMap((source) => decided.get(source)?.criticality ?? [])),
  };
}

function worstOf(all: readonly Criticality[]): Criticality | undefined {
  return WORST_FIRST.find((each) => all.includes(each));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
