import { endText } from "../../engine/alert";
import type { Criticality, Element } from "../../engine/configuration";
import { elementOf, flowText, type Intent, type IntentEnd } from "../../engine/intent";
import type { OutageBaseline } from "../../engine/scenario";
import type { ApplicationFlow, ApplicationsAnswer, FlowEnd, FlowState } from "../ports/application-answers";
import type { DecidedFlows } from "./decided-flows";
import type { HeldSnapshot } from "./held-snapshot";

/** Applications with the flows they need, and what each flow does now: as observed, while nothing fails. */
export function answerApplications(
  held: HeldSnapshot,
  onProgress: (done: number, total: number) => void,
): ApplicationsAnswer {
  const decided = held.intents();
  const baseline = held.baseline({ horizon: "T1", view: "observed" }, onProgress);
  const now = new Map(baseline.intents.map((each) => [each.intent.id, stateOf(each)]));
  const flows = decided.intents.map((intent) =>
    flowOf(held, intent, now.get(intent.id) ?? { state: "undecided", missing: [] }),
  );
  const dismissed = decided.dismissed.map(({ intent, reason }) => ({
    ...flowOf(held, intent, { state: "dismissed", missing: [] }),
    dismissReason: reason,
  }));
  return {
    applications: decided.applications.map(({ name, criticality, origin }) => ({
      name,
      criticality,
      origin,
      sources: decided.sources.get(name) ?? [],
      fileCriticality: fileCriticality(decided, name),
      tiers: tiersOf(decided.intents.filter(({ application }) => application === name)),
    })),
    flows: [...flows, ...dismissed],
    notSeen: decided.notSeen,
    problems: decided.problems,
  };
}

type IntentBaseline = OutageBaseline["intents"][number];

/** What a flow does while nothing fails: decided only where every pair of its members is. */
function stateOf({ pairs, untraced }: IntentBaseline): { state: FlowState; missing: readonly string[] } {
  const missing = pairs.flatMap((pair) => (pair.verdict === "UNKNOWN" ? pair.missing : []));
  if (untraced !== null) missing.push(untraced);
  if (pairs.length === 0 && untraced === null) missing.push("it has no two members that could talk");
  if (missing.length > 0 || pairs.some(({ verdict }) => verdict === "UNKNOWN"))
    return { state: "undecided", missing: [...new Set(missing)].sort() };
  if (pairs.every(({ verdict }) => verdict === "REACHABLE")) return { state: "works", missing: [] };
  const isBroken = pairs.every(({ verdict }) => verdict === "NOT_REACHABLE");
  return { state: isBroken ? "broken" : "partly", missing: [] };
}

function flowOf(
  held: HeldSnapshot,
  intent: Intent,
  { state, missing }: ReturnType<typeof stateOf>,
): ApplicationFlow {
  const { id, application, family, protocol, ports, members, criticality, origin, confidence, why } = intent;
  return {
    id,
    application,
    from: endOf(held, intent.from),
    to: endOf(held, intent.to),
    flow: flowText(intent),
    family,
    protocol,
    ports,
    members,
    criticality,
    origin,
    confidence,
    why,
    state,
    missing,
    dismissReason: null,
    declarationId: held.intents().declarationOf.get(id) ?? null,
    isInFile: held.intents().inFile.intents.some((each) => each.id === id),
    isDecided: held.intents().decisions.some((each) => "intentId" in each && each.intentId === id),
  };
}

/** The worst that the file calls what is shown under this name. */
function fileCriticality({ sources, inFile }: DecidedFlows, name: string): Criticality | null {
  const names = sources.get(name) ?? [];
  const said = inFile.understood.filter((each) => names.includes(each.name));
  return CRITICALITIES.find((each) => said.some(({ criticality }) => criticality === each)) ?? null;
}

const CRITICALITIES: readonly Criticality[] = ["critical", "high", "normal", "low"];

function endOf({ index }: HeldSnapshot, end: IntentEnd): FlowEnd {
  const ids = memberIds(end);
  const elements = ids.map((id): Element => {
    const found = index.find(id);
    return found ? elementOf(found) : { kind: "resource", id };
  });
  const outside = end.kind === "internet" ? (end.prefixes?.[0] ?? "internet") : "";
  return { text: endText(end), elements, reference: ids[0] ?? outside };
}

/** The hosts or resources that an end names; none for the internet. */
function memberIds(end: IntentEnd): readonly string[] {
  return "members" in end ? end.members : [];
}

function tiersOf(
  intents: readonly Intent[],
): readonly { readonly name: string; readonly memberCount: number }[] {
  const tiers = new Map<string, number>();
  for (const { from, to } of intents)
    for (const end of [from, to]) if (end.kind === "tier") tiers.set(end.name, end.members.length);
  return [...tiers]
    .map(([name, memberCount]) => ({ name, memberCount }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
