import type { Command } from "../command";
import { count, table } from "../print/table";
import { endText, flowText, plain } from "../print/words";

export const intentsCommand: Command = {
  name: "intents",
  summary: "the flows that must keep working, and why they are thought to be needed",
  usage: "CONFIG",
  help: [],
  options: {},
  run: ({ local: { applications, intents } }) => {
    const lines = intents.map((intent) => [
      plain(intent.application),
      endText(intent.from),
      "->",
      endText(intent.to),
      `${flowText(intent.protocol, intent.ports)}${intent.family === 6 ? " (IPv6)" : ""}`,
      intent.origin,
      plain(intent.why),
    ]);
    const text = [
      table(lines),
      `${count(intents.length, "required flow")} of ${count(applications.length, "application")}`,
    ].join("\n");
    return { json: { applications, intents }, text, isWrong: false };
  },
};
