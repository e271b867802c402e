import { expect, it } from "vitest";
import type { ChangeRow } from "../../server/application/ports/change-answers";
import { type DiffFilter, diffLines, filterChanges } from "./diff-lines";

/** `op kind:id in vpc`, with `~` before it when it is cosmetic. */
function row(text: string, given: Partial<ChangeRow> = {}): ChangeRow {
  const [op = "", element = "", , vpcId] = text.replace("~", "").split(" ");
  const [kind = "", id = ""] = element.split(":");
  return {
    op: op as ChangeRow["op"],
    element: { kind, id },
    accountId: "1",
    region: "r",
    vpcId: vpcId ?? null,
    isCosmetic: text.startsWith("~"),
    isCertain: true,
    title: "",
    fieldCount: 1,
    cosmeticFieldCount: 0,
    ...given,
  };
}

const ROWS = [
  row("~changed vpc:v1 in v1"),
  row("added subnet:s1 in v1"),
  row("removed subnet:s2 in v1"),
  row("changed securityGroup:sg-1 in v2", { title: "inbound rule added: tcp 22 from 0.0.0.0/0" }),
  row("changed transitGateway:tgw-1"),
];
const ALL: DiffFilter = { ops: [], text: "", withCosmetic: true };

it.each<{ name: string; filter: Partial<DiffFilter>; expected: readonly string[] }>([
  { name: "everything", filter: {}, expected: ["v1", "s1", "s2", "sg-1", "tgw-1"] },
  { name: "no cosmetic change", filter: { withCosmetic: false }, expected: ["s1", "s2", "sg-1", "tgw-1"] },
  { name: "what came or went", filter: { ops: ["added", "removed"] }, expected: ["s1", "s2"] },
  { name: "every word, in any attribute", filter: { text: "  RULE v2 " }, expected: ["sg-1"] },
  { name: "nothing", filter: { text: "tcp 23" }, expected: [] },
])("the filter lets through: $name", ({ filter, expected }) => {
  expect(filterChanges(ROWS, { ...ALL, ...filter }).map(({ element }) => element.id)).toEqual(expected);
});

const told = (closed: readonly string[] = []) =>
  diffLines(ROWS, [{ kind: "vpc", id: "v1", name: "shop" }], new Set(closed)).map((line) => {
    if (line.line === "change") return `  ${line.key}`;
    if (line.line === "kind") return ` ${line.count} ${line.kind}`;
    const { vpc, addedCount, removedCount, changedCount } = line;
    return `${vpc?.name ?? vpc?.id ?? "none"} +${addedCount} -${removedCount} ~${changedCount}`;
  });

it("lists changes under their VPC and kind, what is in none last", () => {
  expect(told()).toEqual([
    "shop +1 -1 ~1",
    " 1 vpc",
    "  vpc:v1",
    " 2 subnet",
    "  subnet:s1",
    "  subnet:s2",
    "v2 +0 -0 ~1",
    " 1 securityGroup",
    "  securityGroup:sg-1",
    "none +0 -0 ~1",
    " 1 transitGateway",
    "  transitGateway:tgw-1",
  ]);
});

it("shows of a closed VPC its counts alone", () => {
  expect(told(["v1", ""])).toEqual([
    "shop +1 -1 ~1",
    "v2 +0 -0 ~1",
    " 1 securityGroup",
    "  securityGroup:sg-1",
    "none +0 -0 ~1",
  ]);
});
