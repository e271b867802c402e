import { type BreachFacts, withPlacedFindings } from "../engine/scenario";
import {
  mergeIntelligence,
  type NotPlaced,
  type PlacedFinding,
  type Placement,
  placeFindings,
} from "../engine/vulnerability";
import type { Band, ScanReport } from "../engine/vulnerability/scan-report.schema";
import { resolveInstance, resolveVpc } from "./answers/report-place";
import { type LocalNetwork, type LocalPorts, ReferenceFailure } from "./local-analysis";
import { Failure } from "./ports/failure";
import type { Misfit } from "./ports/report-store";

/** Reports and lists, as paths, and what the user says of where findings stand. */
export interface LocalFindingsAsk {
  readonly findings: readonly string[];
  readonly kev: string | undefined;
  readonly epss: string | undefined;
  /** `FILE=REF`: the instance that a report is about. */
  readonly on: readonly string[];
  /** The VPC in which addresses and names of reports are looked up. */
  readonly vpc: string | undefined;
}

/** A finding that is in no attack, and why. */
export interface AsideFinding {
  readonly id: string;
  /** How bad the scanner calls it; `unknown` where it does not say. */
  readonly band: Band;
  readonly subject: string;
  readonly component: string | null;
  readonly file: string;
  readonly why: string;
}

/** What became of all findings: `placed`, `notPlaced` and `settled` add up to `total`. */
export interface LocalFindings {
  readonly facts: BreachFacts;
  readonly placed: readonly PlacedFinding[];
  readonly counts: {
    readonly total: number;
    readonly placed: number;
    readonly notPlaced: number;
    readonly settled: number;
  };
  /** How many findings were placed by each method. */
  readonly methods: readonly { readonly method: string; readonly count: number }[];
  readonly notPlaced: readonly AsideFinding[];
  readonly settled: readonly AsideFinding[];
  /** What each report is, and of what date; what else it held. */
  readonly reports: readonly Pick<ScanReport, "file" | "scanner" | "madeAt" | "leftOut">[];
  /** Lists of what is exploited, with their dates. */
  readonly lists: readonly { readonly file: string; readonly date: string | null; readonly count: number }[];
}

/**
 * Reads scanners' reports and puts their findings on the instances of a network. Fails BAD_INPUT, TOO_LARGE or
 * NOT_FOUND with the file and the place in it, and with candidates for a reference that fits nowhere.
 */
export async function findLocal(
  ports: Pick<LocalPorts, "readReport" | "readKnownExploited" | "readProbabilities">,
  { index, breach }: LocalNetwork,
  ask: LocalFindingsAsk,
): Promise<LocalFindings> {
  refuseIdleOptions(ask);
  const on = assignments(index, ask);
  const vpcId = ask.vpc === undefined ? undefined : meant(resolveVpc(index, ask.vpc), "--vpc");
  const known = ask.kev === undefined ? undefined : await ports.readKnownExploited(ask.kev);
  const probabilities = ask.epss === undefined ? undefined : await ports.readProbabilities(ask.epss);
  const reports: ScanReport[] = [];
  for (const path of ask.findings) {
    const report = await ports.readReport(path);
    reports.push({ ...report, findings: mergeIntelligence(report.findings, known, probabilities) });
  }
  const placement = placeFindings(index, reports, { on, vpcOf: () => vpcId });
  return {
    facts: withPlacedFindings(breach.facts, placement.placed),
    placed: placement.placed,
    counts: countsOf(placement),
    methods: methodsOf(placement),
    notPlaced: placement.notPlaced.map(aside),
    settled: placement.settled.map(aside),
    reports: reports.map(({ file, scanner, madeAt, leftOut }) => ({
      file,
      scanner,
      ...(madeAt === undefined ? {} : { madeAt }),
      leftOut,
    })),
    lists: [
      ...(known ? [{ file: known.file, date: known.date ?? null, count: known.ids.size }] : []),
      ...(probabilities
        ? [{ file: probabilities.file, date: probabilities.date ?? null, count: probabilities.scores.size }]
        : []),
    ],
  };
}

/** What only says something of findings says nothing without any. */
function refuseIdleOptions({ findings, kev, epss, on, vpc }: LocalFindingsAsk): void {
  if (findings.length > 0) return;
  const given = Object.entries({ kev, epss, on: on[0], vpc }).find(([, value]) => value !== undefined);
  if (given)
    throw new Failure("BAD_INPUT", `--${given[0]} goes with --findings FILE: name a scanner's report`);
}

function countsOf({ placed, notPlaced, settled }: Placement): LocalFindings["counts"] {
  return {
    total: placed.length + notPlaced.length + settled.length,
    placed: placed.length,
    notPlaced: notPlaced.length,
    settled: settled.length,
  };
}

function methodsOf({ placed }: Placement): LocalFindings["methods"] {
  const counts = new Map<string, number>();
  for (const { method } of placed) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([method, count]) => ({ method, count }));
}

function aside({ finding, why }: NotPlaced): AsideFinding {
  return {
    id: finding.id,
    band: finding.band,
    subject: finding.subject.name,
    component: finding.component ?? null,
    file: finding.source.file,
    why,
  };
}

/** Which instances a report is about, by file: the file is one of the reports, the instance one of the network's. */
function assignments(
  index: LocalNetwork["index"],
  { on, findings }: LocalFindingsAsk,
): ReadonlyMap<string, readonly string[]> {
  const byFile = new Map<string, string[]>();
  for (const text of on) {
    const at = text.lastIndexOf("=");
    const file = text.slice(0, Math.max(at, 0));
    if (at < 1 || !findings.includes(file))
      throw new Failure(
        "BAD_INPUT",
        `--on ${text}: write FILE=REF with a FILE that is given by --findings${findings[0] === undefined ? "" : `, such as ${findings[0]}=i-0123`}`,
      );
    const id = meant(resolveInstance(index, text.slice(at + 1)), `--on ${text}`);
    byFile.set(file, [...(byFile.get(file) ?? []), id]);
  }
  return byFile;
}

/** What a reference means, or a failure that names the option it is of. */
function meant(found: string | Misfit, option: string): string {
  if (typeof found === "string") return found;
  throw new ReferenceFailure(found, option);
}
