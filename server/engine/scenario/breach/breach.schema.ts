import * as z from "zod";
import { factEntryPointSchema } from "../../configuration/breach-facts.schema";
import { failureSchema } from "../outage/outage.schema";

/** More supposed bugs than these are not asked about at once. */
const MAX_BUGS = 64;

/** What is asked about an attack, in references that people write. */
export const breachAskSchema = z.object({
  /** Where it starts; without any, where the declared facts say, else in the internet. */
  starts: z.array(factEntryPointSchema).max(32).default([]),
  /** Hosts and stores with a bug that is only supposed, each with `=tcp/443` behind it for one service. */
  bugs: z.array(z.string().min(1).max(600)).max(MAX_BUGS).default([]),
  /** Users do what an attack asks of them. */
  assumesUserInteraction: z.boolean().default(false),
  /** Names of vulnerabilities that are left out. */
  excluded: z.array(z.string().min(1).max(200)).max(1_000).default([]),
  /** What has failed meanwhile. */
  failures: z.array(failureSchema).max(64).default([]),
  view: z.enum(["configured", "observed"]).default("observed"),
});
export type BreachAsk = z.infer<typeof breachAskSchema>;
