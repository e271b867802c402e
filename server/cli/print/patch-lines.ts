import { type PatchChoice, removableText } from "../../engine/scenario";
import { count } from "./table";
import { elementText, plain } from "./words";

type Choice = PatchChoice["choices"][number];

/** The patches to make first, for one and for each more, with what is left after them. */
export function patchLines({ before, choices, supposedCount }: PatchChoice): readonly string[] {
  return [
    ...choices.flatMap(({ limit, outcome, patches, left, trialCount }) => [
      `${limit} ${limit === 1 ? "patch" : "patches"}: ${sentence(outcome, patches.length, limit)} (${count(trialCount, "more set")} tried)`,
      ...patches.map((patch) => `  ${plain(removableText(patch))}`),
      ...leftLines(left, before).map((text) => `  left: ${text}`),
    ]),
    ...(supposedCount > 0
      ? [`${count(supposedCount, "supposed bug")}: nobody can patch what is only supposed`]
      : []),
  ];
}

function sentence(outcome: Choice["outcome"], size: number, limit: number): string {
  const isProved = outcome === "best";
  if (size === 0) return isProved ? "none changes what is left" : "none was found that changes what is left";
  const fewer = size < limit ? `${size} ${size === 1 ? "does" : "do"} as well: ` : "";
  return isProved
    ? `${fewer}no others leave less`
    : `${fewer}best found; that no others leave less is not shown`;
}

function leftLines(
  { dataWeight, dataAtRisk, hostCount, roleCount, undecided }: Choice["left"],
  before: Choice["left"],
): readonly string[] {
  const stores = dataAtRisk.map(
    ({ element, dataClass }) => `${elementText(element)} ${plain(dataClass ?? "unclassified")}`,
  );
  return [
    before.dataWeight === 0
      ? "no data was at risk"
      : `data at risk, weight ${dataWeight} of ${before.dataWeight}${stores.length > 0 ? `: ${stores.join(", ")}` : ""}`,
    `${hostCount} of ${count(before.hostCount, "host")}, ${roleCount} of ${count(before.roleCount, "role")}`,
    ...(undecided.length > 0
      ? [`may fall too, it cannot be decided: ${undecided.map(elementText).join(", ")}`]
      : []),
  ];
}
