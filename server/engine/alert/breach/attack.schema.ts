import * as z from "zod";
import { elementSchema } from "../../configuration/resource.schema";
import { hopSchema } from "../hop.schema";

const weaknessSchema = z.object({
  /** The CVE or advisory; `hypothesis` for a bug that is only supposed. */
  name: z.string(),
  component: z.string().nullable(),
  /** CVSS, 0 to 10; null when unknown, which counts as high. */
  baseScore: z.number().nullable(),
  /** What it gives: `exec`, `leak`, `ssrf` and so on. */
  gain: z.string().nullable(),
  knownExploited: z.boolean(),
  /** EPSS, 0 to 1; null where nobody says. */
  exploitProbability: z.number().nullable(),
  /** Nobody says on which port it answers: any that is reached counts. */
  isPortAssumed: z.boolean(),
  /** Versions without it, where a scanner told them. */
  fixedIn: z.array(z.string()),
  /** Vulnerabilities that are known of the host, this one among them; absent in alerts of earlier versions. */
  knownCount: z.number().int().exactOptional(),
});

/** One step of an attack, in the order in which it is taken. */
export const attackStepSchema = z.object({
  action: z.enum(["exploit", "login", "command", "credential", "role", "connect", "read", "write"]),
  /** In words. */
  text: z.string(),
  /** Where its packets come from; null where nothing is sent. */
  from: elementSchema.nullable(),
  /** What it is done to; for credentials and roles, where they are taken from. */
  to: elementSchema,
  weakness: weaknessSchema.nullable(),
  /** `tcp/443`; null where nothing is sent. */
  service: z.string().nullable(),
  hops: z.array(hopSchema),
});
export type AlertAttackStep = z.infer<typeof attackStepSchema>;

/** An attack as an alert tells it. */
export const attackSchema = z.object({
  /** Where it starts, in words. */
  starts: z.array(z.string()),
  steps: z.array(attackStepSchema),
  /** What falls by this attack, from all of its starts. */
  blastRadius: z.object({
    hostCount: z.number().int(),
    storeCount: z.number().int(),
    roleCount: z.number().int(),
    depth: z.number().int(),
  }),
  /** Hosts that fall behind the subject, the subject not among them. */
  behind: z.array(elementSchema),
  dataAtRisk: z.array(
    z.object({
      element: elementSchema,
      dataClass: z.string().nullable(),
      /** It can be sent out of the network. */
      leaves: z.boolean(),
    }),
  ),
  /**
   * Single facts that each stop it alone, as tried on a copy, in words; null where the network is too large to try them by
   * the way.
   */
  chokePoints: z.array(z.string()).nullable(),
  /** What the answer rests on, in words. */
  notes: z.array(z.string()),
});
export type AlertAttack = z.infer<typeof attackSchema>;
