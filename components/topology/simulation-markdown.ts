import type { IntentOutcome, ViewDifference, WhatIfResult } from "../../server/engine/scenario";
import type { Hop } from "../../server/engine/semantics";
import { kindLabel } from "../ui/kind-label";
import { visibleText } from "../ui/visible-text";
import { outcomeTitle } from "./outcome-words";

/** A what-if for a ticket or a chat: the sentence, each flow with the way before and where it stops after, the link back. */
export function simulationMarkdown(result: WhatIfResult, permalink: string): string {
  const outcomes = [...result.lost, ...result.degraded, ...result.undecided];
  return `${[
    `### ${text(result.sentence)}`,
    "Simulation on shadow copy. Production is not touched.",
    `${result.lost.length} flows lost, ${result.degraded.length} degraded, ${result.undecided.length} undecided, ${result.unaffectedCount} unaffected, ${result.notWorkingBefore.length} not working before.`,
    ...outcomes.map((outcome) =>
      outcomeBlock(
        outcome,
        result.differences?.find(({ intentId }) => intentId === outcome.intent.id),
      ),
    ),
    permalink,
  ].join("\n\n")}\n`;
}

function outcomeBlock(outcome: IntentOutcome, difference: ViewDifference | undefined): string {
  const hosts = outcome.lostMembers.map(
    ({ id, name }) => `${name === undefined ? "" : `${text(name)} `}${code(id)}`,
  );
  return [
    `**${outcome.effect}: ${text(outcomeTitle(outcome))}**`,
    difference === undefined ? "" : `${text(difference.text)}.`,
    hosts.length === 0 ? "" : `Hosts: ${hosts.join(", ")}`,
    hops("Before", outcome.evidence.before),
    hops("After", outcome.evidence.after),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function hops(title: string, list: readonly Hop[]): string {
  if (list.length === 0) return "";
  const lines = list.map(({ element, action, rule }, i) => {
    const name = element.name === undefined ? "" : `${text(element.name)} `;
    return `${i + 1}. ${kindLabel(element.kind)} ${name}${code(element.id)}: ${text(action)}${rule === undefined ? "" : ` (${code(rule)})`}`;
  });
  return `${title}:\n\n${lines.join("\n")}`;
}

/** Names come from the customer's input: what Markdown or HTML they hold is shown, not obeyed. */
function text(value: string): string {
  return visibleText(value).replace(/[\\`*_[\]<>#|~!&]/g, (mark) => `\\${mark}`);
}

function code(value: string): string {
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${visibleText(value)}\`` : `${fence} ${visibleText(value)} ${fence}`;
}
