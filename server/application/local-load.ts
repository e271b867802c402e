import * as z from "zod";
import { type FactDemand, factDemandSchema } from "../engine/configuration";
import { analyzeLoad, assumedDemands, type Demand, type LoadResult } from "../engine/scenario";
import { buildNetwork, type View } from "../engine/semantics";
import { demandsOf, failuresOf, type LocalNetwork, type LocalPorts } from "./local-analysis";
import { Failure } from "./ports/failure";

export interface LocalLoadAsk {
  /** A file of demands, taken in place of declared ones. */
  readonly demandsFile?: string | undefined;
  readonly growth: number;
  /** Only this application's demands grow; all when absent. */
  readonly application?: string | undefined;
  readonly thresholdRatio: number;
  readonly fail: readonly string[];
  readonly view: View;
  /** The day that the input is of, `YYYY-MM-DD`; today when absent. */
  readonly day?: string | undefined;
  readonly onProgress: (doneCount: number, totalCount: number) => void;
}

export interface LocalLoad extends LoadResult {
  /** Who says what is sent: a network of which nothing is declared is shown under a flat assumption. */
  readonly basis: Demand["origin"] | "none";
  readonly day: string;
  readonly thresholdRatio: number;
  /** Required flows that are too wide to assume anything about. */
  readonly leftOutCount: number;
}

/** How much of every limit is used, what fills up first, and when. Fails BAD_INPUT with file and place. */
export async function loadLocal(
  ports: LocalPorts,
  local: LocalNetwork,
  ask: LocalLoadAsk,
): Promise<LocalLoad> {
  const { demandsFile, view, application } = ask;
  const failures = [...failuresOf(local, { fail: ask.fail })];
  const network = buildNetwork(local.configuration, { failures, view, horizon: "T1" });
  const given = demandsFile === undefined ? local.demands : await readDemands(ports, local, demandsFile);
  const assumed = given.length > 0 ? undefined : assumedDemands(network, local.intents);
  const demands = assumed?.demands ?? given;
  checkApplication(demands, application);
  const day = ask.day ?? ports.today();
  const result = analyzeLoad(network, demands, {
    day,
    growth: ask.growth,
    thresholdRatio: ask.thresholdRatio,
    ...(application === undefined ? {} : { grows: (demand) => demand.application === application }),
    // With something down already, and on mere assumptions, what else might fail is not asked.
    sweeps: failures.length === 0 && assumed === undefined,
    onProgress: ask.onProgress,
  });
  return {
    ...result,
    basis: demands[0]?.origin ?? "none",
    day,
    thresholdRatio: ask.thresholdRatio,
    leftOutCount: assumed?.leftOutCount ?? 0,
  };
}

async function readDemands(ports: LocalPorts, local: LocalNetwork, file: string): Promise<readonly Demand[]> {
  const { origin, rows } = ports.readDemands(await ports.readText(file), file);
  const facts = rows.map(({ place, value }): FactDemand => {
    const parsed = factDemandSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const path = z.core.toDotPath(issue?.path ?? []);
    throw new Failure("BAD_INPUT", `the demands do not fit: ${issue?.message ?? "unknown form"}`, {
      file,
      place: path === "" ? place : `${place}.${path}`,
    });
  });
  const placeOf = (text: string) =>
    text.replace(/^demands\[(\d+)\]/, (whole, at) => rows[Number(at)]?.place ?? whole);
  return demandsOf(local.index, facts, { file, origin, placeOf });
}

function checkApplication(demands: readonly Demand[], application: string | undefined): void {
  const names = [...new Set(demands.flatMap((demand) => demand.application ?? []))].sort();
  if (application === undefined || names.includes(application)) return;
  const known =
    names.length > 0 ? `there are ${names.map((name) => `\`${name}\``).join(", ")}` : "no demand has one";
  throw new Failure("BAD_INPUT", `no demand belongs to application \`${application}\`: ${known}`);
}
