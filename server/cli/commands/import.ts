import { type LocalReport, reportLocal } from "../../application/local-analysis";
import type { Command } from "../command";
import { count, table } from "../print/table";
import { plain } from "../print/words";

const SHOWN_DIAGNOSTICS = 40;
const SHOWN_GAPS = 20;

export const importCommand: Command = {
  name: "import",
  summary: "read a configuration and say what is in it and what was ignored",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ local }) => {
    const report = reportLocal(local);
    const { snapshotId, counts, diagnostics, ignored, fidelity } = report;
    const shown = diagnostics.slice(0, SHOWN_DIAGNOSTICS);
    const lines = [
      `snapshot ${snapshotId}`,
      "",
      table(counts.map(({ kind, count: value }) => [String(value).padStart(6), kind])),
      "",
      `${count(diagnostics.length, "diagnostic")}${shown.length < diagnostics.length ? `, the first ${shown.length}:` : ""}`,
      ...shown.map(({ severity, code, message, file, place, weakens }) => {
        const where = [file, place].filter((each) => each !== undefined).join(" ");
        return `  ${severity} ${code}: ${plain(message)}${where === "" ? "" : ` [${plain(where)}]`}${weakens === undefined ? "" : `; weakens ${plain(weakens)}`}`;
      }),
      "",
      ...fidelityLines(fidelity),
      "",
      `${count(ignored.length, "thing")} ignored`,
      ...ignored.map(
        ({ name, file, count: value }) =>
          `  ${value} ${plain(name)}${file === undefined ? "" : ` [${plain(file)}]`}`,
      ),
    ];
    return {
      json: { ...report },
      text: lines.join("\n"),
      isWrong: diagnostics.some(({ severity }) => severity === "error"),
    };
  },
};

/** What weakens answers, and what stays open; attributes that weaken none are only in the JSON. */
function fidelityLines({ gaps, undecided }: LocalReport["fidelity"]): readonly string[] {
  const weak = gaps.filter(({ weakens }) => weakens !== null);
  const shown = weak.slice(0, SHOWN_GAPS);
  const share = undecided
    ? `${undecided.undecidedCount} of ${count(undecided.askedCount, "check")} undecided`
    : "no check was asked";
  return [
    `${count(weak.length, "gap")} that ${weak.length === 1 ? "weakens" : "weaken"} answers, ${share}`,
    ...shown.map(
      ({ sort, subject, count: times, weakens, decides }) =>
        `  ${sort} (${times}): ${plain(subject)}; weakens ${plain(weakens ?? "")}; decided by ${plain(decides)}`,
    ),
    ...(undecided?.causes ?? [])
      .slice(0, SHOWN_GAPS)
      .map(
        ({ missing, count: times, decides }) =>
          `  undecided (${times}): ${plain(missing)}; decided by ${plain(decides)}`,
      ),
  ];
}
