import * as z from "zod";
import { type Configuration, type FactDemand, factDemandSchema } from "../engine/configuration";
import type { Decision } from "../engine/intent";
import type { Demand } from "../engine/scenario";
import type { PlacedFinding } from "../engine/vulnerability";
import { demandsOf, type LocalNetwork, type LocalPorts } from "./local-analysis";
import { findLocal, type LocalFindingsAsk } from "./local-findings";
import { Failure } from "./ports/failure";

interface ReadDemands {
  readonly origin: "declared" | "imported";
  readonly facts: readonly FactDemand[];
  readonly demands: readonly Demand[];
}

/** Traffic from a file of its own. Fails BAD_INPUT with file, place and candidates. */
export async function readDemands(
  ports: LocalPorts,
  local: LocalNetwork,
  file: string,
): Promise<ReadDemands> {
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
  return { origin, facts, demands: demandsOf(local.index, facts, { file, origin, placeOf }) };
}

/** What the suite is asked under, on the command line. */
export interface SuiteAsk {
  /** A file of demands, taken in place of declared ones. */
  readonly demandsFile?: string | undefined;
  /** The day that the input is of, `YYYY-MM-DD`; today when absent. */
  readonly day?: string | undefined;
  /** Scanners' reports, whose findings attacks use; none when absent. */
  readonly findings?: LocalFindingsAsk;
}

/** What the suite is given beside the input. */
export interface SuiteTerms {
  readonly configuration: Configuration;
  readonly decisions: readonly Decision[];
  readonly day: string;
  readonly placed: readonly PlacedFinding[];
}

/** Reads what the suite is asked under. Fails BAD_INPUT with file, place and candidates. */
export async function suiteTerms(
  ports: LocalPorts,
  local: LocalNetwork,
  { demandsFile, day = ports.today(), findings }: SuiteAsk,
): Promise<SuiteTerms> {
  const { configuration } = local;
  const placed = findings ? (await findLocal(ports, local, findings)).placed : [];
  if (demandsFile === undefined) return { configuration, decisions: [], day, placed };
  const { origin, facts } = await readDemands(ports, local, demandsFile);
  const { demands: _replaced, ...declared } = configuration.declared ?? { applications: [], exceptions: [] };
  return {
    configuration: { ...configuration, declared },
    decisions: facts.map((demand, position) => ({ kind: "demand", id: `${position}`, origin, demand })),
    day,
    placed,
  };
}
