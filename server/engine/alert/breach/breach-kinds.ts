import { fingerprint } from "../../finding";
import type { Start } from "../../scenario";
import { startPolicy } from "./suite-attack";

/** Data that an attacker gets at. */
export const DATA_AT_RISK = "data-at-risk";
/** A host by which an attacker comes in; it tells of all that falls behind it. */
export const EXPLOITABLE_HOST = "exploitable-host";

/** No vulnerability, way or score is in it: another way to the same data is the same finding. */
export function breachFingerprint(kind: string, starts: readonly Start[], elementId: string): string {
  return fingerprint({ kind, policy: startPolicy(starts), element: elementId });
}
