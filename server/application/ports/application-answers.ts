import type { Criticality } from "../../engine/configuration";
import type { Element } from "../../engine/configuration/resource.schema";
import type { Application, FlowDecision, Intent } from "../../engine/intent";
import type { FactProblem } from "../../engine/scenario";

/**
 * What a required flow does while nothing fails: for every pair of its members, for some, for none; `undecided`
 * where one of them is not known. Dismissed flows are not traced.
 */
export type FlowState = "works" | "partly" | "broken" | "undecided" | "dismissed";

/** One end of a flow, in words and as resources; none for the internet. */
export interface FlowEnd {
  readonly text: string;
  readonly elements: readonly Element[];
  /** What a question about one flow may name it by. */
  readonly reference: string;
}

/** A required flow as a page shows it. */
export interface ApplicationFlow
  extends Pick<
    Intent,
    | "id"
    | "application"
    | "family"
    | "protocol"
    | "ports"
    | "members"
    | "criticality"
    | "origin"
    | "confidence"
    | "why"
  > {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  /** Protocol and ports in words. */
  readonly flow: string;
  readonly state: FlowState;
  /** For `undecided`: what would decide it. */
  readonly missing: readonly string[];
  /** For `dismissed`: why. */
  readonly dismissReason: string | null;
  /** The decision that declares it, where an owner did on the page. */
  readonly declarationId: string | null;
  /** Whether the snapshot's file of declared facts declares it; what was decided on the page stands before that. */
  readonly isInFile: boolean;
  /** Whether somebody accepted, changed or dismissed it on the page. */
  readonly isDecided: boolean;
}

/** An application without its flows. `sources`: the names it is inferred or declared under. */
export interface ApplicationRow extends Pick<Application, "name" | "criticality" | "origin"> {
  readonly sources: readonly string[];
  /** What the file of declared facts calls it; null where that does not declare it. */
  readonly fileCriticality: Criticality | null;
  readonly tiers: readonly { readonly name: string; readonly memberCount: number }[];
}

export interface ApplicationsAnswer {
  /** By name; those of which every flow is dismissed are left out. */
  readonly applications: readonly ApplicationRow[];
  /** By application and id, the dismissed ones last. */
  readonly flows: readonly ApplicationFlow[];
  /** Decisions about flows that this snapshot does not suggest. */
  readonly notSeen: readonly FlowDecision[];
  /** Declared flows of which this snapshot lacks an end; `declarationId` is null for one of the file. */
  readonly problems: readonly (FactProblem & { readonly declarationId: string | null })[];
}
