import * as z from "zod";

const port = z.number().int().min(0).max(65535);
const referenceSchema = z.string().min(1).max(512);
const referencesSchema = z.union([referenceSchema, z.array(referenceSchema).min(1).max(10_000)]);
const nameSchema = z.string().trim().min(1).max(200);
const levelSchema = z.enum(["user", "root"]);

/** A vulnerability of hosts (SEC-3). Without `port` it is taken to answer on any port that is reached. */
export const factVulnerabilitySchema = z.strictObject({
  on: referencesSchema,
  /** CVE or advisory. */
  id: nameSchema,
  /** CVSS 3.0, 3.1 or 4.0; what does not fit is kept as "unknown severity". */
  vector: z.string().max(10_000).optional(),
  protocol: z.string().max(20).default("tcp"),
  port: z.union([port, z.literal("local")]).optional(),
  component: nameSchema.optional(),
  runsAs: levelSchema.default("user"),
  gain: z.enum(["exec", "leak", "tamper", "dos", "ssrf", "none"]).optional(),
  knownExploited: z.boolean().default(false),
  /** The attack needs no answer; only for UDP. */
  oneWay: z.boolean().default(false),
});
export type FactVulnerability = z.infer<typeof factVulnerabilitySchema>;

/** A key, password or token: the hosts it can be read on, the stores it opens, the hosts it logs in to. */
export const factCredentialSchema = z.strictObject({
  name: nameSchema.optional(),
  on: referencesSchema.optional(),
  /** Who can read it there. */
  level: levelSchema.default("user"),
  opens: referencesSchema.optional(),
  login: z
    .array(
      z.strictObject({
        on: referencesSchema,
        protocol: z.string().max(20).default("tcp"),
        port,
        level: levelSchema.default("user"),
      }),
    )
    .max(1_000)
    .default([]),
  /** An attacker has it from the start. */
  known: z.boolean().default(false),
});
export type FactCredential = z.infer<typeof factCredentialSchema>;

/** A role of the provider: who has it, and what it may do (SEC-11). */
export const factRoleSchema = z.strictObject({
  name: nameSchema,
  /** The instance profile by which instances have it: its ARN or name. */
  profile: referenceSchema.optional(),
  on: referencesSchema.optional(),
  assumes: z.array(nameSchema).max(1_000).default([]),
  /** Stores of the input, or ARNs of others. */
  reads: referencesSchema.optional(),
  writes: referencesSchema.optional(),
  /** Hosts on which it may run commands. */
  commands: referencesSchema.optional(),
  modifiesNetwork: z.boolean().default(false),
});
export type FactRole = z.infer<typeof factRoleSchema>;

/** Where an attacker is taken to begin: `internet`, a public prefix they own, a host, `site:NAME`, a subnet, `role:NAME`. */
export const factEntryPointSchema = z.strictObject({
  from: referenceSchema,
  /** What they have of a host. */
  level: levelSchema.default("user"),
});
export type FactEntryPoint = z.infer<typeof factEntryPointSchema>;

/** What an attack is derived from beside the network. */
export const breachFactShape = {
  vulnerabilities: z.array(factVulnerabilitySchema).max(100_000).default([]),
  credentials: z.array(factCredentialSchema).max(10_000).default([]),
  roles: z.array(factRoleSchema).max(10_000).default([]),
  entryPoints: z.array(factEntryPointSchema).max(1_000).default([]),
};
