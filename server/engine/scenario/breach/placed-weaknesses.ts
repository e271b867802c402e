import type { PlacedFinding } from "../../vulnerability";
import type { ScanPort } from "../../vulnerability/scan-report.schema";
import { type CvssReading, readCvssVector } from "./cvss-vector";
import { exploitOf } from "./exploit";
import type { BreachFacts, Service, Weakness } from "./facts";
import { serviceAt } from "./inventory";

/** A scanner that names more ports than these names none: whichever is reached. */
const PORT_LIMIT = 32;

/**
 * Adds what scanners found to the facts of an attack, one weakness for each instance and port. What the owner declared
 * of the same vulnerability on the same host stays. A finding without a vector that fits its grammar is kept: what it
 * gives is undecided. Where no scanner says a port, any that is reached counts and is told as assumed. Clauses: SEC-3,
 * SEC-5.
 */
export function withPlacedFindings(facts: BreachFacts, placed: readonly PlacedFinding[]): BreachFacts {
  const declared = new Set(facts.weaknesses.map(({ hostId, name }) => `${hostId} ${name}`));
  const found = new Map<string, Weakness>();
  for (const each of placed)
    for (const hostId of each.instanceIds) {
      if (declared.has(`${hostId} ${each.finding.id}`)) continue;
      for (const weakness of weaknessesOf(hostId, each)) {
        const known = found.get(weakness.key);
        found.set(weakness.key, known ? worse(known, weakness) : weakness);
      }
    }
  return { ...facts, weaknesses: [...facts.weaknesses, ...found.values()] };
}

/** The same vulnerability in several components of a host counts once, as the worst of them. */
function worse(a: Weakness, b: Weakness): Weakness {
  const rank = ({ baseScore, gain }: Weakness) => (gain === null ? 11 : (baseScore ?? 10));
  const leads = rank(b) > rank(a) ? b : a;
  const probabilities = [a, b].flatMap(({ exploitProbability }) => exploitProbability ?? []);
  return {
    ...leads,
    knownExploited: a.knownExploited || b.knownExploited,
    ...(probabilities.length > 0 ? { exploitProbability: Math.max(...probabilities) } : {}),
  };
}

function weaknessesOf(hostId: string, placed: PlacedFinding): readonly Weakness[] {
  const { finding, portBasis } = placed;
  const vector = finding.vectors.map(readCvssVector).find((reading) => reading !== undefined);
  const services = servicesOf(vector, placed.ports);
  return services.map((service) => ({
    key: `${hostId} ${finding.id} ${service?.name ?? "local"}`,
    hostId,
    name: finding.id,
    isHypothesis: false,
    service,
    isPortAssumed: service !== null && (service.port === null || portBasis !== "reported"),
    component: componentText(placed),
    ...(finding.fixedIn.length > 0 ? { fixedIn: finding.fixedIn } : {}),
    knownExploited: finding.isKnownExploited,
    ...(finding.epss === undefined ? {} : { exploitProbability: finding.epss }),
    ...exploitOf({ vector, isLocal: service === null, runsAs: "user", gain: undefined }),
    // The scanner's own score is shown; ours only where it gave none.
    baseScore: finding.score ?? vector?.baseScore ?? null,
  }));
}

function servicesOf(
  vector: CvssReading | undefined,
  ports: readonly ScanPort[],
): readonly (Service | null)[] {
  if (vector?.attackVector === "local" || vector?.attackVector === "physical") return [null];
  const count = ports.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (count === 0 || count > PORT_LIMIT) return [serviceAt("tcp", null) ?? null];
  const services = ports.flatMap(({ protocol, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => serviceAt(protocol, from + i) ?? null),
  );
  return [...new Map(services.map((service) => [service?.name, service])).values()];
}

function componentText({ finding: { component, version } }: PlacedFinding): string | null {
  if (component === undefined) return null;
  return version === undefined ? component : `${component} ${version}`;
}
