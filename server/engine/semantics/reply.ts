import { isIcmp } from "../net";
import { type Ended, type FlowState, withHeader } from "./flow-state";
import { bypassed } from "./middlebox";

/**
 * The branch has got where it should; what it passed in good faith leaves it undecided (UNK-1), and a stateful middlebox
 * that the reply has gone round is where it fails after all (T-8).
 */
export function success(state: FlowState): Ended {
  const missed = bypassed(state);
  if (missed) return missed;
  const missing = state.missing[0];
  return missing
    ? {
        state,
        end: {
          kind: "unknown",
          reason: "UNKNOWN_REF",
          at: missing.at,
          phase: state.phase,
          missing: missing.what,
        },
      }
    : { state, end: { kind: "success" } };
}

/** The reply to a packet; `undefined` for ICMP messages that have none. */
export function replyTo(state: FlowState): FlowState | undefined {
  const { source, destination, sourcePort, destinationPort, protocol, icmp } = state.header;
  const swapped = withHeader(
    { ...state, phase: "return", identity: null, keepsClient: null, crossings: [], obligations: [] },
    { source: destination, destination: source, sourcePort: destinationPort, destinationPort: sourcePort },
  );
  if (!isIcmp(protocol)) return swapped;
  const type = icmp && REPLY_TYPE.get(`${protocol}/${icmp.type}`);
  return type === undefined || !icmp ? undefined : withHeader(swapped, { icmp: { type, code: icmp.code } });
}

/** ICMP requests and their replies: echo, timestamp, address mask; echo for IPv6. */
const REPLY_TYPE: ReadonlyMap<string, number> = new Map([
  ["1/8", 0],
  ["1/13", 14],
  ["1/17", 18],
  ["58/128", 129],
]);
