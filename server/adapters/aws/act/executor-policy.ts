import type { StepKind } from "../../../engine/remediation/plan/plan.schema";
import { READING_ACTIONS, STEP_KIND_NEEDS } from "./step-kinds";

/** As in the cautious guard of a rule: a resource with this tag is never touched. */
const PROTECTED_TAG = "umbra:protected";

interface PolicyPlace {
  /** Empty: every region. */
  readonly regions: readonly string[];
  readonly accountId: string | undefined;
}

/**
 * The least an executor's role needs for what it is allowed to do, as the provider's policy JSON, to be copied.
 * What is tagged as protected stays out of its reach, whatever a rule says.
 */
export function executorPolicy(allows: readonly StepKind[], place: PolicyPlace): string {
  const kinds = [...new Set(allows)];
  const changing = kinds.filter((kind) => STEP_KIND_NEEDS[kind].actions.length > 0);
  const actions = [...new Set(changing.flatMap((kind) => [...STEP_KIND_NEEDS[kind].actions]))];
  const protects = {
    Sid: "UmbraNeverTouchesWhatIsProtected",
    Effect: "Deny",
    Action: actions,
    Resource: "*",
    Condition: { Null: { [`aws:ResourceTag/${PROTECTED_TAG}`]: "false" } },
  };
  const policy = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "UmbraReadsBeforeItActs", Effect: "Allow", Action: [...READING_ACTIONS], Resource: "*" },
      ...changing.map((kind) => allowing(kind, place)),
      ...(actions.length === 0 ? [] : [protects]),
    ],
  };
  return JSON.stringify(policy, null, 2);
}

function allowing(kind: StepKind, { regions, accountId = "*" }: PolicyPlace) {
  const { actions, resources } = STEP_KIND_NEEDS[kind];
  const service = actions[0]?.split(":")[0] ?? "";
  const places = regions.length === 0 ? ["*"] : regions;
  return {
    Sid: `UmbraMay${kind.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
    Effect: "Allow",
    Action: [...actions],
    Resource: places.flatMap((region) =>
      resources.map((resource) => `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`),
    ),
  };
}

/** The part of the provider's world that a region belongs to. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
