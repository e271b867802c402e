import { cutProblem, outageBaseline, searchCuts } from "../engine/scenario";
import { type CutsRequest, type CutsResult, cutsRequestSchema } from "../engine/scenario/cuts/cuts.schema";
import { CUT_QUESTION_TIME_LIMIT_MS } from "./cuts";
import type { LocalNetwork, LocalPorts } from "./local-analysis";
import { Failure } from "./ports/failure";

const LISTED = 8;

/**
 * The smallest sets of failures that break a required flow or an application. Fails BAD_INPUT, naming some that there
 * are, when the target is not there.
 */
export async function cutsLocal(
  ports: LocalPorts,
  local: LocalNetwork,
  ask: Pick<CutsRequest, "target"> & Partial<CutsRequest>,
): Promise<CutsResult> {
  const request = cutsRequestSchema.parse(ask);
  const { horizon, view, target } = request;
  const baseline = outageBaseline(local.configuration, targetIntents(local, target), { horizon, view });
  const problem = cutProblem(baseline, local.applications, request);
  if (!problem) throw noTarget(local, target);
  return searchCuts(problem, (question) =>
    ports.solver.solve(question, { timeLimitMs: CUT_QUESTION_TIME_LIMIT_MS }),
  );
}

/** Only what is asked about is traced. */
function targetIntents({ intents, applications }: LocalNetwork, target: CutsRequest["target"]) {
  const ids =
    target.kind === "intent" ? [target.id] : applications.find(({ name }) => name === target.name)?.intentIds;
  return intents.filter(({ id }) => ids?.includes(id));
}

function noTarget({ applications, intents }: LocalNetwork, target: CutsRequest["target"]): Failure {
  const [what, given, known] =
    target.kind === "intent"
      ? ["required flow", target.id, intents.map(({ id }) => id)]
      : ["application", target.name, applications.map(({ name }) => name)];
  const some = known.slice(0, LISTED).map((each) => `\`${each}\``);
  const rest = known.length > LISTED ? ` and ${known.length - LISTED} more` : "";
  return new Failure(
    "BAD_INPUT",
    known.length === 0
      ? `there is no ${what} in this input: declare some with --facts`
      : `there is no ${what} \`${given}\`: there are ${some.join(", ")}${rest}`,
  );
}
