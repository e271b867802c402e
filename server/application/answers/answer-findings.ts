import type { ConfigurationIndex } from "../../engine/configuration";
import { elementOf } from "../../engine/intent";
import { severityOfFinding } from "../../engine/scenario";
import type { PlacedFinding, Placement } from "../../engine/vulnerability";
import { BANDS, type Band, type ScanFinding } from "../../engine/vulnerability/scan-report.schema";
import type {
  FindingCounts,
  FindingRow,
  FindingSort,
  FindingState,
  FindingsAnswer,
  FindingsAsk,
} from "../ports/finding-answers";
import type { HeldSnapshot } from "./held-snapshot";

/** Instances of one finding that a row names. */
const NAMED_INSTANCE_COUNT = 3;

/** A finding with what became of it. */
interface Standing {
  readonly finding: ScanFinding;
  readonly band: Band;
  readonly place: PlacedFinding | null;
  readonly why: string | null;
  /** Where it stands, as it is sorted and searched. */
  readonly names: string;
}

/** A part of what scanners found, filtered and sorted, with counts of all of it. */
export function answerFindings(held: HeldSnapshot, ask: FindingsAsk): FindingsAnswer {
  const standings = standingsOf(held);
  const ofState = standings[ask.state];
  const matching = ofState.filter((each) => answersTo(each, ask)).sort(orderOf(ask));
  return {
    counts: countsOf(held.placement()),
    declaredCount: held.configuration.declared?.vulnerabilities?.length ?? 0,
    reports: countsByReport(held.placement()),
    methods: methodsOf(held.placed()),
    bands: BANDS.map((band) => ({
      band,
      count: ofState.filter((each) => each.band === band).length,
    })),
    knownExploitedCount: ofState.filter(({ finding }) => finding.isKnownExploited).length,
    matchCount: matching.length,
    rows: matching.slice(ask.offset, ask.offset + ask.limit).map((each) => rowOf(held.index, each)),
  };
}

type Standings = Readonly<Record<FindingState, readonly Standing[]>>;

/** Kept for as long as the placement is: a page asks for one part after the other. */
const known = new WeakMap<Placement, Standings>();

function standingsOf({ index, placement }: HeldSnapshot): Standings {
  const { placed, notPlaced, settled } = placement();
  const kept = known.get(placement());
  if (kept) return kept;
  const aside = ({ finding, why }: Placement["notPlaced"][number]): Standing => ({
    finding,
    band: severityOfFinding(finding),
    place: null,
    why,
    names: finding.subject.name,
  });
  const standings = {
    placed: placed.map((place) => ({
      finding: place.finding,
      band: severityOfFinding(place.finding),
      place,
      why: null,
      names: place.instanceIds.map((id) => `${index.get("instance", id)?.name ?? ""} ${id}`).join(" "),
    })),
    notPlaced: notPlaced.map(aside),
    settled: settled.map(aside),
  };
  known.set(placement(), standings);
  return standings;
}

function answersTo({ finding, band, names }: Standing, { bands, isKnownExploited, q }: FindingsAsk): boolean {
  if (bands.length > 0 && !bands.includes(band)) return false;
  if (isKnownExploited && !finding.isKnownExploited) return false;
  const word = q.trim().toLowerCase();
  if (word === "") return true;
  const texts = [
    finding.id,
    ...finding.aliases,
    finding.component ?? "",
    finding.subject.name,
    names,
    finding.source.file,
  ];
  return texts.some((text) => text.toLowerCase().includes(word));
}

/** Unknown severity counts as high: nobody has said that it is less. */
const RANKS: Readonly<Record<Band, number>> = {
  critical: 4,
  high: 3,
  unknown: 3,
  medium: 2,
  low: 1,
  none: 0,
};

type Order = (a: Standing, b: Standing) => number;

/** The worst first, then what is exploited, then what is likely to be; in the end by id, so that it is one order. */
const bySeverity: Order = (a, b) =>
  RANKS[b.band] - RANKS[a.band] ||
  Number(b.finding.isKnownExploited) - Number(a.finding.isKnownExploited) ||
  (b.finding.epss ?? 0) - (a.finding.epss ?? 0);

const byText =
  (textOf: (standing: Standing) => string): Order =>
  (a, b) => {
    const [left, right] = [textOf(a), textOf(b)];
    return left === right ? 0 : left < right ? -1 : 1;
  };

const ORDERS: Readonly<Record<FindingSort, Order>> = {
  severity: bySeverity,
  id: byText(({ finding }) => finding.id),
  component: byText(({ finding }) => finding.component ?? ""),
  epss: (a, b) => (b.finding.epss ?? -1) - (a.finding.epss ?? -1),
  instance: byText(({ names }) => names.trim()),
  report: byText(({ finding }) => finding.source.file),
};

function orderOf({ sort, descending }: FindingsAsk): Order {
  const first = ORDERS[sort];
  const turn = descending ? -1 : 1;
  const byId = byText(({ finding }) => `${finding.id} ${finding.component ?? ""} ${finding.subject.name}`);
  return (a, b) => turn * first(a, b) || bySeverity(a, b) || byId(a, b);
}

function rowOf(index: ConfigurationIndex, { finding, band, place, why }: Standing): FindingRow {
  const ids = place?.instanceIds ?? [];
  return {
    id: finding.id,
    aliases: finding.aliases,
    band,
    score: finding.score ?? null,
    epss: finding.epss ?? null,
    isKnownExploited: finding.isKnownExploited,
    component: finding.component ?? null,
    version: finding.version ?? null,
    fixedIn: finding.fixedIn,
    subject: finding.subject.name,
    instances: ids
      .slice(0, NAMED_INSTANCE_COUNT)
      .map((id) => elementOf(index.get("instance", id) ?? { kind: "instance", id })),
    instanceCount: ids.length,
    method: place?.method ?? null,
    ports: place?.ports ?? [],
    portBasis: place?.portBasis ?? null,
    why,
    report: finding.source.file,
    scanner: finding.source.scanner,
  };
}

function countsOf({ placed, notPlaced, settled }: Placement): FindingCounts {
  const counts = { placed: placed.length, notPlaced: notPlaced.length, settled: settled.length };
  return { ...counts, total: placed.length + notPlaced.length + settled.length };
}

function countsByReport({ placed, notPlaced, settled }: Placement): FindingsAnswer["reports"] {
  const counts = new Map<string, Record<FindingState | "total", number>>();
  const count = (state: FindingState, { finding }: { readonly finding: ScanFinding }) => {
    const name = finding.source.file;
    const own = counts.get(name) ?? { total: 0, placed: 0, notPlaced: 0, settled: 0 };
    own[state] += 1;
    own.total += 1;
    counts.set(name, own);
  };
  for (const each of placed) count("placed", each);
  for (const each of notPlaced) count("notPlaced", each);
  for (const each of settled) count("settled", each);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => ({ name, ...own }));
}

function methodsOf(placed: readonly PlacedFinding[]): FindingsAnswer["methods"] {
  const counts = new Map<string, number>();
  for (const { method } of placed) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([method, count]) => ({ method, count }));
}
