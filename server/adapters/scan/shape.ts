import * as z from "zod";
import { Failure } from "../../application/ports/failure";

/** Nothing is taken over from a report that is longer than this. */
export const MAX_FINDING_COUNT = 200_000;

/** Checks a document against the shape of its format; the error names the file and the place inside it. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, file: string, format: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = z.core.toDotPath(issue?.path ?? []);
  const at = place === "" ? "at the top" : `at \`${place}\``;
  throw new Failure(
    "BAD_INPUT",
    `\`${file}\` is not a ${format} report: ${lowerFirst(issue?.message ?? "it has another shape")} ${at}; write the report again`,
    { file, ...(place === "" ? {} : { place }) },
  );
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
