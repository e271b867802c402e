import { reportLocal } from "../../application/local-analysis";
import type { Command } from "../command";
import { count, table } from "../print/table";
import { plain } from "../print/words";

const SHOWN_DIAGNOSTICS = 40;

export const importCommand: Command = {
  name: "import",
  summary: "read a configuration and say what is in it and what was ignored",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ local }) => {
    const report = reportLocal(local);
    const { snapshotId, counts, diagnostics, ignored } = report;
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
