import type { Notification, SinkKind, Told } from "../notification.schema";
import type { OutboundOutcome } from "./outbound";

/** A sink with its address and secret opened: held only while something is sent. */
export interface OpenSink {
  readonly kind: SinkKind;
  readonly address: string;
  /** `whsec_...`; null where the kind has none. */
  readonly secret: string | null;
}

/** Says things the way each kind of sink wants them said. */
export interface Notifier {
  /**
   * Tells one transition.
   *
   * @param told  what the sink was last told of this alert, for kinds that have to be told what has ended
   * @returns the outcome, and for Alertmanager what it has now been told; null when there was nothing to tell
   */
  tell(
    sink: OpenSink,
    message: { readonly id: string; readonly notification: Notification; readonly told: Told | null },
    signal: AbortSignal,
  ): Promise<{ readonly outcome: OutboundOutcome | null; readonly told: Told | null }>;
  /** Tells an Alertmanager again what holds and what has just ended. */
  repeat(sink: OpenSink, told: readonly Told[], signal: AbortSignal): Promise<OutboundOutcome>;
  /** Sends a message that says it is a test. */
  test(sink: OpenSink, id: string, signal: AbortSignal): Promise<OutboundOutcome>;
}
