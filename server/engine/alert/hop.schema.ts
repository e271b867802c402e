import * as z from "zod";
import { elementSchema } from "../configuration/resource.schema";

/** One hop of evidence; the JSON form of `semantics` `Hop`. */
export const hopSchema = z.object({
  element: elementSchema,
  action: z.string(),
  rule: z.string().optional(),
  packet: z.object({
    source: z.array(z.string()),
    destination: z.array(z.string()),
    protocol: z.string(),
    sourcePorts: z.array(z.tuple([z.number(), z.number()])),
    destinationPorts: z.array(z.tuple([z.number(), z.number()])),
  }),
});
