import { compareAttacks } from "../../engine/alert";
import { changeTexts } from "../../engine/remediation";
import { changeWhatIf, flowJson, type IntentChange, requiredFlowJson } from "../../engine/scenario";
import type {
  AttackChange,
  ChangeWhatIfRequest,
  ChangeWhatIfResult,
} from "../../engine/scenario/change/change-what-if.schema";
import { Failure } from "../ports/failure";
import type { HeldSnapshot } from "./held-snapshot";

/** Supposes changes of a snapshot. Fails CONFLICT when they do not fit it. */
export function answerChangeWhatIf(held: HeldSnapshot, { changes }: ChangeWhatIfRequest): ChangeWhatIfResult {
  const tried = changeWhatIf(held.network(), held.intents().intents, changes);
  if (tried.kind === "conflict") throw new Failure("CONFLICT", tried.message);
  const having = (effect: IntentChange["effect"]) =>
    tried.intents.filter((each) => each.effect === effect).map(requiredFlowJson);
  const { reach } = tried;
  const flows = reach.kind === "compared" ? reach : { opened: [], closed: [], undecided: [] };
  const result = {
    changes: changeTexts(held.index, changes),
    lost: having("lost"),
    degraded: having("degraded"),
    gained: having("gained"),
    undecided: having("undecided"),
    opened: flows.opened.map(flowJson),
    closed: flows.closed.map(flowJson),
    unclear: flows.undecided.map(flowJson),
    notCompared:
      reach.kind === "compared"
        ? null
        : `too large to compare: ${reach.neededCount} questions about pairs of hosts, more than the ${reach.limit} that are asked`,
    attack: compareAttacks(held.index, tried.network.index, held.placed()),
  };
  return { ...result, sentence: sentenceOf(result) };
}

/** The consequence first: required flows, then attacks, then exposure, then everything else. */
function sentenceOf(result: Omit<ChangeWhatIfResult, "sentence">): string {
  const { lost, degraded, undecided, opened, closed, unclear, notCompared, attack } = result;
  const exposed = opened.filter(({ from }) => from.some(({ kind }) => kind === "internet"));
  const parts = [
    lost.length > 0 ? `stops ${count(lost.length, "required flow")}` : "",
    degraded.length > 0 ? `weakens ${count(degraded.length, "required flow")}` : "",
    ...(attack ? attackParts(attack) : []),
    exposed.length > 0 ? `opens ${count(exposed.length, "flow")} from the internet` : "",
    opened.length > exposed.length
      ? `opens ${count(opened.length - exposed.length, "flow")} between others`
      : "",
    closed.length > 0 ? `closes ${count(closed.length, "flow")}` : "",
    undecided.length + unclear.length > 0 ? `leaves ${undecided.length + unclear.length} undecided` : "",
  ].filter((part) => part !== "");
  if (notCompared !== null) parts.push("what else it opens or closes was not compared");
  if (attack !== null && attack.leftOut !== null) parts.push("the attack was not followed to its end");
  if (parts.length === 0) return "This changes no flow that the model can see.";
  return `This ${parts.join(", ")}${lost.length + degraded.length === 0 ? "; no required flow is lost" : ""}.`;
}

function attackParts({ falls, spared, atRisk, secured, undecided }: AttackChange): readonly string[] {
  return [
    atRisk.length > 0 ? `puts the data of ${count(atRisk.length, "more store")} at risk` : "",
    falls.length > 0 ? `lets an attacker onto ${count(falls.length, "more host")}` : "",
    secured.length > 0 ? `keeps an attacker from the data of ${count(secured.length, "store")}` : "",
    spared.length > 0 ? `keeps an attacker off ${count(spared.length, "host")}` : "",
    undecided.length > 0 ? `leaves open whether an attacker gets at ${undecided.length} more` : "",
  ];
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? "" : "s"}`;
}
