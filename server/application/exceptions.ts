import type { FactException } from "../engine/configuration";
import { reopening } from "./alert-changes";
import { isNotFound } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AlertChange, AlertRecord } from "./ports/store";

/** On whose behalf an exception of the file of declared facts sets alerts aside. */
const FILE = "umbra.json";
const DAY_MS = 86_400_000;
const OVER = "the exception of umbra.json is over";

/**
 * What becomes of a raised alert under the exceptions of the file: one in force sets an open alert aside until its last
 * day is over, one that is over or gone opens it again. What was decided on the page stands before that: an alert that
 * somebody dismissed, or opened again, is left as it is.
 */
export function underException(
  change: AlertChange,
  record: AlertRecord | undefined,
  exceptions: readonly FactException[],
): AlertChange {
  const { at } = change;
  const known = exceptions.filter((each) => each.alert === change.fingerprint && endOf(each) > at);
  const exception = known.toSorted((a, b) => (a.expires < b.expires ? 1 : -1))[0];
  const isOurs = change.state === "dismissed" && change.dismissal?.actor === FILE;
  if (change.state === "dismissed" && !isOurs) return change;
  if (exception === undefined)
    return isOurs ? { ...change, state: "open", dismissal: null, actor: FILE, reason: OVER } : change;
  if (isKeptOpen(record)) return change;
  const { owner, expires, reason } = exception;
  const words = `accepted by ${owner} until ${expires}${reason === undefined ? "" : `: ${reason}`}`;
  const dismissal = { reason: words, at: change.dismissal?.at ?? at, actor: FILE, until: endOf(exception) };
  return { ...change, state: "dismissed", dismissal, actor: FILE, reason: words };
}

/** Opens alerts again of which the exception is over, in every workspace. */
export async function endExceptions(ports: Ports): Promise<void> {
  const at = ports.clock.now();
  const hasEnded = ({ state, dismissal }: AlertRecord) =>
    state === "dismissed" && dismissal?.until !== undefined && dismissal.until <= at;
  const opened = (record: AlertRecord) => ({ ...reopening(record, { at, actor: FILE }), reason: OVER });
  for (const { workspaceId, estateId } of await ports.store.endedDismissals(at)) {
    const store = ports.store.inWorkspace(workspaceId);
    const change = store.changeAlerts(estateId, (existing) => existing.filter(hasEnded).map(opened));
    await change.catch((error: unknown) => {
      // An estate that was removed since it was looked up has nothing to open.
      if (!isNotFound(error)) throw error;
    });
    ports.events.publish({ workspaceId, estateId, kind: "alerts" });
  }
}

/** The end of its last day. */
function endOf({ expires }: FactException): Date {
  return new Date(Date.parse(`${expires}T00:00:00Z`) + DAY_MS);
}

/** Whether the last word of a person was that the alert is to be open. */
function isKeptOpen(record: AlertRecord | undefined): boolean {
  const byPerson = record?.transitions.findLast(({ actor }) => actor !== FILE && actor !== "analysis");
  return byPerson !== undefined && byPerson.to !== "dismissed";
}
