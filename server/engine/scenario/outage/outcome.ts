import type { Element } from "../../configuration";
import type { Intent } from "../../intent";
import type { Failure, Hop, Horizon, Reason, VerdictKind, View } from "../../semantics";
import type { RedundancyChange } from "./redundancy";

/** The path before, where it stops after, and the element that decides. */
export interface FlowEvidence {
  /** Null until certificates exist. */
  readonly certificate: null;
  readonly before: readonly Hop[];
  readonly after: readonly Hop[];
  readonly at: (Element & { readonly rule?: string }) | null;
}

/** What a failure does to one required flow (F-2). */
export interface IntentOutcome {
  readonly intent: Intent;
  readonly effect: "lost" | "degraded" | "unaffected" | "undecided";
  readonly before: VerdictKind;
  readonly after: VerdictKind;
  readonly reason: Reason | null;
  readonly at: (Element & { readonly rule?: string }) | null;
  readonly certificate: null;
  /** Hosts that lost the flow, sorted: members of `from`, or of `to` where the internet is the source. */
  readonly lostMembers: readonly Element[];
  /** True when every end that lost it is itself down: lost with the component, not collateral. */
  readonly withComponent: boolean;
  readonly evidence: FlowEvidence;
  /** For `undecided`: what is missing, in words. */
  readonly missing: readonly string[];
}

/** A resource as the map marks it after a what-if. `down` is the cause and what it contains. */
export interface AffectedResource {
  readonly element: Element;
  readonly status: "down" | "lost" | "degraded" | "undecided";
  readonly intentIds: readonly string[];
}

/** A required flow of which the two views of the network say different things; the worse one is in the result's lists. */
export interface ViewDifference {
  readonly intentId: string;
  readonly leading: View;
  readonly effect: IntentOutcome["effect"];
  /** What the other view says. */
  readonly otherEffect: IntentOutcome["effect"];
  /** What is recorded as not working and makes the difference; empty where no few recorded states do. */
  readonly causes: readonly Element[];
  /** For people: "survives by design, but target `i-b` of `tg-app` is unhealthy now". */
  readonly text: string;
}

/** The answer of `umbra whatif`. Lists are sorted by intent id. */
export interface WhatIfResult {
  readonly schemaVersion: 1;
  readonly failures: readonly Failure[];
  readonly horizon: Horizon;
  readonly lost: readonly IntentOutcome[];
  readonly degraded: readonly IntentOutcome[];
  readonly undecided: readonly IntentOutcome[];
  /** Ids of `lost`, split by whether the flow's own ends went down. */
  readonly collateral: readonly string[];
  readonly lostWithComponent: readonly string[];
  /** Required flows that work before and after. */
  readonly unaffectedCount: number;
  /** Ids of required flows that do not work before either: they have nothing to lose. */
  readonly notWorkingBefore: readonly string[];
  readonly affected: readonly AffectedResource[];
  /** With both views asked for: where they differ, by intent id. Absent: one view was asked for. */
  readonly differences?: readonly ViewDifference[] | undefined;
  /** Load balancers and VPN connections on the way of required flows of which more or less works than before (F-33), by id. */
  readonly redundancy: readonly RedundancyChange[];
  /** One sentence for people, naming the consequence and the count of hosts, e.g. "Losing nat-gw-1a cuts 6 hosts off from the internet." */
  readonly sentence: string;
}
