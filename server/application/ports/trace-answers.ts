import type { Element } from "../../engine/configuration/resource.schema";
import type { RuleList } from "../../engine/inspection";
import type { WhatIfRequest } from "../../engine/scenario/outage/outage.schema";
import type { Horizon, Trace, View } from "../../engine/semantics";

/** A flow in the words of a person: ends are references as on the command line. */
export interface TraceAsk {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** Destination ports, first and last; all when absent. */
  readonly ports?: readonly [number, number] | undefined;
  /** Client ports, first and last; chosen by the kind of the sender when absent. */
  readonly clientPorts?: readonly [number, number] | undefined;
  /** Echo request when absent. */
  readonly icmp?: { readonly type: number; readonly code: number } | undefined;
  readonly family: 4 | 6;
  readonly oneWay: boolean;
  readonly horizon: Horizon;
  readonly view: View;
  readonly failures: WhatIfRequest["failures"];
}

/** The way of a flow; or, for an end that is not one, what could have been meant. */
export type TraceAnswer =
  | {
      readonly kind: "trace";
      readonly trace: Trace;
      /** What the ends were found by; null for an end that is no resource. */
      readonly from: Element | null;
      readonly to: Element | null;
      /** The same question on the command line; null where that cannot say it. */
      readonly command: string | null;
    }
  | {
      readonly kind: "reference";
      readonly side: "from" | "to";
      readonly message: string;
      readonly candidates: readonly Element[];
    };

/** The rules of a resource with what each does in a flow, and the verdict on that flow. */
export type RulesAnswer =
  | { readonly kind: "rules"; readonly verdict: Trace["verdict"]; readonly rules: readonly RuleList[] }
  | Extract<TraceAnswer, { readonly kind: "reference" }>;
