import type { Element } from "../../engine/configuration/resource.schema";
import type { RuleList } from "../../engine/inspection";
import type { Intent } from "../../engine/intent";
import type { ResourceQuery } from "../../engine/topology";

/** One line of a resource's summary. `copy` marks values worth copying, such as ids and addresses. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly copy?: boolean;
  /** The name of the resource whose id the value is. */
  readonly name?: string;
}

/** One resource as its configuration has it. */
export interface ResourceDetail {
  readonly element: Element;
  readonly facts: readonly Fact[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly rules: readonly RuleList[];
  /** What its configuration names, and what names it; sorted by kind and id, the first ones of many. */
  readonly refersTo: readonly Element[];
  readonly referredBy: readonly Element[];
  /** How many there are of each, the ones that are not listed too. */
  readonly refersToCount: number;
  readonly referredByCount: number;
  /** Different resources in both. */
  readonly neighbourCount: number;
  /** Required flows that begin or end at it, or at a host in it. */
  readonly flows: readonly Intent[];
  /** Its configuration as JSON text. */
  readonly raw: string;
}

/** How open one resource is to the internet; `flows` are the ports that answer, in words. */
export interface ExposureOf {
  readonly id: string;
  readonly reach: "internet" | "part" | "undecided" | "none";
  readonly flows: readonly string[];
}

export interface ExposureAnswer {
  /** Public addresses that were asked about. */
  readonly addressCount: number;
  /** Hosts, balancers, and whatever else has a public address; by id. */
  readonly resources: readonly ExposureOf[];
}

export interface ResourceExportAsk extends Omit<ResourceQuery, "offset" | "limit"> {
  readonly format: "csv" | "json";
}
