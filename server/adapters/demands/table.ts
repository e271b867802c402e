import type { DemandFile } from "../../application/ports/demand-file";
import { Failure } from "../../application/ports/failure";

const TEXTS = ["application", "from", "to", "protocol"];
const NUMBERS = [
  "port",
  "family",
  "rateGbps",
  "replyRateGbps",
  "packetsPerSecond",
  "connections",
  "flows",
  "peakMinutes",
  "growthPerYear",
];

/**
 * A table of traffic: a first line that names the columns as in `umbra.json`, one demand a line. Several ends of one demand
 * are parted by `;`, an empty cell leaves its part out, cells may stand in quotes.
 */
export function readTable(text: string, file: string): DemandFile {
  const lines = text.split(/\r?\n/).map((line, at) => ({ line, number: at + 1 }));
  const [head, ...body] = lines.filter(({ line }) => line.trim() !== "");
  const columns = cellsOf(head?.line ?? "");
  const unknown = columns.find((each) => ![...TEXTS, ...NUMBERS].includes(each));
  const missing = ["from", "to", "rateGbps"].find((each) => !columns.includes(each));
  if (unknown !== undefined || missing !== undefined) {
    const what = unknown === undefined ? `column \`${missing}\` is missing` : `\`${unknown}\` is no column`;
    const message = `${what}: the first line names ${[...TEXTS, ...NUMBERS].join(", ")}`;
    throw new Failure("BAD_INPUT", message, { file, place: "line 1" });
  }
  const rows = body.map(({ line, number }) => {
    const cells = cellsOf(line);
    if (cells.length !== columns.length) {
      const message = `has ${cells.length} cells, and the first line ${columns.length}`;
      throw new Failure("BAD_INPUT", message, { file, place: `line ${number}` });
    }
    const filled = columns.flatMap((column, at) => {
      const cell = cells[at] ?? "";
      return cell === "" ? [] : [[column, cellValue(column, cell)] as const];
    });
    return { place: `line ${number}`, value: Object.fromEntries(filled) };
  });
  return { origin: "imported", rows };
}

/** What is no number stays a text, which the check of the demand then refuses. */
function cellValue(column: string, cell: string): string | number | readonly string[] {
  if (NUMBERS.includes(column)) return /^\d+([.]\d+)?(e-?\d+)?$/i.test(cell) ? Number(cell) : cell;
  const parts = cell.split(";").map((each) => each.trim());
  return parts.length > 1 && (column === "from" || column === "to") ? parts : cell;
}

/** Cells of a line; a quoted one may hold commas, and quotes written twice. */
function cellsOf(line: string): readonly string[] {
  return [...`,${line}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(([, quoted, bare]) =>
    (quoted?.replaceAll('""', '"') ?? bare ?? "").trim(),
  );
}
