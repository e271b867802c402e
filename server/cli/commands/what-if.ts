import { whatIfLocal } from "../../application/local-analysis";
import type { IntentOutcome, WhatIfResult } from "../../engine/scenario";
import { type Command, UsageError } from "../command";
import { EVENT_HELP, EVENT_OPTIONS, oneOf, supposedFailures } from "../option-values";
import { hopLines } from "../print/hops";
import { elementText, endText, flowText, plain } from "../print/words";

export const whatIfCommand: Command = {
  name: "whatif",
  summary: "suppose failures: which required flows are lost, degraded or undecided",
  usage: "CONFIG --fail REF... [--block RULE]... [--withdraw TABLE=DEST]... [--detach ATTACHMENT]...",
  help: [
    ...EVENT_HELP.filter(([option]) => !option.startsWith("--view")),
    [
      "--view both|configured|observed",
      "tunnels and targets taken as healthy, or as recorded; both: the worse answer leads (default)",
    ],
  ],
  options: { ...EVENT_OPTIONS, view: { type: "string", default: "both" } },
  run: ({ local, values }) => {
    const view = oneOf(values, "view", ["both", "configured", "observed"] as const);
    const events = { ...supposedFailures(values), view };
    if ([events.fail, events.block, events.withdraw, events.detach].every(({ length }) => length === 0))
      throw new UsageError(
        "nothing is supposed to fail: write --fail REF, --block RULE, --withdraw TABLE=DEST or --detach ATTACHMENT",
      );
    const result = whatIfLocal(local, events);
    const { lost, degraded, undecided, collateral, lostWithComponent, ...rest } = result;
    const pick = (ids: readonly string[]) =>
      lost.filter(({ intent }) => ids.includes(intent.id)).map(outcomeJson);
    return {
      json: {
        ...rest,
        lost: lost.map(outcomeJson),
        degraded: degraded.map(outcomeJson),
        undecided: undecided.map(outcomeJson),
        collateral: pick(collateral),
        lostWithComponent: pick(lostWithComponent),
      },
      text: whatIfText(result),
      isWrong: lost.length + degraded.length + undecided.length > 0,
    };
  },
};

/** An intent with what becomes of it, in one object. */
function outcomeJson({ intent, ...outcome }: IntentOutcome): Readonly<Record<string, unknown>> {
  return { ...intent, ...outcome };
}

function whatIfText(result: WhatIfResult): string {
  const { sentence, lost, degraded, undecided, unaffectedCount, notWorkingBefore, differences } = result;
  const notes = new Map((differences ?? []).map(({ intentId, text }) => [intentId, text]));
  return [
    plain(sentence),
    ...section("lost", lost, notes),
    ...section("degraded", degraded, notes),
    ...section("undecided", undecided, notes),
    "",
    `${unaffectedCount} unaffected${notWorkingBefore.length > 0 ? `, ${notWorkingBefore.length} not working before either` : ""}`,
  ].join("\n");
}

/** @param notes  by intent id, what the other view says */
function section(
  title: string,
  outcomes: readonly IntentOutcome[],
  notes: ReadonlyMap<string, string>,
): readonly string[] {
  if (outcomes.length === 0) return [];
  return [
    "",
    `${title} (${outcomes.length})`,
    ...outcomes.flatMap((outcome) => {
      const { intent, lostMembers, withComponent, at, reason, evidence, missing, before, after } = outcome;
      const how = title === "lost" ? (withComponent ? ", with the component" : ", collateral") : "";
      const rule = at?.rule === undefined ? "" : `: ${plain(at.rule)}`;
      const note = notes.get(intent.id);
      return [
        `  ${endText(intent.from)} -> ${endText(intent.to)} ${flowText(intent.protocol, intent.ports)}  ${before} -> ${after}${how}`,
        ...(note === undefined ? [] : [`    ${plain(note)}`]),
        ...(lostMembers.length > 0 ? [`    hosts: ${lostMembers.map(elementText).join(", ")}`] : []),
        ...(at ? [`    ${reason ?? "stops"} at ${at.kind} ${elementText(at)}${rule}`] : []),
        ...missing.map((text) => `    missing: ${plain(text)}`),
        ...(title === "lost" && evidence.after.length > 0
          ? ["    where it stops:", hopLines(evidence.after, "      ")]
          : []),
      ];
    }),
  ];
}
