import type { Coverage, CoverageStatus, Diagnostic } from "../../engine/configuration";
import type { IgnoredInput, SuiteCheck } from "./question-pool";

/** How something of the input came to be less than the model wants. */
export type GapSort =
  | "unreadable"
  | "missing"
  | "dangling"
  | "ignored-part"
  | "ignored-attribute"
  | "approximated"
  | "assumed";

/** One way in which the shadow is less than the network, with what it weakens and what would settle it. */
export interface FidelityGap {
  readonly sort: GapSort;
  /** What is concerned, in words. */
  readonly subject: string;
  /** How often; resources, files or attributes. */
  readonly count: number;
  /** The first place: file with place, or account and region. */
  readonly where: string | null;
  /** Which answers are weaker; null where none is known to be. */
  readonly weakens: string | null;
  readonly decides: string;
}

/** How well one kind is known in one account and region. */
export interface KindFidelity {
  readonly accountId: string;
  readonly region: string;
  readonly kind: string;
  readonly status: CoverageStatus;
  /** Resources of the kind there. */
  readonly count: number;
  /** Those of them that name something which is not in the input. */
  readonly danglingCount: number;
  /** What of the kind is modeled only roughly; null where all that is read is modeled. */
  readonly approximation: string | null;
  /** What the status weakens and what would settle it; null where all is known. */
  readonly weakens: string | null;
  readonly decides: string | null;
}

/** What stays open of what was asked. */
export interface UndecidedShare {
  /** What was asked, in words. */
  readonly of: string;
  readonly askedCount: number;
  readonly undecidedCount: number;
  /** Each cause once, most frequent first. */
  readonly causes: readonly {
    readonly missing: string;
    readonly count: number;
    readonly decides: string;
  }[];
}

/** How far the shadow is the network: what was modeled, approximated, ignored or dangles. */
export interface Fidelity {
  /** By account, region and kind; kinds that are neither there nor missed are left out. */
  readonly kinds: readonly KindFidelity[];
  /** Those that weaken answers first, then by sort and subject. */
  readonly gaps: readonly FidelityGap[];
  /** Null where nothing was asked yet. */
  readonly undecided: UndecidedShare | null;
}

/** What is known of an import beside its configuration. */
export interface FidelityParts {
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly ignored: readonly IgnoredInput[];
  /** Of the latest finished analysis; null where there is none. */
  readonly checks: readonly SuiteCheck[] | null;
}
