import type { Change, Element } from "../configuration";

/** What a rule does in a flow that is asked about. */
export type RuleMark = "decides" | "passedOver" | "notReached";

/** One rule, entry or route. */
export interface RuleRow {
  readonly rule: string;
  readonly detail: string;
  readonly verdict?: string;
  /** The group that has the rule, in a list that unites several. */
  readonly owner?: Element;
  /** Why it never decides, whatever the packet; absent where it can. */
  readonly idle?: string;
  readonly mark?: RuleMark;
  /** Of a route that can be withdrawn: its destination, as a failure names it (F-14), or who propagates it (F-23). */
  readonly withdrawable?: string;
  /** Changes of the rule that can be supposed. */
  readonly whatIfs?: readonly { readonly label: string; readonly changes: readonly Change[] }[];
}

/** How hops name a row: by exactly this text, or by one that begins and ends so. */
export type HopName = string | { readonly start: string; readonly end: string };

/** Rules that apply to a resource, in the order in which they are tried. */
export interface RuleList {
  readonly title: string;
  /** Where the rules stand; an interface where the rules of several groups are united. */
  readonly element: Element;
  readonly direction: "inbound" | "outbound" | "route";
  /** `first`: the first match decides; `any`: one match is enough, the order means nothing. */
  readonly match: "first" | "any";
  readonly rows: readonly RuleRow[];
  /** Whether a flow that is asked about was put to these rules; absent where none is asked about. */
  readonly consulted?: boolean;
}

/** A list with what finds its rows in the hops of a trace; `at` is the element of such hops, any when absent. */
export interface TracedList extends RuleList {
  readonly at?: string;
  /** In the order of the rows; null for a row that no hop can name. */
  readonly names: readonly (HopName | null)[];
}
