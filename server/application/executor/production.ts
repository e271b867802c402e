import type { Resource } from "../../engine/configuration";
import { touchedForm } from "../../engine/remediation";
import type { Touched } from "../../engine/remediation/plan/plan.schema";
import type { Observed } from "../executor.schema";
import type { CloudHand } from "../ports/cloud-hand";
import { Failure } from "../ports/failure";

/** A touched resource as it is now; `resource` null: there is none. */
export interface Seen {
  readonly touched: Touched;
  readonly resource: Resource | null;
}

/** Why production could not be read; `isForbidden`: this executor never can. */
export interface Unread {
  readonly unread: string;
  readonly isForbidden: boolean;
}

/** Reads what a plan touches, one after the other, until one cannot be read. */
export async function readTouched(
  hand: Pick<CloudHand, "read">,
  touched: readonly Touched[],
  signal: AbortSignal,
): Promise<readonly Seen[] | Unread> {
  const seen: Seen[] = [];
  for (const each of touched) {
    const resource = await readOne(hand, each, signal);
    if (resource !== null && "unread" in resource) return resource;
    seen.push({ touched: each, resource });
  }
  return seen;
}

async function readOne(
  hand: Pick<CloudHand, "read">,
  { element: { kind, id }, place }: Touched,
  signal: AbortSignal,
): Promise<Resource | null | Unread> {
  try {
    return await hand.read({ kind, id, place }, signal);
  } catch (error) {
    if (error instanceof Failure) return { unread: error.message, isForbidden: error.code === "BAD_INPUT" };
    throw error;
  }
}

/** How a resource is told to the server. */
export function observedOf({ touched, resource }: Seen): Observed {
  return { id: touched.element.id, form: formOf(resource) };
}

/** A resource as plans know it; null where there is none. */
export function formOf(resource: Resource | null): string | null {
  return resource === null ? null : touchedForm(resource);
}
