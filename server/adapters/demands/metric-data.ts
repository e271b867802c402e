import * as z from "zod";
import type { DemandFile } from "../../application/ports/demand-file";
import { Failure } from "../../application/ports/failure";

const resultSchema = z.object({
  Id: z.string().optional(),
  Label: z.string(),
  Timestamps: z.array(z.union([z.string(), z.number()])),
  Values: z.array(z.number().min(0)),
  StatusCode: z.string().default("Complete"),
});

/** `FROM > TO tcp/443`, with `reply` behind it for what comes back. */
const LABEL = /^(.+?)\s*>\s*(.+?)\s+([a-z0-9]+)(?:\/(\d{1,5}))?(\s+reply)?$/i;
const BITS_PER_BYTE = 8;
const BITS_PER_GIGABIT = 1e9;

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port?: number;
  rateGbps: number;
  replyRateGbps: number;
}

/**
 * The reply of GetMetricData for sums of bytes (`Stat: Sum`), with the flow as each query's label. The rate is that of the
 * busiest period; a period lasts as long as the smallest distance of two time stamps.
 */
export function readMetricData(
  results: readonly unknown[],
  { NextToken }: Readonly<Record<string, unknown>>,
  file: string,
): DemandFile {
  const flows = new Map<string, { place: string; value: Flow }>();
  if (typeof NextToken === "string" && NextToken !== "")
    throw new Failure("BAD_INPUT", "there are more pages: hand in the whole reply", {
      file,
      place: "NextToken",
    });
  for (const [at, each] of results.entries()) {
    const place = `MetricDataResults[${at}]`;
    const refuse = (message: string, part = "") =>
      new Failure("BAD_INPUT", message, { file, place: `${place}${part}` });
    const parsed = resultSchema.safeParse(each);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refuse(issue?.message ?? "does not fit", `.${z.core.toDotPath(issue?.path ?? [])}`);
    }
    const { Label, Timestamps, Values, StatusCode } = parsed.data;
    if (StatusCode !== "Complete") throw refuse(`is ${StatusCode}, not Complete: ask again`, ".StatusCode");
    const label = LABEL.exec(Label.trim());
    if (!label) throw refuse(`\`${Label}\` names no flow: label the query FROM > TO tcp/443`, ".Label");
    const [, from = "", to = "", protocol = "", port, reply] = label;
    const seconds = periodOf(Timestamps);
    if (seconds === undefined || Timestamps.length !== Values.length)
      throw refuse(
        "needs at least two values, each with its time, to tell how long a period is",
        ".Timestamps",
      );
    const gbps = (Math.max(...Values) * BITS_PER_BYTE) / seconds / BITS_PER_GIGABIT;
    const key = [from, to, protocol, port].join(" ");
    const ends = {
      from,
      to,
      protocol: protocol.toLowerCase(),
      ...(port === undefined ? {} : { port: Number(port) }),
    };
    const flow = flows.get(key) ?? { place, value: { ...ends, rateGbps: 0, replyRateGbps: 0 } };
    flows.set(key, flow);
    if (reply === undefined) flow.value.rateGbps += gbps;
    else flow.value.replyRateGbps += gbps;
  }
  return { origin: "imported", rows: [...flows.values()] };
}

/** Seconds between the two time stamps that are closest; undefined where there are fewer than two. */
function periodOf(stamps: readonly (string | number)[]): number | undefined {
  const times = stamps
    .map((stamp) => (typeof stamp === "number" ? stamp : Date.parse(stamp) / 1000))
    .sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  const least = gaps.length > 0 ? Math.min(...gaps) : Number.NaN;
  return least > 0 ? least : undefined;
}
