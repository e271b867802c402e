import type { Element } from "../../server/engine/configuration";
import type { HopPacket } from "../../server/engine/semantics";

/** A hop of a trace or of an alert's evidence: `semantics` `Hop` and its stored form both have this shape. */
export interface EvidenceHop {
  readonly element: Element;
  readonly action: string;
  readonly rule?: string | undefined;
  readonly packet: HopPacket;
}
