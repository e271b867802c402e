import { reachLocal } from "../../application/local-analysis";
import type { Element } from "../../engine/configuration";
import type { Command } from "../command";
import { textValue } from "../option-values";
import { count, table } from "../print/table";
import { elementText, flowText } from "../print/words";

export const reachCommand: Command = {
  name: "reach",
  summary: "the whole relation between interfaces and the internet; what is not listed is refused",
  usage: "CONFIG [--from REF] [--to REF]",
  help: [
    ["--from REF, --to REF", "only from or to this host, interface, subnet, VPC or internet"],
    ["--one-way", "what arrives, without asking for the reply"],
  ],
  options: { from: { type: "string" }, to: { type: "string" }, "one-way": { type: "boolean" } },
  run: ({ local, values }) => {
    const rows = reachLocal(local, {
      from: textValue(values, "from"),
      to: textValue(values, "to"),
      isOneWay: values["one-way"] === true,
    });
    const lines = rows.map(({ from, to, protocol, ports, verdict }) => [
      placeText(from),
      "->",
      placeText(to),
      flowText(protocol, ports),
      verdict,
    ]);
    return { json: { rows }, text: [table(lines), count(rows.length, "row")].join("\n"), isWrong: false };
  },
};

function placeText({ address, ...element }: Element & { readonly address?: string }): string {
  return address === undefined ? elementText(element) : `${elementText(element)} ${address}`;
}
