import {
  type Alert,
  type Analysis,
  type AnalyzeOptions,
  INTERNET_EXPOSURE,
  REQUIRED_FLOW,
} from "../../alert";
import { type Change, type Configuration, checkIntegrity, type Diagnostic } from "../../configuration";
import type { Intent } from "../../intent";
import {
  changeWhatIf,
  type FlowChange,
  flowJson,
  type IntentChange,
  type ReachComparison,
  requiredFlowJson,
} from "../../scenario";
import type { Network } from "../../semantics";
import { analyzeCopy } from "./analyze-copy";
import type { FixTrial, TrialReason } from "./fix-trial.schema";
import { type AlertComparison, compareAlerts } from "./judge-alerts";
import { missingInput } from "./missing-input";
import { flowsOfModels, modelsOf } from "./new-members";
import { isTheAttack } from "./own-flow";
import { flowsOfNodes } from "./own-nodes";

/** The network as it is, with what the suite says of it: what every trial is compared with. */
export interface FixBase {
  readonly network: Network;
  readonly intents: readonly Intent[];
  readonly analysis: Analysis;
}

export interface VerifyOptions {
  /** Flows that owners declared, as the suite was given them. */
  readonly declared?: AnalyzeOptions["declared"];
  /** What owners say of the other flows, as the suite was given it. */
  readonly decisions?: AnalyzeOptions["decisions"];
  /** The day from which growth counts, as the suite was given it. */
  readonly day?: AnalyzeOptions["day"];
  /** What scanners found, as the suite was given it. */
  readonly placed?: AnalyzeOptions["placed"];
  /** The largest comparison of the reach relation; its own limit when absent. */
  readonly compareLimit?: number;
  readonly onProgress?: AnalyzeOptions["onProgress"];
}

/**
 * Tries changes on a copy of the configuration: runs the whole suite again and compares every required flow and
 * the reach relation. Verified only if the finding is gone by a decided check, no required flow is lost or
 * degraded, nothing is newly reachable, nothing newly undecided and no new alert is raised; every reason against
 * it is listed. What could not be compared is never taken for unchanged.
 *
 * @param alert  as the suite raised it on this network
 */
export function verifyFix(
  { network, intents, analysis }: FixBase,
  alert: Alert,
  changes: readonly Change[],
  options: VerifyOptions = {},
): FixTrial {
  const tried = changeWhatIf(network, intents, changes, options.compareLimit);
  if (tried.kind === "conflict")
    return { ...NOTHING, verdict: "refused", reasons: [{ code: "conflict", text: tried.message }] };
  const after = analyzeCopy(tried.configuration, options);
  const models = modelsOf(changes);
  const alerts = compareAlerts(analysis, after, alert, (id) => models.get(id) ?? id);
  const flows = judgeIntents(tried.intents, alert, alerts);
  const [isOfModel, isOfNode] = [flowsOfModels(network, changes), flowsOfNodes(network, changes)];
  const isLikeIts = (flow: FlowChange) => isOfModel(flow) || isOfNode(flow);
  const reach = judgeReach(tried.reach, alert, tried.intents, isLikeIts);
  const reasons = [
    ...integrityReasons(network.index.configuration, tried.configuration),
    ...alerts.reasons,
    ...flows.reasons,
    ...reach.reasons,
    ...missingInput(network.index, changes),
  ];
  const compared = tried.reach.kind === "compared" ? tried.reach : undefined;
  return {
    verdict: verdictOf(reasons),
    reasons,
    fixes: alerts.gone.map(({ fingerprint }) => fingerprint),
    lost: flows.lost.map(requiredFlowJson),
    intended: flows.intended.map(requiredFlowJson),
    opened: (compared?.opened ?? []).map(flowJson),
    closed: (compared?.closed ?? []).map(flowJson),
    undecided: [...alerts.undecided, ...flows.undecided, ...reach.undecided],
    newAlerts: alerts.newAlerts.map(nameOf),
    movedAlerts: alerts.movedAlerts.map(nameOf),
    comparedCount: compared?.comparedCount ?? null,
  };
}

const NOTHING: Omit<FixTrial, "verdict" | "reasons"> = {
  fixes: [],
  lost: [],
  intended: [],
  opened: [],
  closed: [],
  undecided: [],
  newAlerts: [],
  movedAlerts: [],
  comparedCount: null,
};

/** Reasons that show nothing, as against those that show something bad. */
const OPEN: readonly TrialReason["code"][] = [
  "finding-undecided",
  "newly-undecided",
  "not-in-the-input",
  "too-large",
];

function verdictOf(reasons: readonly TrialReason[]): FixTrial["verdict"] {
  if (reasons.length === 0) return "verified";
  return reasons.every(({ code }) => OPEN.includes(code)) ? "undecided" : "refused";
}

function nameOf({ fingerprint, severity, title }: Alert): FixTrial["newAlerts"][number] {
  return { fingerprint, severity, title };
}

function integrityReasons(before: Configuration, after: Configuration): readonly TrialReason[] {
  // A message counts who else names what is missing; that there are more of them is nothing new.
  const keyOf = ({ code, resource, message }: Diagnostic) =>
    `${code} ${resource?.id} ${/`[^`]+`/.exec(message)?.[0]}`;
  const known = new Set(checkIntegrity(before).map(keyOf));
  return checkIntegrity(after)
    .filter((each) => !known.has(keyOf(each)))
    .map(({ message }) => ({ code: "not-whole", text: message }));
}

function judgeIntents(changed: readonly IntentChange[], alert: Alert, { gone }: AlertComparison) {
  const hurt = changed.filter(({ effect }) => effect === "lost" || effect === "degraded");
  const intended = hurt.filter((each) => isTheExposure(each, alert, gone) || isTheAttack(each, alert, gone));
  const lost = hurt.filter((each) => !intended.includes(each));
  const open = changed.filter(({ effect }) => effect === "undecided");
  const text = ({ intent }: IntentChange) => {
    const { application, from, to } = requiredFlowJson({ intent, ...UNCHANGED });
    return `${application}: ${from} to ${to}`;
  };
  return {
    lost,
    intended: [...intended, ...changed.filter(({ effect }) => effect === "gained")],
    undecided: open.map(
      (each) => `required flow ${text(each)} (${each.missing.join(", ") || "not decided"})`,
    ),
    reasons: [
      ...lost.map(
        (each): TrialReason => ({
          code: "required-flow-lost",
          text: `a required flow is ${each.effect}: ${text(each)}, for ${each.members.map(({ name, id }) => name ?? id).join(", ")}`,
        }),
      ),
      ...open.map(
        (each): TrialReason => ({
          code: "newly-undecided",
          text: `a required flow cannot be decided: ${text(each)}`,
        }),
      ),
    ],
  };
}

const UNCHANGED = { effect: "lost", before: "UNKNOWN", after: "UNKNOWN", members: [], missing: [] } as const;

/**
 * A flow from the internet that nobody declared and that was inferred from the exposing rule itself: closing it is
 * the cure. Only for hosts of which an exposure alert, at least as severe, is gone with it.
 */
function isTheExposure({ intent, members }: IntentChange, alert: Alert, gone: readonly Alert[]): boolean {
  if (alert.kind !== INTERNET_EXPOSURE || intent.origin !== "inferred" || intent.from.kind !== "internet")
    return false;
  const cured = new Set(
    gone
      .filter(
        (each) =>
          each.kind === INTERNET_EXPOSURE &&
          each.likelihood.value * each.impact.value >= alert.likelihood.value * alert.impact.value,
      )
      .map(({ subject }) => subject.id),
  );
  return members.length > 0 && members.every(({ id }) => cured.has(id));
}

function judgeReach(
  reach: ReachComparison,
  alert: Alert,
  intents: readonly IntentChange[],
  isLikeIts: (flow: FlowChange) => boolean,
) {
  if (reach.kind === "too-large") {
    const text = `too large to compare: ${reach.neededCount} questions about pairs of hosts, more than the ${reach.limit} that are asked`;
    return { undecided: [text], reasons: [{ code: "too-large", text } satisfies TrialReason] };
  }
  const opened = reach.opened.filter((flow) => !isRestored(flow, alert, intents) && !isLikeIts(flow));
  const undecided = reach.undecided.filter((flow) => !isLikeIts(flow)).map(flowText);
  return {
    undecided,
    reasons: [
      ...opened.map(
        (flow): TrialReason => ({ code: "newly-reachable", text: `newly reachable: ${flowText(flow)}` }),
      ),
      ...undecided.map(
        (text): TrialReason => ({ code: "newly-undecided", text: `cannot be decided any more: ${text}` }),
      ),
    ],
  };
}

/** The way out that a broken default route was there for: the flow that is required stands for all it carries. */
function isRestored({ from, to }: FlowChange, alert: Alert, intents: readonly IntentChange[]): boolean {
  if (alert.kind !== REQUIRED_FLOW || !to.every(({ kind }) => kind === "internet")) return false;
  const restored = new Set(
    intents
      .filter(({ effect, intent }) => effect === "gained" && intent.to.kind === "internet")
      .filter(({ intent }) => alert.affected.some(({ intentId }) => intentId === intent.id))
      .flatMap(({ members }) => members.map(({ id }) => id)),
  );
  return from.every(({ id }) => restored.has(id));
}

function flowText({ from, to, protocol, ports, prefixes }: FlowChange): string {
  const names = (list: FlowChange["from"]) => {
    const shown = list.slice(0, 3).map(({ name, id }) => name ?? id);
    return list.length > 3 ? `${shown.join(", ")} and ${list.length - 3} more` : shown.join(", ");
  };
  const range = ports.map(([lo, hi]) => (lo === hi ? lo : `${lo}-${hi}`)).join(",");
  const part =
    prefixes.length > 0 ? ` (${prefixes.slice(0, 3).join(", ")}${prefixes.length > 3 ? ", ..." : ""})` : "";
  return `${names(from)} to ${names(to)} on ${protocol}${range === "" ? "" : `/${range}`}${part}`;
}
