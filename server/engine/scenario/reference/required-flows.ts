import type { ConfigurationIndex } from "../../configuration";
import {
  applyDecisions,
  type DecidedIntents,
  type Decision,
  type Intent,
  inferIntents,
  type RequiredFlows,
} from "../../intent";
import { type Declared, declaredFlows } from "./declared";

/** Required flows, and what the configuration's own file of declared facts says of them. */
export interface DecidedFlows extends DecidedIntents {
  /** As the file declares them, whatever was decided since. */
  readonly inFile: Declared;
}

/**
 * What must keep working: what is inferred, what the file of declared facts says, then what owners decided on the
 * page. Of a flow, the file's word stands before what is inferred, and the page's before the file's.
 *
 * @param declared  flows that owners declared on the page
 */
export function requiredFlows(
  index: ConfigurationIndex,
  decisions: readonly Decision[] = [],
  declared: readonly Intent[] = [],
): DecidedFlows {
  const inFile = declaredFlows(index, index.configuration.declared ?? { applications: [] }, IN_FILE);
  return { ...applyDecisions(standIn(inferIntents(index), inFile.intents), decisions, declared), inFile };
}

const IN_FILE = "declared in umbra.json";

function standIn({ intents, applications }: RequiredFlows, declared: readonly Intent[]): RequiredFlows {
  if (declared.length === 0) return { intents, applications };
  const byId = new Map([...intents, ...declared].map((intent) => [intent.id, intent]));
  return { intents: [...byId.values()], applications };
}
