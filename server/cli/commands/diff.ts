import { diffLocal, type LocalDiff } from "../../application/local-diff";
import { type Command, UsageError } from "../command";
import { count } from "../print/table";
import { elementText, plain } from "../print/words";

type Change = LocalDiff["changes"][number];
type Field = Change["fields"][number];

const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

export const diffCommand: Command = {
  name: "diff",
  summary: "what came, went or changed between two configurations",
  usage: "A B",
  configs: ["A", "B"],
  help: [["--cosmetic", "list what differs in tags, names and descriptions only, too"]],
  options: { cosmetic: { type: "boolean" } },
  run: ({ local, others, values }) => {
    const [after] = others;
    if (after === undefined) throw new UsageError("B is missing: name a folder, zip archive or file");
    const diff = diffLocal(local, after);
    return {
      json: { ...diff },
      text: diffText(diff, values.cosmetic === true),
      isWrong: diff.changes.length + diff.coverage.length > 0,
    };
  },
};

function diffText({ changes, coverage, summary }: LocalDiff, withCosmetic: boolean): string {
  if (changes.length + coverage.length === 0) return "nothing differs";
  const { addedCount, removedCount, changedCount, cosmeticCount } = summary;
  const hidden = withCosmetic || cosmeticCount === 0 ? "" : "; --cosmetic lists them";
  return [
    ...changes
      .filter(({ isCosmetic }) => withCosmetic || !isCosmetic)
      .flatMap((change) => changeLines(change, withCosmetic)),
    ...coverage.map((part) => {
      const where = [part.accountId, part.region].filter((each) => each !== "").join(" ");
      return `! ${plain(part.kind)}${where === "" ? "" : ` in ${plain(where)}`}: read before as ${part.before}, now ${part.after}`;
    }),
    `${count(addedCount, "resource")} added, ${removedCount} removed, ${changedCount} changed`,
    ...(cosmeticCount > 0
      ? [`${count(cosmeticCount, "resource")} changed in tags, names or descriptions only${hidden}`]
      : []),
  ].join("\n");
}

function changeLines(
  { op, element, vpcId, isCertain, fields }: Change,
  withCosmetic: boolean,
): readonly string[] {
  const note = isCertain ? "" : op === "added" ? " (not read before)" : " (not completely read any more)";
  const place = vpcId === null || vpcId === element.id ? "" : ` in ${plain(vpcId)}`;
  return [
    `${SIGNS[op]} ${element.kind} ${elementText(element)}${place}${note}`,
    ...fields.filter((field) => withCosmetic || !field.isCosmetic).map(fieldLine),
  ];
}

function fieldLine({ label, before, after }: Field): string {
  if (before === undefined) return `    + ${plain(label)}: ${plain(after ?? "")}`;
  if (after === undefined) return `    - ${plain(label)}: ${plain(before)}`;
  return `    ~ ${plain(label)}: ${plain(before)}  becomes  ${plain(after)}`;
}
