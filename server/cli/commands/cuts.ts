import { cutsLocal } from "../../application/local-cuts";
import type { CutsResult } from "../../engine/scenario/cuts/cuts.schema";
import { type Command, UsageError } from "../command";
import { integerValue, listValue, textValue } from "../option-values";
import { elementText, plain } from "../print/words";

const MOST_FAILURES = 5;

export const cutsCommand: Command = {
  name: "cuts",
  summary: "the smallest sets of failures that break an application or a required flow, with the proof",
  usage: "CONFIG --app NAME | --intent ID [--max-k K] [--kind KIND]... [--rules] [--smt FILE]",
  help: [
    ["--app NAME", "an application: it is broken when any of its required flows is lost"],
    ["--intent ID", "one required flow (umbra intents lists them)"],
    ["--max-k K", `at most K failures at once, 1 to ${MOST_FAILURES} (3)`],
    [
      "--kind KIND",
      "only components of this kind fail: zone, subnet, instance, natGateway ...; may be repeated",
    ],
    ["--rules", "security groups and network ACLs that deny everything count as failures too"],
    ["--smt FILE", "write the question of the proof, to be put to any SMT-LIB solver: it answers unsat"],
  ],
  options: {
    app: { type: "string" },
    intent: { type: "string" },
    "max-k": { type: "string" },
    kind: { type: "string", multiple: true },
    rules: { type: "boolean" },
    smt: { type: "string" },
  },
  run: async ({ ports, local, values }) => {
    const app = textValue(values, "app");
    const intent = textValue(values, "intent");
    if ((app === undefined) === (intent === undefined))
      throw new UsageError("write either --app NAME or --intent ID");
    const maxFailures = integerValue(values, "max-k", { least: 1, most: MOST_FAILURES }) ?? 3;
    const kinds = listValue(values, "kind");
    const result = await cutsLocal(ports, local, {
      target: app === undefined ? { kind: "intent", id: intent ?? "" } : { kind: "application", name: app },
      maxFailures,
      includesRules: values.rules === true,
      ...(kinds.length > 0 ? { kinds: [...kinds] } : {}),
    });
    const file = textValue(values, "smt");
    if (file !== undefined && result.proof) await ports.writeText(file, result.proof.question);
    return {
      json: { ...result },
      text: cutsText(result),
      // Within what was asked about nothing breaks it, and that is proved: only then all is well.
      isWrong: result.outcome !== "none",
    };
  },
};

function cutsText(result: CutsResult): string {
  const { sentence, smallest, proof, notWorkingIntentIds, trialCount, candidateCount } = result;
  return [
    plain(sentence),
    ...(smallest?.sets ?? []).map(
      ({ elements }) => `  ${elements.map((each) => `${each.kind} ${elementText(each)}`).join("  and  ")}`,
    ),
    "",
    ...(proof ? [plain(proof.claim), ...proof.reasons.map((text) => `  undecided: ${plain(text)}`)] : []),
    `${candidateCount} components, ${trialCount} sets tried, ${proof?.branchCount ?? 0} ways through known, ${proof?.retracedCount ?? 0} traces to check them`,
    ...(proof ? [`question ${proof.questionHash}: ${proof.answer}`] : []),
    ...(notWorkingIntentIds.length > 0
      ? [`${notWorkingIntentIds.length} of its required flows do not work now and have nothing to lose`]
      : []),
  ].join("\n");
}
