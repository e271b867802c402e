import { analyzeLoad, assumedDemands, type Demand, type LoadResult } from "../engine/scenario";
import { buildNetwork, type View } from "../engine/semantics";
import { failuresOf, type LocalNetwork, type LocalPorts } from "./local-analysis";
import { readDemands } from "./local-demands";
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
  const given =
    demandsFile === undefined ? local.demands : (await readDemands(ports, local, demandsFile)).demands;
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

function checkApplication(demands: readonly Demand[], application: string | undefined): void {
  const names = [...new Set(demands.flatMap((demand) => demand.application ?? []))].sort();
  if (application === undefined || names.includes(application)) return;
  const known =
    names.length > 0 ? `there are ${names.map((name) => `\`${name}\``).join(", ")}` : "no demand has one";
  throw new Failure("BAD_INPUT", `no demand belongs to application \`${application}\`: ${known}`);
}
