import { awsCodeOf } from "../aws-codes";
import type { Network } from "../network";
import type { Question, Trace } from "../question";
import { traceFlow } from "../trace";
import { blockersFrom, findBlockers, MAX_BLOCKER_SETS, MAX_CHANGES_IN_SET } from "./find-blockers";

/**
 * The trace for a reader: with the provider's code for the reason, and for a flow that is refused, wholly or in part, with every
 * minimal set of changes that would open it, smallest first. Costs many traces: for one question that a person asked, not for
 * sweeps. A flow that no set within the limits opens has the place of its refusal with no change.
 */
export function traceWithBlockers(network: Network, question: Question): Trace {
  const trace = traceFlow(network, question);
  const awsCode = awsCodeOf(network, trace);
  const named = awsCode === undefined ? trace : { ...trace, awsCode };
  if (trace.verdict === "REACHABLE" || trace.verdict === "UNKNOWN" || trace.at === null)
    return { ...named, blockers: [] };
  const found = findBlockers(network, question);
  const { rule: _rule, ...place } = trace.at;
  const blockers =
    found.sets.length > 0 ? blockersFrom(network, found) : [{ elements: [place], changes: [] }];
  return { ...named, blockers, ...(found.isComplete ? {} : { blockersLimit: LIMIT }) };
}

const LIMIT = `there may be more: at most ${MAX_BLOCKER_SETS} sets of at most ${MAX_CHANGES_IN_SET} changes are looked for, on a limited number of changed copies of the network`;
