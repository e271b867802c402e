import * as z from "zod";

/** Ids that are kept of one event; the provider's largest calls name more. */
export const EVENT_ID_LIMIT = 50;

/** Who made a call: a role with whoever took it on, a user, the account itself, one of the provider's services. */
export const ACTOR_KINDS = ["role", "user", "root", "service", "account", "other"] as const;

const actorSchema = z.object({
  /** What stays the same from call to call: of a role without the name of its session. */
  id: z.string(),
  kind: z.enum(ACTOR_KINDS),
  /** As people know it, with the session's name: "Operator/ryan". */
  name: z.string(),
});
export type EventActor = z.infer<typeof actorSchema>;

/**
 * One call that was made of the provider, as its trail recorded it: who, when, from where and on what, and nothing of
 * what was said in it. It tells of a change and is never applied as one.
 */
export const changeEventSchema = z.object({
  /** The provider's own; of several that differ and bear the same, the later have a mark of their content behind it. */
  id: z.string(),
  /** ISO 8601 in UTC. */
  at: z.iso.datetime(),
  account: z.string(),
  region: z.string(),
  actor: actorSchema,
  /** The caller's network (/24, of IPv6 /48), the service that called, or "unknown". */
  sourceNetwork: z.string(),
  /** "AuthorizeSecurityGroupIngress". */
  action: z.string(),
  /** "ec2". */
  service: z.string(),
  /** False for a call that only reads. */
  isWrite: z.boolean(),
  /** Whether it is about what decides how packets go, or about what stands in the network. */
  isNetworkRelevant: z.boolean(),
  /** What it changed or made, sorted; ids as in a configuration. */
  resourceIds: z.array(z.string()).max(EVENT_ID_LIMIT),
  /** Set when the provider refused: nothing was changed. */
  errorCode: z.string().exactOptional(),
});
export type ChangeEvent = z.infer<typeof changeEventSchema>;
