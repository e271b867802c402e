import type { AttackStep, BreachResult, ChokePoints, PatchChoice } from "../../server/engine/scenario";
import { markdownCode, markdownText } from "../ui/markdown";
import { removableText, STEP_WORDS } from "./breach-words";

interface Told extends BreachResult {
  readonly sentence: string;
  readonly chokePoints?: ChokePoints | null;
  readonly bestPatches?: PatchChoice | null;
}

/** An attack for a ticket or a chat: the sentence, the chain to each store and host, what stops it, the link back. */
export function breachMarkdown(result: Told, permalink: string): string {
  const { dataAtRisk, compromised, chokePoints, bestPatches, notes, leftOut } = result;
  return `${[
    `### ${markdownText(result.sentence)}`,
    "Simulation on shadow copy. Production is not touched.",
    ...(leftOut === null ? [] : [`Not followed to its end: ${markdownText(leftOut)}`]),
    ...[...dataAtRisk, ...compromised].map(({ element, chain }) => {
      const name = element.name === undefined ? "" : `${markdownText(element.name)} `;
      return [`**${name}${markdownCode(element.id)}**`, ...chain.map(stepLine)].join("\n\n");
    }),
    ...(chokePoints ? [chokeBlock(chokePoints)] : []),
    ...(bestPatches ? [patchBlock(bestPatches)] : []),
    ...notes.map((note) => markdownText(note)),
    permalink,
  ].join("\n\n")}\n`;
}

function stepLine({ kind, on, by, service, from, rules }: AttackStep, position: number): string {
  const told = [
    `${position + 1}. ${STEP_WORDS[kind]} ${markdownCode(on.id)}`,
    ...(by === null ? [] : [`by ${markdownText(by)}`]),
    ...(service === null ? [] : [`at ${markdownCode(service)}`]),
    ...(from === null ? [] : [`from ${markdownCode(from.id)}`]),
    ...(rules.length === 0 ? [] : [`(${rules.map(markdownCode).join(", ")})`]),
  ];
  return told.join(" ");
}

function chokeBlock({ outcome, sets }: ChokePoints): string {
  const lines = sets.map((set) => `- ${set.map((each) => markdownText(removableText(each))).join(" and ")}`);
  return [`What stops it (${outcome}):`, lines.join("\n")].join("\n\n");
}

function patchBlock({ choices }: PatchChoice): string {
  const lines = choices.map(({ limit, outcome, patches }) => {
    const texts = patches.map((each) => markdownText(removableText(each)));
    return `- ${limit} (${outcome}): ${texts.length === 0 ? "none changes what is left" : texts.join(" and ")}`;
  });
  return ["Patches that protect most:", lines.join("\n")].join("\n\n");
}
