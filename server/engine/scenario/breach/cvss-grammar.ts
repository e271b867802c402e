/** The metrics of one version of CVSS: those a vector must have, and those it may have, each with its values. */
export interface CvssGrammar {
  readonly prefix: string;
  readonly mandatory: Metrics;
  readonly optional: Metrics;
  /** Version 4.0 allows one order only; the others any. */
  readonly isOrdered: boolean;
}
type Metrics = Readonly<Record<string, string>>;

/** Values are one letter each but for three of the last one. */
const valuesOf = (letters: string) => letters.split(" ");

const MANDATORY_3: Metrics = {
  AV: "N A L P",
  AC: "L H",
  PR: "N L H",
  UI: "N R",
  S: "U C",
  C: "H L N",
  I: "H L N",
  A: "H L N",
};
const OPTIONAL_3: Metrics = {
  E: "X H F P U",
  RL: "X U W T O",
  RC: "X C R U",
  CR: "X H M L",
  IR: "X H M L",
  AR: "X H M L",
  MAV: "X N A L P",
  MAC: "X L H",
  MPR: "X N L H",
  MUI: "X N R",
  MS: "X U C",
  MC: "X N L H",
  MI: "X N L H",
  MA: "X N L H",
};
const MANDATORY_4: Metrics = {
  AV: "N A L P",
  AC: "L H",
  AT: "N P",
  PR: "N L H",
  UI: "N P A",
  VC: "H L N",
  VI: "H L N",
  VA: "H L N",
  SC: "H L N",
  SI: "H L N",
  SA: "H L N",
};
const OPTIONAL_4: Metrics = {
  E: "X A P U",
  CR: "X H M L",
  IR: "X H M L",
  AR: "X H M L",
  MAV: "X N A L P",
  MAC: "X L H",
  MAT: "X N P",
  MPR: "X N L H",
  MUI: "X N P A",
  MVC: "X H L N",
  MVI: "X H L N",
  MVA: "X H L N",
  MSC: "X H L N",
  MSI: "X S H L N",
  MSA: "X S H L N",
  S: "X N P",
  AU: "X N Y",
  R: "X A U I",
  V: "X D C",
  RE: "X L M H",
  U: "X Clear Green Amber Red",
};

/** The versions whose metrics say where an attacker must stand (SEC-3); version 2 is not one of them. */
export const CVSS_GRAMMARS = {
  "3.0": { prefix: "CVSS:3.0", mandatory: MANDATORY_3, optional: OPTIONAL_3, isOrdered: false },
  "3.1": { prefix: "CVSS:3.1", mandatory: MANDATORY_3, optional: OPTIONAL_3, isOrdered: false },
  "4.0": { prefix: "CVSS:4.0", mandatory: MANDATORY_4, optional: OPTIONAL_4, isOrdered: true },
} as const satisfies Record<string, CvssGrammar>;

/** Longer texts are no vectors: with every metric of version 4.0 there are fewer characters. */
const MAX_VECTOR_LENGTH = 256;

/**
 * The metrics of a vector by name, when every part of it is right: the exact prefix, each metric once and with one of
 * its values, all that are mandatory there. Undefined for anything else.
 */
export function parseMetrics(text: string, grammar: CvssGrammar): ReadonlyMap<string, string> | undefined {
  if (text.length > MAX_VECTOR_LENGTH) return undefined;
  const [prefix, ...parts] = text.split("/");
  if (prefix !== grammar.prefix) return undefined;
  const allowed = new Map(Object.entries({ ...grammar.mandatory, ...grammar.optional }));
  const order = [...allowed.keys()];
  const metrics = new Map<string, string>();
  let last = -1;
  for (const part of parts) {
    const [name = "", value = "", ...rest] = part.split(":");
    const place = order.indexOf(name);
    const isKnown = rest.length === 0 && valuesOf(allowed.get(name) ?? "").includes(value) && value !== "";
    if (!isKnown || metrics.has(name) || (grammar.isOrdered && place < last)) return undefined;
    last = place;
    metrics.set(name, value);
  }
  return Object.keys(grammar.mandatory).every((name) => metrics.has(name)) ? metrics : undefined;
}
