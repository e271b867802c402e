import { fixLocal, type LocalFix } from "../../application/local-fixes";
import type { FlowChangeJson } from "../../engine/scenario";
import type { Command } from "../command";
import { requiredText } from "../option-values";
import { attackLines } from "../print/attack";
import { count } from "../print/table";
import { elementText, flowText, plain } from "../print/words";
import { SUITE_HELP, SUITE_OPTIONS, suiteAsk } from "../suite-options";

export const fixCommand: Command = {
  name: "fix",
  summary: "what would cure an alert: changes, each tried on a copy; nothing is changed",
  usage:
    "CONFIG --alert FINGERPRINT [--demands FILE] [--as-of DAY] [--findings FILE]... [--kev FILE] [--epss FILE]",
  help: [
    ["--alert FINGERPRINT", "an alert of `umbra analyze`; its first characters are enough"],
    ...SUITE_HELP,
  ],
  options: { alert: { type: "string" }, ...SUITE_OPTIONS },
  run: async ({ ports, local, values, progress }) => {
    const ask = { alert: requiredText(values, "alert", "FINGERPRINT"), ...suiteAsk(values) };
    const { alert, options } = await fixLocal(ports, local, ask, progress);
    const verified = options.filter((option) => option.verified !== null);
    return {
      json: { alert, options },
      text: [
        `${alert.severity.toUpperCase()} ${plain(alert.title)}`,
        ...(alert.attack ? attackLines(alert.attack) : []).map((line) => `  ${line}`),
        "",
        ...options.flatMap(optionLines),
        options.length === 0
          ? "no change can be proposed for this kind of alert"
          : `${count(options.length, "option")}, ${verified.length} verified by simulation`,
      ].join("\n"),
      // Nothing that is shown to cure it.
      isWrong: verified.length === 0,
    };
  },
};

function optionLines({
  title,
  effort,
  changes,
  sideEffects,
  terraform,
  cli,
  trial,
}: LocalFix): readonly string[] {
  const badge = trial.verdict === "verified" ? "VERIFIED BY SIMULATION" : `not verified (${trial.verdict})`;
  return [
    `${plain(title)}  [${badge}, effort ${effort}]`,
    ...changes.map((text) => `    ${plain(text)}`),
    ...trial.reasons.map(({ text }) => `  because ${plain(text)}`),
    ...flowLines("opens", trial.opened),
    ...flowLines("closes", trial.closed),
    ...trial.intended.map(
      ({ from, to, effect, protocol, ports }) =>
        `  ${effect === "gained" ? "works again" : "meant to end"}: ${plain(from)} -> ${plain(to)} ${flowText(protocol, ports)}`,
    ),
    ...trial.movedAlerts.map(({ title: moved }) => `  then told of as: ${plain(moved)}`),
    ...sideEffects.map((text) => `  mind: ${plain(text)}`),
    "  Terraform:",
    ...indented(terraform),
    "  AWS command line:",
    ...indented(cli),
    "",
  ];
}

function flowLines(verb: string, flows: readonly FlowChangeJson[]): readonly string[] {
  return flows.map(({ from, to, protocol, ports, prefixes }) => {
    const part = prefixes.length > 0 ? ` (${prefixes.join(", ")})` : "";
    return `  ${verb} ${from.map(elementText).join(", ")} -> ${to.map(elementText).join(", ")} ${flowText(protocol, ports)}${part}`;
  });
}

function indented(text: string): readonly string[] {
  return text.split("\n").map((line) => `    ${plain(line)}`);
}
