import { exposureLocal } from "../../application/local-analysis";
import type { Command } from "../command";
import { few } from "../print/hops";
import { count, table } from "../print/table";
import { elementText, flowText, plain } from "../print/words";

export const exposureCommand: Command = {
  name: "exposure",
  summary: "what answers the internet, on which ports, to whom",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ local }) => {
    const { exposed, undecided, checked } = exposureLocal(local);
    const rows = exposed.map(({ hops: _hops, ...row }) => row);
    const lines = exposed.map(({ resource, address, protocol, ports, scope, sources }) => [
      elementText(resource),
      address,
      flowText(protocol, ports),
      scope,
      scope === "internet-wide" ? "the whole internet" : few(sources),
    ]);
    const open = undecided.map(
      ({ resource, address, missing }) =>
        `  undecided: ${elementText(resource)} ${address}: ${missing.map(plain).join("; ")}`,
    );
    return {
      json: { exposed: rows, undecided, checkedCount: checked.length },
      text: [
        table(lines),
        `${count(exposed.length, "row")}, ${count(checked.length, "public address").replace("addresss", "addresses")} asked about`,
        ...open,
      ].join("\n"),
      // What could not be decided may be exposed.
      isWrong: exposed.length + undecided.length > 0,
    };
  },
};
