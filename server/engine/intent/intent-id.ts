import { createHash } from "node:crypto";
import type { PortSet } from "../net";

/** What makes a required flow itself, and nothing that may change without it: no name, no order, no member list. */
export interface IntentIdentity {
  /** `internet`, or the key of a tier. */
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly protocol: string;
  readonly ports: PortSet;
}

/** A stable id: the same ends, protocol and ports give the same id in every run and every snapshot. */
export function intentId({ from, to, family, protocol, ports }: IntentIdentity): string {
  const text = JSON.stringify(["intent", 1, from, to, family, protocol, ports]);
  return `intent-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
