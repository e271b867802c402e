import * as z from "zod";
import type { Configuration, Diagnostic, Element } from "../../engine/configuration";
import { type Facts, factsSchema } from "../../engine/intent";
import { declareResources, type FactProblem, withDeclaredFacts } from "../../engine/scenario";
import type { FactFile } from "../ports/fact-file";

/** A declaration that does not fit, with its file. */
export type DeclaredProblem = FactProblem & { readonly file: string };

/** A configuration with what its owner declared. */
interface WithFacts {
  readonly configuration: Configuration;
  /** Of each file that could be read, in the order given. */
  readonly facts: readonly { readonly file: string; readonly facts: Facts }[];
  readonly problems: readonly DeclaredProblem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Said of a declaration that does not fit: an import that somebody waits for is refused for it. */
export const FACTS_PROBLEM = "facts-invalid";

/**
 * Adds what files declare to a configuration: sites, appliances and data stores as resources, applications,
 * exceptions, traffic and what attacks are derived from beside them. Everything that does not fit, in whatever file, is a problem with file, place and candidates;
 * the rest is declared all the same.
 */
export function declareFacts(configuration: Configuration, files: readonly FactFile[]): WithFacts {
  const facts: { file: string; facts: Facts }[] = [];
  const problems: DeclaredProblem[] = [];
  let declared = configuration;
  for (const each of files) {
    const parsed = parse(each);
    if ("message" in parsed) {
      problems.push({ file: each.file, candidates: [], ...parsed });
      continue;
    }
    const step = declareResources(declared, parsed.facts);
    declared = step.configuration;
    problems.push(...step.problems.map((problem) => ({ ...problem, file: each.file })));
    facts.push({ file: each.file, facts: parsed.facts });
  }
  // Flows may name what any of the files declares.
  const flows = withDeclaredFacts(
    declared,
    facts.map((each) => each.facts),
  );
  for (const [position, { file }] of facts.entries())
    problems.push(...(flows.problems[position] ?? []).map((problem) => ({ ...problem, file })));
  return {
    configuration: flows.configuration,
    facts,
    problems,
    diagnostics: problems.map(problemText),
  };
}

function parse({ value, refused }: FactFile): { facts: Facts } | { place: string; message: string } {
  if (refused) return { place: refused.place ?? "", message: refused.message };
  const parsed = factsSchema.safeParse(value);
  if (parsed.success) return { facts: parsed.data };
  const [issue] = parsed.error.issues;
  const place = z.core.toDotPath(issue?.path ?? []);
  return { place, message: `the declared facts do not fit: ${issue?.message ?? "unknown form"}` };
}

function problemText({ file, place, message, candidates }: DeclaredProblem): Diagnostic {
  const names = candidates.map(candidateText).join(", ");
  return {
    severity: "error",
    code: FACTS_PROBLEM,
    file,
    ...(place === "" ? {} : { place }),
    message: names === "" ? message : `${message} (there is ${names})`,
    weakens: "answers that would depend on this declaration",
  };
}

function candidateText({ kind, id, name }: Element): string {
  return `${kind} \`${id}\`${name === undefined ? "" : ` ${name}`}`;
}
