import { createHash } from "node:crypto";

/** What is broken, and nothing about when, how badly, how often, or what it is called. */
export interface FindingIdentity {
  readonly kind: string;
  /** Stable id of the invariant or policy that is violated. */
  readonly policy: string;
  /** The failed or exposed element. */
  readonly element: string;
  /** Ids of affected objects, only where the policy is about them; sorted and deduplicated here. */
  readonly affected?: readonly string[];
  readonly direction?: "inbound" | "outbound";
  /** What kind of port it is about, not the list of ports. */
  readonly portClass?: string;
}

const VERSION = 1;

/**
 * SHA-256 over canonical JSON of the identity, as lower-case hex (operations 2.2): the same weakness has the
 * same fingerprint in every run and snapshot, whatever its severity, evidence, names, tags or order.
 */
export function fingerprint(identity: FindingIdentity): string {
  const { affected = [], ...rest } = identity;
  const sorted = [...new Set(affected)].sort();
  const text = canonicalJson({ v: VERSION, affected: sorted, direction: null, portClass: null, ...rest });
  return createHash("sha256").update(text).digest("hex");
}

/** JSON with sorted keys and no spaces; values are strings, numbers, null and lists of strings. */
function canonicalJson(value: Readonly<Record<string, string | number | null | readonly string[]>>): string {
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`).join(",")}}`;
}
