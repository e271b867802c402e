import type { ConfigurationIndex } from "../../configuration";
import type { Formula } from "../formula";
import type { Encoding } from "./encoding";
import type { Sender } from "./filters";
import type { AddressField, NetworkInterface, Packet } from "./packet";

/** What stays the same all the way. */
export interface Walk {
  readonly index: ConfigurationIndex;
  readonly encoding: Encoding;
  /** The interface that asks; undefined when the internet does. */
  readonly client: NetworkInterface | undefined;
  /** Whether the reply has to come back. */
  readonly isConnection: boolean;
}

/** A packet at a place: the proposition that it got there, and what it carries. */
export interface Here {
  readonly at: Formula;
  readonly packet: Packet;
  readonly phase: "forward" | "return";
  readonly sender: Sender | undefined;
  /** Translations to be undone on the way back: gateway and the packet before it. */
  readonly sessions: readonly { readonly natId: string; readonly before: Packet }[];
  /** Private field behind a public one, for the way back through the internet gateway. */
  readonly behind: ReadonlyMap<string, AddressField>;
}
