import type { DemandFile } from "../../application/ports/demand-file";
import { Failure } from "../../application/ports/failure";
import { jsonOf } from "../document";
import { readMetricData } from "./metric-data";
import { readTable } from "./table";

/**
 * Reads a file of traffic: `{"demands": [...]}`, a reply of CloudWatch's GetMetricData, or a table (CSV) whose first line
 * names its columns. Fails BAD_INPUT with the file and the place.
 */
export function readDemandFile(text: string, file: string): DemandFile {
  const clean = text.replace(/^\uFEFF/, "");
  if (!/^\s*[[{]/.test(clean) && !/[.]json$/i.test(file)) return readTable(clean, file);
  const value = jsonOf(new TextEncoder().encode(clean), file, {
    what: "file of traffic",
    again: "write the file again",
  });
  const { demands, MetricDataResults, ...rest } = isObject(value) ? value : {};
  if (Array.isArray(MetricDataResults)) return readMetricData(MetricDataResults, rest, file);
  const [unknown] = Object.keys(rest);
  if (!Array.isArray(demands) || unknown !== undefined) {
    const what = unknown === undefined ? "" : `: \`${unknown}\` is no part of it`;
    const message = `the demands do not fit${what}; write {"demands": [...]}, or hand in a GetMetricData reply or a CSV table`;
    throw new Failure("BAD_INPUT", message, { file });
  }
  return { origin: "declared", rows: demands.map((each, at) => ({ place: `demands[${at}]`, value: each })) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
