import type { FactException } from "../engine/configuration";
import { reopening } from "./alert-changes";
import { isNotFound } from "./ports/failure";
import type { Ports } from "./ports/ports";
import type { AlertChange, AlertRecord, Dismissal } from "./ports/store";

/** On whose behalf an exception of the file of declared facts sets alerts aside. */
const FILE = "umbra.json";
/** On whose behalf an answer to an anomaly does. */
export const INTENDED = "intended";
const DAY_MS = 86_400_000;
const OVER: Readonly<Record<string, string>> = {
  [FILE]: "the exception of umbra.json is over",
  [INTENDED]: "what was answered is over, taken back, or says nothing of what differs now",
};

/** An alert that somebody accepts until a day, and by what: the file, or an answer on the page. */
export type Acceptance = FactException & { readonly by: typeof INTENDED | typeof FILE };

/** The exceptions of a file of declared facts. */
export function fromFile(exceptions: readonly FactException[]): readonly Acceptance[] {
  return exceptions.map((exception) => ({ ...exception, by: FILE }));
}

/**
 * What becomes of a raised alert under exceptions of the file and answers on the page: one in force sets an open alert aside until its last
 * day is over, one that is over or gone opens it again. What was decided on the page stands before that: an alert that
 * somebody dismissed, or opened again, is left as it is.
 */
export function underException(
  change: AlertChange,
  record: AlertRecord | undefined,
  exceptions: readonly Acceptance[],
): AlertChange {
  const { at } = change;
  const known = exceptions.filter((each) => each.alert === change.fingerprint && endOf(each) > at);
  const exception = known.toSorted((a, b) => (a.expires < b.expires ? 1 : -1))[0];
  const by = change.state === "dismissed" ? change.dismissal?.actor : undefined;
  const over = by === undefined ? undefined : OVER[by];
  const isOurs = over !== undefined;
  if (change.state === "dismissed" && !isOurs) return change;
  if (exception === undefined)
    return isOurs ? { ...change, state: "open", dismissal: null, actor: by ?? FILE, reason: over } : change;
  if (isKeptOpen(record)) return change;
  const dismissal = acceptedBy(exception, change.dismissal?.at ?? at);
  return { ...change, state: "dismissed", dismissal, actor: dismissal.actor, reason: dismissal.reason };
}

/** How an alert is set aside that somebody accepts: in words, until the end of the last day. */
export function acceptedBy(acceptance: Acceptance, at: Date): Dismissal {
  const { owner, expires, reason, by } = acceptance;
  const words = `accepted by ${owner} until ${expires}${reason === undefined ? "" : `: ${reason}`}`;
  return { reason: words, at, actor: by, until: endOf(acceptance) };
}

/** Opens alerts again of which the exception is over, in every workspace. */
export async function endExceptions(ports: Ports): Promise<void> {
  const at = ports.clock.now();
  const hasEnded = ({ state, dismissal }: AlertRecord) =>
    state === "dismissed" && dismissal?.until !== undefined && dismissal.until <= at;
  const opened = (record: AlertRecord) => {
    const by = record.dismissal?.actor ?? FILE;
    return { ...reopening(record, { at, actor: by }), reason: OVER[by] ?? null };
  };
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
  const byPerson = record?.transitions.findLast(
    ({ actor }) => actor !== "analysis" && OVER[actor] === undefined,
  );
  return byPerson !== undefined && byPerson.to !== "dismissed";
}
