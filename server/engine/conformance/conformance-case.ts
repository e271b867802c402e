import type { NetworkSpec } from "../../testing/network-builder-spec";
import type { ResourceKind } from "../configuration";
import type { IntentOutcome } from "../scenario";
import type {
  Assumption,
  BalancerFigures,
  Failure,
  Horizon,
  Phase,
  Question,
  Reason,
  TunnelFigures,
  VerdictKind,
  View,
} from "../semantics";

/** The answer the document gives. What it leaves open is absent and not compared. */
export interface Expected {
  readonly verdict?: VerdictKind;
  /** Any of these. */
  readonly reason?: readonly Reason[];
  /** The element that decided, or the VM, subnet, VPC or gateway it belongs to. */
  readonly at?: string;
  /** A part of the deciding rule's text. */
  readonly rule?: string;
  readonly phase?: Phase;
  /** How much of the internet gets through. */
  readonly scope?: "internet-wide" | "restricted";
  /** An element the forward packet is handed to. */
  readonly via?: string;
  /** What the failures do to the flow where it is required: unaffected, degraded or lost (F-2). */
  readonly effect?: IntentOutcome["effect"];
  /** How much of a load balancer or VPN connection works (F-33). */
  readonly figures?: (BalancerFigures | TunnelFigures) & { readonly of: string };
  /** A flag that the verdict carries. */
  readonly assumes?: Assumption;
}

/** One row of a conformance table: one question of one case, on one network. */
export interface ConformanceCase {
  /** Its number in the document; a row of our own, derived from its clauses, has none. */
  readonly case?: number;
  /** What differs from the base and what is asked; the case number and this make the row's name. */
  readonly title: string;
  /** Clauses of the semantics document that decide. */
  readonly clauses: readonly string[];
  readonly network: NetworkSpec;
  /** A resource that is not in the snapshot although it exists. */
  readonly without?: { readonly kind: ResourceKind; readonly id: string };
  /** The question is about a connection that was established on this network (T-7). */
  readonly establishedOn?: NetworkSpec;
  readonly failures?: readonly Failure[];
  /** Configured when absent. */
  readonly view?: View;
  /** T1 when absent. */
  readonly horizon?: Horizon;
  readonly question: Question;
  readonly expected: Expected;
}

export const reachable: Expected = { verdict: "REACHABLE" };

/** NOT_REACHABLE for this reason (several: any of them), decided at this element in this phase. */
export function refused(reason: Reason | readonly Reason[], at?: string, phase?: Phase): Expected {
  return { verdict: "NOT_REACHABLE", ...because(reason, at, phase) };
}

/** PARTIAL, with the reason of the failing branches. */
export function partly(reason?: Reason, phase?: Phase): Expected {
  return { verdict: "PARTIAL", ...(reason === undefined ? {} : because(reason, undefined, phase)) };
}

function because(reason: Reason | readonly Reason[], at?: string, phase?: Phase) {
  return {
    reason: typeof reason === "string" ? [reason] : reason,
    ...(at === undefined ? {} : { at }),
    ...(phase === undefined ? {} : { phase }),
  };
}
