import type { ACTOR_KINDS, EventActor } from "../../../engine/baseline/trail/change-event.schema";
import { formatPrefix, parseAddress, parsePrefixMasked } from "../../../engine/net";
import { cleanText } from "../clean-text";
import { type Fields, textIn } from "./fields";

const KINDS: Readonly<Record<string, (typeof ACTOR_KINDS)[number]>> = {
  AssumedRole: "role",
  Role: "role",
  FederatedUser: "role",
  IAMUser: "user",
  IdentityCenterUser: "user",
  Root: "root",
  AWSService: "service",
  AWSAccount: "account",
};
/** Roles that people sign in with: each session is another person. */
const SIGN_IN_ROLE = /^AWSReservedSSO_/;

/** Who made a call. Keys and session ids, which change by the hour, are left where they are. */
export function actorOf(identity: Fields): EventActor {
  const arn = textIn(identity, "arn");
  const service = textIn(identity, "invokedBy");
  const kind = KINDS[textIn(identity, "type") ?? ""] ?? (arn === undefined && service ? "service" : "other");
  const stable = arn === undefined ? undefined : withoutSession(arn);
  const id =
    stable ?? service ?? textIn(identity, "principalId") ?? textIn(identity, "accountId") ?? "unknown";
  const own = arn?.split(":").at(-1)?.split("/").slice(1).join("/");
  const name = (own || undefined) ?? textIn(identity, "userName") ?? service ?? id;
  return { id: cleanText(id).text, kind, name: cleanText(name).text };
}

/** `arn:aws:sts::1:assumed-role/NAME/SESSION` without the session, unless that is the person. */
function withoutSession(arn: string): string {
  const [, role, name] = /^(arn:[^:]*:sts::\d*:assumed-role\/([^/]+))\/.*$/.exec(arn) ?? [];
  return role === undefined || SIGN_IN_ROLE.test(name ?? "") ? arn : role;
}

/** So much of an address is kept: an office or a provider, not a machine in it. */
const KEPT_BITS = { 4: 24, 6: 48 } as const;

/** Where a call came from: the network of its address, or the service that made it; "unknown" where it does not say. */
export function sourceNetworkOf(source: string | undefined): string {
  if (source === undefined) return "unknown";
  const address = parseAddress(source);
  if (address) {
    const masked = parsePrefixMasked(`${source}/${KEPT_BITS[address.family]}`);
    return masked ? formatPrefix(masked.prefix) : "unknown";
  }
  // "autoscaling.amazonaws.com", "AWS Internal": anything else is no place, and may be anything.
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$|^AWS Internal$/.test(source)
    ? source
    : "unknown";
}
