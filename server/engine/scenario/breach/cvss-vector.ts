import calculator from "ae-cvss-calculator";
import { CVSS_GRAMMARS, parseMetrics } from "./cvss-grammar";

/** Where an attacker must stand to use a vulnerability (AV). */
export type AttackVector = "network" | "adjacent" | "local" | "physical";
/** What the attacker must be allowed before (PR). */
export type NeededPrivileges = "none" | "low" | "high";
export type SeverityBand = "critical" | "high" | "medium" | "low" | "none";

/** What a CVSS vector says that decides about attacks (SEC-3 to SEC-5), with its base score. */
export interface CvssReading {
  readonly version: "3.0" | "3.1" | "4.0";
  readonly attackVector: AttackVector;
  /** AC:H, or AT:P in version 4.0: it does not stop an attack, it lowers its rank. */
  readonly isComplex: boolean;
  readonly privileges: NeededPrivileges;
  /** UI:R, or UI:P and UI:A in version 4.0. */
  readonly needsUser: boolean;
  /** S:C; in version 4.0 a high impact on what comes after. */
  readonly changesScope: boolean;
  readonly hasHighConfidentiality: boolean;
  readonly hasHighIntegrity: boolean;
  readonly hasConfidentiality: boolean;
  readonly hasIntegrity: boolean;
  readonly hasAvailability: boolean;
  /** 0.0 to 10.0. */
  readonly baseScore: number;
  readonly band: SeverityBand;
}

const ATTACK_VECTORS = { N: "network", A: "adjacent", L: "local", P: "physical" } as const;
const PRIVILEGES = { N: "none", L: "low", H: "high" } as const;

/**
 * Reads a vector of version 3.0, 3.1 or 4.0. Undefined for everything that does not fit its grammar in every part: its
 * severity is unknown then, which is never the same as none. Clause: SEC-3.
 */
export function readCvssVector(text: string): CvssReading | undefined {
  for (const version of ["3.1", "3.0", "4.0"] as const) {
    const metrics = parseMetrics(text, CVSS_GRAMMARS[version]);
    if (!metrics) continue;
    const baseScore = baseScoreOf(version, text);
    return baseScore === undefined ? undefined : reading(version, metrics, baseScore);
  }
  return undefined;
}

function reading(
  version: CvssReading["version"],
  metrics: ReadonlyMap<string, string>,
  baseScore: number,
): CvssReading {
  const is = (name: string, ...values: readonly string[]) => values.includes(metrics.get(name) ?? "");
  const letter = version === "4.0" ? "V" : "";
  const isOneOf = <T extends object>(map: T, name: string) => map[(metrics.get(name) ?? "N") as keyof T];
  return {
    version,
    attackVector: isOneOf(ATTACK_VECTORS, "AV"),
    isComplex: is("AC", "H") || is("AT", "P"),
    privileges: isOneOf(PRIVILEGES, "PR"),
    needsUser: is("UI", "R", "P", "A"),
    changesScope: is("S", "C") || (version === "4.0" && (is("SC", "H") || is("SI", "H") || is("SA", "H"))),
    hasHighConfidentiality: is(`${letter}C`, "H"),
    hasHighIntegrity: is(`${letter}I`, "H"),
    hasConfidentiality: is(`${letter}C`, "H", "L"),
    hasIntegrity: is(`${letter}I`, "H", "L"),
    hasAvailability: is(`${letter}A`, "H", "L"),
    baseScore,
    band: bandOf(baseScore),
  };
}

/** The calculator accepts much that is no vector, so it is asked only about what the grammar has passed. */
function baseScoreOf(version: CvssReading["version"], text: string): number | undefined {
  const { Cvss3P0, Cvss3P1, Cvss4P0 } = calculator;
  const { base } =
    version === "4.0"
      ? new Cvss4P0(text).calculateScores()
      : version === "3.1"
        ? new Cvss3P1(text).calculateScores()
        : new Cvss3P0(text).calculateScores();
  return typeof base === "number" && base >= 0 && base <= 10 ? base : undefined;
}

function bandOf(score: number): SeverityBand {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "none";
}
