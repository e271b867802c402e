import { matchesRule, tryFixes } from "../../engine/remediation";
import { whatIfInViews } from "../../engine/scenario";
import {
  buildTopologyView,
  listResources,
  locateResources,
  neighboursOf,
  networksWith,
  searchTopology,
} from "../../engine/topology";
import { buildFidelity } from "../fidelity/build-fidelity";
import type { SnapshotQuestion, SnapshotQuestions } from "../ports/question-pool";
import { questionsOf, recordsOf } from "./alert-records";
import { analyzeSnapshot } from "./analyze-snapshot";
import { answerApplications } from "./answer-applications";
import { answerBreach, answerUnderFailures, chooseBestPatches, nextChokeStep } from "./answer-breach";
import { answerChangeWhatIf } from "./answer-change-what-if";
import { answerExposure } from "./answer-exposure";
import { answerFindings } from "./answer-findings";
import { answerLoad, checkDemands } from "./answer-load";
import { planAnswers, termsOf } from "./answer-plan";
import { answerRules, answerTrace } from "./answer-trace";
import { checkFailures } from "./check-failures";
import { nextCutStep } from "./cut-step";
import { resolveDeclaration } from "./decided-flows";
import { exportResources } from "./export-resources";
import { answerPeers } from "./find-anomalies";
import type { HeldSnapshot } from "./held-snapshot";
import { resolvePlace } from "./report-place";
import { describeResource } from "./resource-detail";

/** Told now and then how far the work is. */
export type Progress = (doneCount: number, totalCount: number) => void;

type Answers = {
  readonly [K in SnapshotQuestion]: (
    held: HeldSnapshot,
    ask: SnapshotQuestions[K]["ask"],
    onProgress: Progress,
  ) => SnapshotQuestions[K]["answer"];
};

/**
 * How each question to a snapshot is answered: pure, on whatever thread. Fails BAD_INPUT for a question that
 * makes no sense on this snapshot.
 */
export const answers: Answers = {
  analyze: (held, _, onProgress) => analyzeSnapshot(held, onProgress),
  trace: answerTrace,
  whatIf: (held, { failures, horizon, view }, onProgress) =>
    whatIfInViews(
      (each) => held.baseline({ horizon, view: each }, onProgress),
      view,
      checkFailures(held.index, failures),
    ),
  changeWhatIf: answerChangeWhatIf,
  fix: (held, ask, onProgress) => tryFixes(held.fixBase(), ask, { ...termsOf(held), onProgress }),
  ...planAnswers,
  ruleMoment: (held, { rule }, onProgress) => {
    const suite = analyzeSnapshot(held, onProgress);
    return {
      suite,
      matching: suite.alerts.flatMap((alert) =>
        matchesRule(held.index, rule, alert) ? alert.fingerprint : [],
      ),
    };
  },
  fittingRules: ({ index }, { rules, alert }) =>
    rules.flatMap((rule, position) => (matchesRule(index, rule, alert) ? position : [])),
  resource: (held, { id }) => describeResource(held, id),
  decide: answerRules,
  intents: (held) => {
    const { applications, intents } = held.intents();
    return { applications, intents };
  },
  applications: (held, _, onProgress) => answerApplications(held, onProgress),
  checkDeclaration: ({ index }, declaration) => ({
    kind: "problems",
    problems: resolveDeclaration(index, declaration).problems,
  }),
  load: answerLoad,
  checkDemands: ({ index }, ask) => checkDemands(index, ask),
  peers: answerPeers,
  fidelity: (held, parts) => buildFidelity(held.configuration, parts),
  findings: answerFindings,
  reportPlace: (held, ask) => resolvePlace(held.index, ask),
  text: (held) => held.text,
  view: (held, options) => buildTopologyView(held.index, options),
  exposure: answerExposure,
  neighbours: (held, { ids, hops }) => locateResources(held.index, neighboursOf(held.index, ids, hops)),
  networks: (held, { q }) => networksWith(held.index, q) ?? null,
  search: (held, { q, limit }) => searchTopology(held.index, q, limit),
  alertQuestions: (held, { alerts }) => questionsOf(held, alerts),
  alertRecords: (held, { alerts, answers }) => recordsOf(held, alerts, answers),
  cutStep: nextCutStep,
  breach: answerBreach,
  breachUnderFailures: answerUnderFailures,
  chokeStep: nextChokeStep,
  bestPatches: chooseBestPatches,
  list: (held, query) => listResources(held.index, query),
  exportList: (held, ask) => exportResources(held.index, ask),
  locate: (held, { ids }) => locateResources(held.index, ids),
};
