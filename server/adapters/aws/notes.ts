import type { CoverageStatus, Diagnostic } from "../../engine/configuration";
import { MAX_DIAGNOSTIC_COUNT } from "./input-file";

/** Where a document stood: its file, and the account and region that its path names. */
export interface Source {
  readonly file: string;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
}

/** Part of a reply was lost or never there, so what is known of its kinds is less than complete. */
export interface Weakness {
  readonly source: Source;
  /** The reply's key. */
  readonly key: string;
  readonly status: CoverageStatus;
}

/** Collects diagnostics while an input is read. Bounded: what comes after the limit is only counted. */
export interface Notes {
  add(diagnostic: Diagnostic): void;
  /** Remembers that a reply was not read completely; see `coverageOf`. */
  weaken(weakness: Weakness): void;
  weaknesses(): readonly Weakness[];
  /** Remembers that an attribute of objects of this shape is read. */
  ask(shape: string, attribute: string): void;
  /** The attributes that are read of objects of this shape; undefined where no such object is read. */
  asked(shape: string): ReadonlySet<string> | undefined;
  /** Sorted: errors first, then by code, resource, file and place. */
  all(): Diagnostic[];
}

const SEVERITIES = ["error", "warning", "info"] as const;

export function collectNotes(): Notes {
  const kept: Record<Diagnostic["severity"], Diagnostic[]> = { error: [], warning: [], info: [] };
  const leftOut = { error: 0, warning: 0, info: 0 };
  const weaknesses = new Map<string, Weakness>();
  const asked = new Map<string, Set<string>>();
  return {
    ask(shape, attribute) {
      const known = asked.get(shape);
      if (known) known.add(attribute);
      else asked.set(shape, new Set([attribute]));
    },
    asked: (shape) => asked.get(shape),
    weaken(weakness) {
      const { source, key, status } = weakness;
      weaknesses.set([source.accountId, source.region, key, status].join("\u0000"), weakness);
    },
    weaknesses: () => [...weaknesses.values()],
    add(diagnostic) {
      // Each severity has the whole limit, so that a flood of one never hides another.
      if (kept[diagnostic.severity].length < MAX_DIAGNOSTIC_COUNT) kept[diagnostic.severity].push(diagnostic);
      else leftOut[diagnostic.severity] += 1;
    },
    all() {
      const sorted = SEVERITIES.flatMap((severity) => kept[severity].sort(byPlace));
      for (const severity of SEVERITIES)
        if (leftOut[severity] > 0)
          sorted.push({
            severity,
            code: "diagnostics-left-out",
            message: `${leftOut[severity]} more of severity ${severity} are not listed; cure the first ones and import again`,
          });
      return sorted;
    },
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const left = keyOf(a);
  const right = keyOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf(diagnostic: Diagnostic): string {
  const { code, resource, file, place, message } = diagnostic;
  return [code, resource?.kind, resource?.id, file, place, message].map((part) => part ?? "").join("\u0000");
}
