import type { IntentEnd } from "../../intent";
import type { FlowChangeJson, RequiredFlowChange } from "./change-flows.schema";
import type { IntentChange } from "./compare-intents";
import type { FlowChange } from "./flow-change";

/** A changed required flow in the form that is stored. */
export function requiredFlowJson({
  intent,
  effect,
  before,
  after,
  members,
  missing,
}: IntentChange): RequiredFlowChange {
  return {
    intentId: intent.id,
    application: intent.application,
    from: endText(intent.from),
    to: endText(intent.to),
    protocol: intent.protocol,
    ports: intent.ports.map(([lo, hi]) => [lo, hi]),
    origin: intent.origin,
    effect,
    before,
    after,
    members: members.map((each) => ({ ...each })),
    missing: [...missing],
  };
}

/** An opened or closed flow in the form that is stored. */
export function flowJson({ from, to, ports, prefixes, ...rest }: FlowChange): FlowChangeJson {
  return {
    ...rest,
    from: from.map((each) => ({ ...each })),
    to: to.map((each) => ({ ...each })),
    ports: ports.map(([lo, hi]) => [lo, hi]),
    prefixes: [...prefixes],
  };
}

function endText(end: IntentEnd): string {
  if (end.kind === "tier") return end.name;
  return end.prefixes ? `internet (${end.prefixes.join(", ")})` : "internet";
}
