import { Failure } from "./ports/failure";
import type { AlertChange, AlertRecord } from "./ports/store";

/** Who changes an alert by hand, and when. */
interface Hand {
  readonly at: Date;
  readonly actor: string;
}

/** Sets an open alert aside. Fails CONFLICT when it is not open. */
export function dismissal(record: AlertRecord, hand: Hand & { readonly reason: string }): AlertChange {
  if (record.state !== "open" && record.state !== "unverified") {
    throw new Failure("CONFLICT", `this alert is ${record.state} already: reload to see it as it is`);
  }
  const { at, actor, reason } = hand;
  return { ...keep(record), state: "dismissed", dismissal: { reason, at, actor }, at, actor, reason };
}

/** Takes a dismissal back. Fails CONFLICT when the alert is not dismissed. */
export function reopening(record: AlertRecord, hand: Hand): AlertChange {
  if (record.state !== "dismissed") {
    throw new Failure("CONFLICT", `this alert is ${record.state}, not dismissed: reload to see it as it is`);
  }
  const state = record.unverifiedSince === null ? "open" : "unverified";
  return { ...keep(record), state, dismissal: null, reason: null, ...hand };
}

function keep(record: AlertRecord) {
  const { id, state, firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince } = record;
  const { fingerprint } = record.alert;
  return { id, fingerprint, state, firstSeenAt, lastSeenAt, resolvedAt, unverifiedSince };
}
