import { analyzeLocal, type LocalAlert } from "../../application/local-suite";
import type { Command } from "../command";
import { attackLines } from "../print/attack";
import { count } from "../print/table";
import { plain } from "../print/words";
import { SUITE_HELP, SUITE_OPTIONS, suiteAsk } from "../suite-options";

export const analyzeCommand: Command = {
  name: "analyze",
  summary:
    "the whole suite: every single failure, exposure, zonal dependence, load, attacks; the alerts it raises",
  usage: "CONFIG [--demands FILE] [--as-of DAY] [--findings FILE]... [--kev FILE] [--epss FILE]",
  help: SUITE_HELP,
  options: SUITE_OPTIONS,
  run: async ({ ports, local, values, progress }) => {
    const analysis = await analyzeLocal(ports, local, suiteAsk(values), (done, total) => {
      if (done === total || done % 50 === 0) progress(`${done} of ${total} failures tried`);
    });
    const { alerts, counts, checks } = analysis;
    const open = alerts.filter(({ exception }) => exception === null);
    const undecided = checks.filter(({ outcome }) => outcome === "unknown");
    return {
      json: { ...analysis },
      text: [
        ...alerts.flatMap(alertLines),
        `${count(alerts.length, "alert")}; ${counts.scenarioCount} checks: ${counts.provedCount} hold, ${counts.affectedCount} violated, ${counts.undecidedCount} undecided`,
        ...[...new Set(undecided.flatMap(({ missing }) => missing))].map(
          (text) => `  undecided: ${plain(text)}`,
        ),
      ].join("\n"),
      // What could not be decided is no all-clear.
      isWrong: open.length + undecided.length > 0,
    };
  },
};

function alertLines(alert: LocalAlert): readonly string[] {
  const { severity, title, description, recommendations, impact, likelihood, fingerprint, exception } = alert;
  return [
    `${severity.toUpperCase().padEnd(8)} ${plain(title)}`,
    `         ${plain(description)}`,
    `         impact ${impact.value}: ${plain(impact.source)}; likelihood ${likelihood.value}: ${plain(likelihood.source)}`,
    ...(alert.evidence.attack ? attackLines(alert.evidence.attack) : []).map((line) => `           ${line}`),
    ...recommendations.flatMap((each) => [
      `         - ${plain(each.title)} (effort ${each.effort}, not verified)`,
      ...each.changes.map((change) => `             ${plain(change)}`),
    ]),
    ...(exception ? [`         accepted by ${plain(exception.owner)} until ${exception.expires}`] : []),
    ...(alert.evidence.solver ? [`         ${solverText(alert.evidence.solver)}`] : []),
    `         ${fingerprint}`,
    "",
  ];
}

const SOLVER_WORDS = {
  confirmed: "confirmed by Z3",
  refuted: "REFUTED by Z3, please report this",
  undecided: "not confirmed by Z3",
} as const;

function solverText({ result, reason, questionHash }: NonNullable<LocalAlert["evidence"]["solver"]>): string {
  const question = questionHash === null ? "" : ` (question ${questionHash.slice(0, 12)})`;
  return `${SOLVER_WORDS[result]}${reason === null ? "" : `: ${plain(reason)}`}${question}`;
}
