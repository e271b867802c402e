import { networkClassOf } from "../engine/baseline";
import type { ChangeEvent } from "../engine/baseline/trail/change-event.schema";
import type { WorkspaceStore } from "./ports/store";

/** A reading begins before it is stored: a call may be that much older than the reading before. */
const READING_MS = 15 * 60_000;
/** Calls looked through in one span, and those that are named. */
const EVENT_LIMIT = 20_000;
const NAMED_LIMIT = 20;

/** Which actions change a kind itself; of other kinds every write on the id may. */
const OWN_CLASS: Readonly<Record<string, string>> = {
  securityGroup: "security groups",
  routeTable: "routes",
  networkAcl: "network ACLs",
  subnet: "VPCs and subnets",
  vpc: "VPCs and subnets",
};

/** A call on a resource, as the provider's trail has it. */
export type CallOn = Pick<ChangeEvent, "id" | "at" | "action" | "service" | "sourceNetwork" | "actor">;

/** Between two readings: after the earlier one was last seen unchanged, up to when the later one was taken. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Calls that wrote to a resource in one of the spans, oldest first: whoever may have made a change that the readings show.
 * Empty where the trail was not uploaded, or has none. What was refused changed nothing.
 */
export async function callsOn(
  store: Pick<WorkspaceStore, "listEvents">,
  estateId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
  spans: readonly Span[],
): Promise<readonly CallOn[]> {
  const found = new Map<string, CallOn>();
  for (const { from, to } of spans) {
    const start = new Date(from.getTime() - READING_MS);
    for (const event of await store.listEvents(estateId, { from: start, to, limit: EVENT_LIMIT }))
      if (wrote(event, kind, id)) found.set(event.id, callOf(event));
  }
  return [...found.values()].slice(-NAMED_LIMIT);
}

function wrote(event: ChangeEvent, kind: string, id: string): boolean {
  const { isWrite, errorCode, resourceIds, service, action } = event;
  if (!isWrite || errorCode !== undefined || !resourceIds.includes(id)) return false;
  const own = OWN_CLASS[kind];
  const actionClass = networkClassOf(service, action);
  // Tags are written by calls of no class.
  return own === undefined || actionClass === undefined || actionClass === own;
}

function callOf({ id, at, action, service, sourceNetwork, actor }: ChangeEvent): CallOn {
  return { id, at, action, service, sourceNetwork, actor };
}
