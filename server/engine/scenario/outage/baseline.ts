import type { Configuration } from "../../configuration";
import type { Intent } from "../../intent";
import {
  buildNetwork,
  type Horizon,
  type Likeness,
  likenessOf,
  type Network,
  type View,
} from "../../semantics";
import { type IntentBaseline, traceIntents } from "./intent-baseline";
import { type IntentEffect, intentEffect } from "./intent-effect";
import { INTERNET } from "./pair";

/** Every required flow while nothing has failed: what all what-ifs on one snapshot start from. */
export interface OutageBaseline {
  readonly network: Network;
  readonly horizon: Horizon;
  readonly view: View;
  readonly intents: readonly IntentBaseline[];
  /** For each flow, in the same order, what a failure says of it that does not touch it. */
  readonly idle: readonly IntentEffect[];
  /** Positions of the flows that the failure of an id could touch, whoever their members are. */
  readonly flowsThrough: ReadonlyMap<string, readonly number[]>;
  /** Positions of the flows of a member. */
  readonly flowsOf: ReadonlyMap<string, readonly number[]>;
  /** Members by what is theirs alone (ids and addresses), each with the place of the name among its names. */
  readonly owners: ReadonlyMap<string, readonly { readonly member: string; readonly position: number }[]>;
}

export interface BaselineOptions {
  readonly horizon?: Horizon;
  readonly view?: View;
  /** The same key for hosts that are traced as one; as the interpreter tells them apart when absent. */
  readonly keyOf?: Likeness["keyOf"];
  /** Told before each flow how many of them have been traced. */
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
}

/** Traces every required flow once and remembers what each rests on. Intents keep their order. */
export function outageBaseline(
  configuration: Configuration,
  intents: readonly Intent[],
  { horizon = "T1", view = "observed", keyOf, onProgress }: BaselineOptions = {},
): OutageBaseline {
  const network = buildNetwork(configuration, { horizon, view });
  const likeness = likenessOf(network, askedPrefixes(intents));
  const traced = traceIntents(network, intents, keyOf ?? likeness.keyOf, onProgress);
  const nothing = { down: new Map(), hits: new Map() };
  const flowsOf = positionsBy(traced, ({ places }) => places.keys());
  return {
    network,
    horizon,
    view,
    intents: traced,
    idle: traced.map((flow) => intentEffect(flow, network, nothing)),
    flowsThrough: positionsBy(traced, ({ pairs }) => pairs.flatMap(({ touched }) => [...touched])),
    flowsOf,
    owners: ownersOf(flowsOf.keys(), likeness),
  };
}

/** Prefixes that questions name as their ends. */
function askedPrefixes(intents: readonly Intent[]): readonly string[] {
  return intents.flatMap(({ from, to }) =>
    [from, to].flatMap((end) => (end.kind === "internet" ? (end.prefixes ?? []) : [])),
  );
}

function positionsBy(
  flows: readonly IntentBaseline[],
  idsOf: (flow: IntentBaseline) => Iterable<string>,
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (const [position, flow] of flows.entries())
    for (const id of new Set(idsOf(flow))) {
      const list = positions.get(id);
      if (list) list.push(position);
      else positions.set(id, [position]);
    }
  return positions;
}

function ownersOf(members: Iterable<string>, { namesOf }: Likeness): OutageBaseline["owners"] {
  const owners = new Map<string, { member: string; position: number }[]>();
  for (const member of members) {
    if (member === INTERNET) continue;
    for (const [position, name] of namesOf(member).entries()) {
      const list = owners.get(name);
      if (list) list.push({ member, position });
      else owners.set(name, [{ member, position }]);
    }
  }
  return owners;
}
